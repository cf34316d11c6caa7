package io.sessionvault.sweep;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.NodeAccessTag;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Obstacle;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.reconcile.SessionKey;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.KeyArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is left of an account's plan, as broken rules: each change and each obstacle breaks one,
/// unless another one of the same plan explains it.
///
/// Every account that wants to use the session key sees what is wrong with it. It is a finding of
/// the account that owns the key, which has to act, with the same resource and words whoever sees
/// it: as many accounts as may see it, it is one finding.
final class PlanFindings {
    private static final List<String> LOGGING_FIELDS =
            List.of("s3BucketName", "s3KeyPrefix", "s3EncryptionEnabled", "kmsKeyId");

    private final SweptAccount swept;
    private final Plan plan;
    private final Map<Change, ServiceError> failures = new HashMap<>();

    private PlanFindings(SweptAccount swept) {
        this.swept = swept;
        this.plan = swept.result().reconciliation().remaining();
        for (Outcome outcome : swept.result().reconciliation().outcomes()) {
            switch (outcome) {
                case Outcome.Failed(Change change, ServiceError error) ->
                        failures.put(change, error);
                case Outcome.Applied _, Outcome.Blocked _, Outcome.Refused _ -> {}
            }
        }
    }

    static List<LocatedFinding> of(SweptAccount swept) {
        PlanFindings findings = new PlanFindings(swept);
        return Stream.of(
                        findings.plan.changes().stream().flatMap(findings::of),
                        findings.plan.obstacles().stream().flatMap(findings::of),
                        findings.plan.notices().stream().flatMap(findings::of),
                        swept.result().notEnabled().stream().map(findings::notEnabled))
                .flatMap(found -> found)
                .toList();
    }

    private Stream<LocatedFinding> of(Change.Governing change) {
        return (switch (change) {
                    case Change.IdentityChange identity -> of(identity);
                    case Change.KeyChange key -> of(key);
                    case Change.RegionalChange regional -> of(regional);
                })
                .map(finding -> withFailure(finding, change));
    }

    private Stream<LocatedFinding> of(Change.IdentityChange change) {
        return Stream.of(
                switch (change) {
                    case Change.CreateLogPolicy _ ->
                            global(
                                    Rule.ACCOUNT_POLICY,
                                    LogPolicy.NAME,
                                    "the account has no policy " + LogPolicy.NAME);
                    case Change.UpdateLogPolicy _ ->
                            global(
                                    Rule.ACCOUNT_POLICY,
                                    LogPolicy.NAME,
                                    "the default version of the policy "
                                            + LogPolicy.NAME
                                            + " differs from what the vault writes");
                    case Change.CreateHostManagementRole() ->
                            global(
                                    Rule.HOST_MANAGEMENT_OFF,
                                    HostManagement.ROLE_NAME,
                                    "the account has no role " + HostManagement.ROLE_NAME);
                    case Change.AttachPolicy(String role, String arn) -> attachment(role, arn);
                    case Change.PutInlinePolicy(
                                    String role,
                                    Map<String, Object> _,
                                    Change.Sign sign) ->
                            global(
                                    Rule.ROLE_WITHOUT_POLICY,
                                    role,
                                    sign == Change.Sign.ADD
                                            ? withoutPolicy(role)
                                            : "the inline policy "
                                                    + LogPolicy.NAME
                                                    + " of role "
                                                    + role
                                                    + " differs from what the vault writes");
                });
    }

    private LocatedFinding attachment(String role, String policyArn) {
        if (!policyArn.equals(swept.desired().logPolicyArn())) {
            return global(
                    Rule.HOST_MANAGEMENT_OFF,
                    role,
                    "role " + role + " lacks AWS's policy " + policyArn);
        }
        // A role that does not exist is not reproached with lacking a policy.
        return role.equals(HostManagement.ROLE_NAME)
                        && plan.identity().contains(new Change.CreateHostManagementRole())
                ? global(Rule.HOST_MANAGEMENT_OFF, role, "the account has no role " + role)
                : global(Rule.ROLE_WITHOUT_POLICY, role, withoutPolicy(role));
    }

    private static String withoutPolicy(String role) {
        return "role " + role + " can run the agent and has no policy " + LogPolicy.NAME;
    }

    private Stream<LocatedFinding> of(Change.KeyChange change) {
        return switch (change) {
            case Change.CreateReplica(KeyArn primary, RegionName region, Map<String, Object> _) ->
                    Stream.of(missing(primary.in(region)));
            case Change.UpdateReplicaPolicy(KeyArn replica, Map<String, Object> _) ->
                    Stream.of(
                            ofKey(
                                    Rule.KEY_REPLICA,
                                    replica,
                                    replica.toString(),
                                    "session key "
                                            + replica
                                            + " does not have the primary key's policy"));
            case Change.CreateKeyAlias(KeyArn replica, String alias) ->
                    willBeCreated(replica)
                            ? Stream.empty()
                            : Stream.of(
                                    ofKey(
                                            Rule.KEY_ALIAS,
                                            replica,
                                            alias,
                                            alias + " does not name session key " + replica));
            case Change.TagKey(KeyArn key) ->
                    Stream.of(
                            ofKey(
                                    Rule.KEY_REPLICA,
                                    key,
                                    key.toString(),
                                    "session key "
                                            + key
                                            + " does not have the tag "
                                            + NodeAccessTag.NAME
                                            + "="
                                            + NodeAccessTag.VALUE));
        };
    }

    private boolean willBeCreated(KeyArn replica) {
        return plan.keys().stream()
                .anyMatch(change ->
                        change instanceof Change.CreateReplica
                                && change.region().equals(replica.region()));
    }

    private Stream<LocatedFinding> of(Change.RegionalChange change) {
        RegionName region = change.region();
        return switch (change) {
            case Change.CreatePreferences _ ->
                    Stream.of(
                            swept.optedIn().contains(region)
                                    ? preferences(
                                            Rule.REGION_OPTED_IN,
                                            region,
                                            "the account enabled the Region, which has no document "
                                                    + PreferencesDocument.NAME)
                                    : preferences(
                                            Rule.PREFERENCES_MISSING,
                                            region,
                                            "the Region has no document "
                                                    + PreferencesDocument.NAME));
            case Change.UpdatePreferences update -> updates(update);
            case Change.SetDefaultVersion(RegionName _, String newest, String defaultVersion) ->
                    Stream.of(version(region, newest, defaultVersion));
            case Change.SetHostManagement _ ->
                    Stream.of(
                            regional(
                                    Rule.HOST_MANAGEMENT_OFF,
                                    region,
                                    RegionFindings.HOST_MANAGEMENT,
                                    "no role is set for Default Host Management"));
        };
    }

    private Stream<LocatedFinding> updates(Change.UpdatePreferences update) {
        RegionName region = update.region();
        Optional<Preferences.Present> present = present(region);
        Set<String> feeding =
                present.map(seen ->
                                PreferencesDocument.feedingParameters(
                                        seen.content(), loggingFields(update)))
                        .orElseGet(Set::of);
        LocatedFinding content =
                feeding.isEmpty()
                        ? preferences(
                                Rule.PREFERENCES_DRIFT,
                                region,
                                "these fields differ from the vault's: "
                                        + String.join(", ", update.changed()))
                        : preferences(
                                Rule.PREFERENCES_PARAMETERS,
                                region,
                                "whoever starts a session chooses where it is logged or with which key"
                                        + " it is encrypted by the parameters "
                                        + String.join(", ", feeding));
        return Stream.concat(
                Stream.of(content),
                present
                        .filter(seen -> !seen.newestVersion().equals(seen.defaultVersion()))
                        .map(seen -> version(region, seen.newestVersion(), seen.defaultVersion()))
                        .stream());
    }

    /// The fields about logging and encryption that the vault changes. A parameter that feeds any
    /// other field is none of its business.
    private static List<String> loggingFields(Change.UpdatePreferences update) {
        return LOGGING_FIELDS.stream()
                .filter(field -> update.changed().contains("inputs." + field))
                .toList();
    }

    private Optional<Preferences.Present> present(RegionName region) {
        ObservedRegion seen = swept.result().reconciliation().seen().regions().get(region);
        return seen != null
                        && seen.preferences()
                                instanceof
                                Observation.Seen<Preferences>(Preferences.Present present)
                ? Optional.of(present)
                : Optional.empty();
    }

    private LocatedFinding version(RegionName region, String newest, String defaultVersion) {
        return preferences(
                Rule.PREFERENCES_VERSION,
                region,
                "the newest version is " + newest + ", the default one " + defaultVersion);
    }

    private Stream<LocatedFinding> of(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.UnprovenRole unproven ->
                    explained(unproven.roleName())
                            ? Stream.empty()
                            : Stream.of(
                                    global(
                                            Rule.ROLE_CANNOT_WRITE,
                                            unproven.roleName(),
                                            "role "
                                                    + unproven.roleName()
                                                    + " "
                                                    + ForeignText.plain(unproven.explanation())));
            case Obstacle.UnprovenStarter unproven ->
                    Stream.of(
                            global(
                                    Rule.STARTER_CANNOT_ENCRYPT,
                                    unproven.name(),
                                    ForeignText.plain(unproven.explanation())));
            case Obstacle.NoGovernedRegion() ->
                    swept.result().notEnabled().isEmpty()
                            ? Stream.of(
                                    global(
                                            Rule.REGION_NOT_ENABLED,
                                            "GovernedRegions",
                                            "none of the governed Regions is enabled in the"
                                                    + " account"))
                            : Stream.empty();
            case Obstacle.UnusablePreferences(RegionName region, String reason) ->
                    Stream.of(
                            preferences(
                                    Rule.PREFERENCES_UNUSABLE, region, ForeignText.plain(reason)));
            case Obstacle.UnseenIdentity(ServiceError error) ->
                    Stream.of(
                            global(
                                    Rule.ACCOUNT_UNSEEN,
                                    "iam",
                                    "roles and policies could not be read: "
                                            + ForeignText.plain(error.withoutRequest())));
            case Obstacle.UnseenRegion(RegionName region, ServiceError error) ->
                    Stream.of(
                            regional(
                                    Rule.ACCOUNT_UNSEEN,
                                    region,
                                    "preferences",
                                    "preferences and settings could not be read: "
                                            + ForeignText.plain(error.withoutRequest())));
            case Obstacle.UnseenKey(KeyArn key, ServiceError error) ->
                    Stream.of(
                            ofKey(
                                    Rule.ACCOUNT_UNSEEN,
                                    key,
                                    key.toString(),
                                    "session key "
                                            + key
                                            + " could not be looked at: "
                                            + ForeignText.plain(error.withoutRequest())));
            case Obstacle.UnusableKey(KeyArn key, SessionKey seen) ->
                    Stream.of(unusable(key, seen));
            case Obstacle.TakenAlias(KeyArn key, String alias, String other) ->
                    Stream.of(
                            ofKey(
                                    Rule.KEY_ALIAS,
                                    key,
                                    alias,
                                    alias + " names key " + other + ", not session key " + key));
        };
    }

    /// What could not be read for any account is told once per run, and a closed Region is not one
    /// in which something is wrong.
    private Stream<LocatedFinding> of(Notice notice) {
        return switch (notice) {
            case Notice.CannotEncrypt waiting ->
                    Stream.of(
                            global(
                                    Rule.STARTER_CANNOT_ENCRYPT,
                                    waiting.name(),
                                    ForeignText.plain(waiting.explanation())));
            case Notice.RegionHeld(RegionName region, Hold hold) ->
                    Stream.of(
                            regional(
                                    Rule.REGION_HELD,
                                    region,
                                    region.value(),
                                    "the Region is held " + ForeignText.plain(hold.toString())));
            case Notice.RolledBackNotLogged lost ->
                    Stream.of(
                            preferences(
                                    Rule.PREFERENCES_DRIFT,
                                    lost.region(),
                                    "the Region " + ForeignText.plain(lost.explanation())));
            case Notice.AccountHeld(AccountId account, Hold hold) ->
                    Stream.of(
                            global(
                                    Rule.ACCOUNT_HELD,
                                    account.value(),
                                    "the account is held " + ForeignText.plain(hold.toString())));
            case Notice.StillLogs stays ->
                    Stream.of(
                            preferences(
                                    Rule.REGION_STILL_LOGS,
                                    stays.region(),
                                    "the Region " + ForeignText.plain(stays.explanation())));
            case Notice.RegionClosed _,
                    Notice.UnreadControlPolicies _,
                    Notice.AllRegionsHeld _,
                    Notice.IamChangesLate _ ->
                    Stream.empty();
        };
    }

    /// A role that lacks the policy, or whose policy is not the vault's, cannot do what the policy
    /// allows: that is told already.
    private boolean explained(String role) {
        return plan.identity().stream()
                .anyMatch(change ->
                        switch (change) {
                            case Change.CreateLogPolicy _, Change.UpdateLogPolicy _ -> true;
                            case Change.AttachPolicy(String other, String arn) ->
                                    other.equals(role)
                                            && arn.equals(swept.desired().logPolicyArn());
                            case Change.PutInlinePolicy inline -> inline.roleName().equals(role);
                            case Change.CreateHostManagementRole() -> false;
                        });
    }

    private LocatedFinding unusable(KeyArn key, SessionKey seen) {
        return switch (seen) {
            case SessionKey.Absent() when !key.equals(swept.desired().sessionKey()) -> missing(key);
            case SessionKey.Absent() ->
                    ofKey(
                            Rule.KEY_UNUSABLE,
                            key,
                            key.toString(),
                            "session key " + key + " does not exist");
            case SessionKey.Closed _ ->
                    ofKey(
                            Rule.KEY_REPLICA,
                            key,
                            key.toString(),
                            "session key " + key + " does not have the primary key's policy");
            case SessionKey.Present(var state) ->
                    ofKey(
                            Rule.KEY_UNUSABLE,
                            key,
                            key.toString(),
                            "session key " + key + " is " + state);
        };
    }

    private LocatedFinding missing(KeyArn replica) {
        return ofKey(
                Rule.KEY_REPLICA,
                replica,
                replica.toString(),
                "session key " + replica + " does not exist");
    }

    private LocatedFinding notEnabled(RegionName region) {
        return regional(
                Rule.REGION_NOT_ENABLED,
                region,
                region.value(),
                "the configuration lists " + region + ", which the account has not enabled");
    }

    private LocatedFinding withFailure(LocatedFinding finding, Change change) {
        ServiceError error = failures.get(change);
        return error == null
                ? finding
                : new LocatedFinding(
                        finding.rule(),
                        finding.account(),
                        finding.region(),
                        finding.resource(),
                        finding.detail()
                                + "; its repair failed: "
                                + ForeignText.plain(error.withoutRequest()),
                        finding.at());
    }

    private LocatedFinding ofKey(Rule rule, KeyArn key, String resource, String detail) {
        return new LocatedFinding(rule, key.account(), key.region(), resource, detail);
    }

    private LocatedFinding preferences(Rule rule, RegionName region, String detail) {
        return regional(rule, region, PreferencesDocument.NAME, detail);
    }

    private LocatedFinding global(Rule rule, String resource, String detail) {
        return regional(rule, null, resource, detail);
    }

    private LocatedFinding regional(
            Rule rule, @Nullable RegionName region, String resource, String detail) {
        return new LocatedFinding(rule, swept.account(), region, resource, detail);
    }
}
