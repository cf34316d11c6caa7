package io.sessionvault.aws;

import io.sessionvault.organization.ControlLevels;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.permissions.ControlLevel;
import io.sessionvault.permissions.Policy;
import io.sessionvault.reconcile.AccountIdentities;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Guardrails;
import io.sessionvault.reconcile.IdentityJudge;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRelease;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.VaultPolicies;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;

/// Reads an account's roles and users and has them judged.
///
/// @param managed managed policies that listings do not show
/// @param vault the policies of the vault's bucket and keys
/// @param control what the organization allows
/// @param clock what time it is
record IdentityProof(
        ManagedPolicies managed,
        VaultPolicies vault,
        ControlPolicies control,
        InstantSource clock) {
    /// @throws software.amazon.awssdk.core.exception.SdkException when they cannot be listed
    ObservedIdentity read(IamClient iam, DesiredAccount desired) {
        return IdentityJudge.judge(
                desired,
                vault,
                guardrails(desired),
                new IdentityReader(iam, desired, managed).read(),
                clock.instant());
    }

    /// How the logging policy stands in the account, in whichever role, and which of all its Regions
    /// are closed.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be listed
    ObservedRelease.Identity readAttachments(IamClient iam, DesiredAccount desired) {
        DesiredAccount everywhere =
                new DesiredAccount(
                        desired.account(),
                        desired.standard(),
                        desired.everywhere(),
                        Optional.of(new TreeSet<>()));
        AccountIdentities identities = new IdentityReader(iam, everywhere, managed).read();
        ObservedIdentity judged =
                IdentityJudge.judge(
                        everywhere, vault, guardrails(everywhere), identities, clock.instant());
        return new ObservedRelease.Identity(
                identities.logPolicy(),
                identities.roles().stream()
                        .filter(role -> role.logAccess() instanceof LogAccess.Attached)
                        .map(AccountIdentities.Role::name)
                        .sorted()
                        .toList(),
                inline(identities),
                identities.beside(),
                judged.closed());
    }

    private static NavigableMap<String, Map<String, Object>> inline(AccountIdentities identities) {
        NavigableMap<String, Map<String, Object>> inline = new TreeMap<>();
        for (AccountIdentities.Role role : identities.roles()) {
            if (role.logAccess() instanceof LogAccess.Inline(Map<String, Object> document)) {
                inline.put(role.name(), document);
            }
        }
        return inline;
    }

    private Guardrails guardrails(DesiredAccount desired) {
        ControlLevels service = control.ofPrincipalsIn(desired.account());
        ControlLevels resource = control.ofResourcesIn(desired.vault().account());
        return new Guardrails(
                levels(service, "service"),
                levels(resource, "resource"),
                Stream.of(service, resource).flatMap(IdentityProof::unread).findFirst());
    }

    private static Stream<ServiceError> unread(ControlLevels levels) {
        return switch (levels) {
            case ControlLevels.NotReadable(ServiceError error) -> Stream.of(error);
            case ControlLevels.Read _, ControlLevels.DoNotApply _ -> Stream.empty();
        };
    }

    private static List<ControlLevel> levels(ControlLevels levels, String kind) {
        return switch (levels) {
            case ControlLevels.Read(List<ControlLevels.Level> read) ->
                    read.stream().map(level -> level(level, kind)).toList();
            case ControlLevels.DoNotApply _, ControlLevels.NotReadable _ -> List.of();
        };
    }

    private static ControlLevel level(ControlLevels.Level level, String kind) {
        return new ControlLevel(
                level.name(),
                level.documents().stream()
                        .map(policy ->
                                Policy.of(
                                        kind
                                                + " control policy "
                                                + policy.id()
                                                + " ("
                                                + policy.name()
                                                + ")",
                                        policy.document()))
                        .toList());
    }
}
