package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.ReleaseChange;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentVersionException;

/// Makes one change of a release. It decides nothing; what is gone already counts as removed.
final class ReleaseWriter {
    private final MemberClients member;
    private final StoredHolds holds;

    ReleaseWriter(MemberClients member, StoredHolds holds) {
        this.member = member;
        this.holds = holds;
    }

    /// @param before what was held when the change was planned
    Outcome hold(AccountId account, Holds before, ReleaseChange.WriteHold change) {
        return holds.write(account, before, change.holds())
                .<Outcome>map(error -> new Outcome.Failed(change, error))
                .orElseGet(() -> new Outcome.Applied(change));
    }

    Outcome apply(ReleaseChange.Regional change) {
        SsmClient ssm = member.ssm(change.region());
        return tried(
                change,
                () -> {
                    switch (change) {
                        case ReleaseChange.GiveBack back -> PreferencesWriter.giveBack(ssm, back);
                        case ReleaseChange.MakeDefault make ->
                                PreferencesWriter.setDefaultVersion(ssm, make.version());
                        case ReleaseChange.DeletePreferences delete -> delete(ssm, delete);
                    }
                });
    }

    /// AWS deletes whatever there is: that nobody saved a version meanwhile has to be asked just
    /// before.
    private static void delete(SsmClient ssm, ReleaseChange.DeletePreferences delete) {
        try {
            String latest =
                    ssm.describeDocument(ask -> ask.name(PreferencesDocument.NAME))
                            .document()
                            .latestVersion();
            if (!delete.newestVersion().equals(latest)) {
                throw InvalidDocumentVersionException.builder()
                        .message("a newer version was saved: " + latest)
                        .build();
            }
            ssm.deleteDocument(ask -> ask.name(PreferencesDocument.NAME));
        } catch (InvalidDocumentException gone) {
            // Somebody else deleted it.
        }
    }

    /// Makes the changes one after another. The policy is not tried while a role still has it.
    List<Outcome> applyAll(List<ReleaseChange.OfIdentity> changes) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ReleaseChange.OfIdentity change : changes) {
            boolean isFree =
                    outcomes.stream().allMatch(outcome -> outcome instanceof Outcome.Applied);
            if (isFree || !(change instanceof ReleaseChange.DeleteLogPolicy)) {
                outcomes.add(tried(change, () -> apply(change, member.iam())));
            }
        }
        return outcomes;
    }

    private static void apply(ReleaseChange.OfIdentity change, IamClient iam) {
        switch (change) {
            case ReleaseChange.DetachPolicy detach ->
                    unlessGone(() ->
                            iam.detachRolePolicy(ask ->
                                    ask.roleName(detach.roleName()).policyArn(detach.policyArn())));
            case ReleaseChange.DeleteInlinePolicy inline ->
                    unlessGone(() ->
                            iam.deleteRolePolicy(ask ->
                                    ask.roleName(inline.roleName()).policyName(LogPolicy.NAME)));
            case ReleaseChange.DeleteLogPolicy policy -> {
                for (String version : policy.otherVersions()) {
                    unlessGone(() ->
                            iam.deletePolicyVersion(
                                    ask -> ask.policyArn(policy.arn()).versionId(version)));
                }
                unlessGone(() -> iam.deletePolicy(ask -> ask.policyArn(policy.arn())));
            }
        }
    }

    private static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (NoSuchEntityException gone) {
            // That is what was wanted.
        }
    }

    private static Outcome tried(ReleaseChange change, Runnable call) {
        try {
            call.run();
            return new Outcome.Applied(change);
        } catch (SdkException failure) {
            return new Outcome.Failed(change, ServiceErrors.of(failure));
        }
    }
}
