package io.sessionvault.checklog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.checklog.Notifications.Notification;
import io.sessionvault.log.Arrival;
import io.sessionvault.log.LogCheck;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Membership;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.Verdict;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// From an event to the verdict on the object that it names, in two steps: what the bucket knows of
/// each object, and then, for all objects together, who belongs to the organization.
final class CheckLog {
    private final Vault vault;
    private final LogReader logs;
    private final MemberDirectory members;

    CheckLog(Vault vault, LogReader logs, MemberDirectory members) {
        this.vault = vault;
        this.logs = logs;
        this.members = members;
    }

    /// An event as far as it is understood without the members.
    sealed interface Look {
        /// The members have no say in the verdict.
        record Settled(CheckedLog log) implements Look {}

        /// An object of the vault.
        record OfVault(Arrival arrival, Optional<Placement> placement, ObjectState state)
                implements Look {}

        /// The account whose membership matters; empty where none does.
        default Optional<AccountId> account() {
            return switch (this) {
                case Settled _ -> Optional.empty();
                case OfVault object -> object.placement().map(Placement::account);
            };
        }
    }

    /// Reads an event and what the bucket knows of its object.
    Look look(JsonNode event) {
        return switch (ArrivalEvents.read(event)) {
            case ArrivalEvents.Reading.Other(String reason) ->
                    settled(new Verdict.NotApplicable(reason));
            case ArrivalEvents.Reading.Malformed(String reason) ->
                    settled(new Verdict.Undetermined(reason));
            case ArrivalEvents.Reading.Notified(List<Notification> notifications) ->
                    settled(Notifications.judge(notifications, vault));
            case ArrivalEvents.Reading.Arrived(Arrival arrival) -> look(arrival);
        };
    }

    private Look look(Arrival arrival) {
        LogObject object = arrival.object();
        Optional<Placement> placement = vault.prefixes().place(object.key());
        return object.bucket().equals(vault.bucket())
                ? new Look.OfVault(arrival, placement, state(arrival, placement))
                : new Look.Settled(
                        CheckedLog.of(
                                arrival,
                                placement,
                                LogCheck.ofForeignBucket(object, vault),
                                names()));
    }

    /// Nothing that is judged here is put right by the onboarding.
    private VaultNames names() {
        return new VaultNames(vault.bucket(), vault.bucketKey(), null);
    }

    /// A verdict that names no object.
    static Look settled(Verdict verdict) {
        return new Look.Settled(CheckedLog.withoutObject(verdict));
    }

    /// What is known of the accounts without asking Organizations.
    Map<AccountId, Membership> known(Collection<Look> looks) {
        return members.known(accounts(looks));
    }

    /// What can be learned of the accounts.
    Map<AccountId, Membership> asked(Collection<Look> looks) {
        return members.of(accounts(looks));
    }

    private static Set<AccountId> accounts(Collection<Look> looks) {
        return looks.stream().flatMap(look -> look.account().stream()).collect(Collectors.toSet());
    }

    /// The verdict, as far as these members let it be given.
    CheckedLog judge(Look look, Map<AccountId, Membership> known) {
        return switch (look) {
            case Look.Settled(CheckedLog log) -> log;
            case Look.OfVault(
                            Arrival arrival,
                            Optional<Placement> placement,
                            ObjectState state) -> {
                Membership membership =
                        look.account()
                                .map(known::get)
                                .orElseGet(() -> new Membership.Unknown("nobody was asked"));
                yield CheckedLog.of(
                        arrival,
                        placement,
                        LogCheck.check(
                                arrival.object(),
                                state,
                                membership,
                                members.regions()
                                        .standing(
                                                placement.flatMap(Placement::region), arrival.at()),
                                vault),
                        names());
            }
        };
    }

    /// Tells whether the verdict may change once Organizations is asked. That of a log that breaks a
    /// rule does not, so nobody can have questions asked by keys with made-up accounts.
    static boolean isOpen(Look look, CheckedLog log, Map<AccountId, Membership> known) {
        return !log.isSettled()
                && look.account().filter(account -> !known.containsKey(account)).isPresent();
    }

    /// Both steps for one event.
    CheckedLog check(JsonNode event) {
        Look look = look(event);
        Map<AccountId, Membership> known = known(List.of(look));
        CheckedLog log = judge(look, known);
        return isOpen(look, log, known) ? judge(look, asked(List.of(look))) : log;
    }

    private ObjectState state(Arrival arrival, Optional<Placement> placement) {
        boolean overwrittenByDesign =
                placement.filter(place -> LogCheck.isFailedSessionOutput(place.name())).isPresent();
        return logs.read(arrival, !overwrittenByDesign);
    }
}
