package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedHistory;
import io.sessionvault.reconcile.ObservedRelease;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.ReleaseChange;
import io.sessionvault.reconcile.ReleasePlan;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReleaseResult;
import io.sessionvault.sweep.SessionDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Lets an account, or some of its Regions, go.
///
/// The order is a safety property. The hold is written first, so that no later visit switches back
/// what is given back; then each document; and only when no document in force needs it any more, the
/// logging policy. Killed anywhere between, the next request goes on from there.
final class Releaser {
    /// How often a plan that did not become empty is made anew.
    private static final int ROUNDS = 3;

    private final MemberClients member;
    private final DesiredAccount desired;
    private final ReleaseRequest request;
    private final Hold hold;
    private final IdentityProof proof;
    private final ReleaseWriter writer;

    /// @param desired the account as it should be, under what is held so far
    /// @param hold the hold of all that is not held yet
    Releaser(
            MemberClients member,
            DesiredAccount desired,
            ReleaseRequest request,
            Hold hold,
            IdentityProof proof,
            StoredHolds holds) {
        this.member = member;
        this.desired = desired;
        this.request = request;
        this.hold = hold;
        this.proof = proof;
        this.writer = new ReleaseWriter(member, holds);
    }

    /// The plan as the account is now.
    ReleasePlan plan() {
        return plan(desired);
    }

    private ReleasePlan plan(DesiredAccount held) {
        Observation<ObservedRelease.Identity> identity =
                ServiceErrors.observe(() -> proof.readAttachments(member.iam(), desired));
        NavigableMap<RegionName, Observation<ObservedHistory>> regions =
                AccountReader.inEach(request.concerned(desired), this::history);
        return ReleasePlan.between(
                held,
                request,
                hold,
                new ObservedRelease(
                        identity,
                        regions,
                        request.letsAllGo(desired)
                                ? AccountReader.inEach(desired.everywhere(), this::documents)
                                : new TreeMap<>()));
    }

    private Observation<Map<String, List<ObservedHistory.Text>>> documents(RegionName region) {
        return ServiceErrors.observe(() -> {
            Map<String, List<ObservedHistory.Text>> texts = new TreeMap<>();
            for (SessionDocument document : new SessionDocumentReader(member.ssm(region)).read()) {
                texts.put(
                        document.name(),
                        switch (document) {
                            case SessionDocument.Read(String _, var versions) ->
                                    versions.stream()
                                            .map(content ->
                                                    new ObservedHistory.Text(
                                                            Json.write(content),
                                                            Optional.of(content)))
                                            .toList();
                            case SessionDocument.Malformed _, SessionDocument.Unseen _ ->
                                    List.of(new ObservedHistory.Text("", Optional.empty()));
                        });
            }
            return texts;
        });
    }

    private Observation<ObservedHistory> history(RegionName region) {
        return ServiceErrors.observe(() ->
                HistoryReader.read(
                        member.ssm(region),
                        desired,
                        Optional.ofNullable(request.wishes().get(region))));
    }

    /// Does what a plan says, and nothing that only a later look finds: that stays in what remains.
    ///
    /// @param first the plan that was confirmed, just made
    ReleaseResult.Done release(ReleasePlan first) {
        List<Outcome> outcomes = new ArrayList<>();
        DesiredAccount held = desired;
        if (first.hold().isPresent()) {
            ReleaseChange.WriteHold change = first.hold().get();
            Outcome written = writer.hold(desired.account(), desired.holds(), change);
            outcomes.add(written);
            if (!(written instanceof Outcome.Applied)) {
                return new ReleaseResult.Done(desired.account(), first, outcomes, first);
            }
            held = desired.under(change.holds());
        }
        // A visit that begins from here on touches nothing of what is given back.
        ReleasePlan plan = first;
        boolean tried = true;
        for (int round = 0; tried && round < ROUNDS; round++) {
            List<Outcome> made = new ArrayList<>(giveBack(plan.within(first)));
            if (round == 0 || !made.isEmpty()) {
                plan = plan(held);
            }
            if (plan.regional().isEmpty() && !plan.identity().isEmpty()) {
                // Every document in force was read again and needs the policy no more.
                made.addAll(writer.applyAll(plan.within(first).identity()));
                plan = plan(held);
            }
            outcomes.addAll(made);
            tried = !made.isEmpty();
        }
        return new ReleaseResult.Done(
                desired.account(), first, outcomes.stream().distinct().toList(), plan);
    }

    private List<Outcome> giveBack(ReleasePlan plan) {
        return InParallel.map(plan.regional(), AccountReader.REGIONS_AT_ONCE, writer::apply);
    }
}
