package io.sessionvault.local.aws.sts;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.fault.Settling;
import io.sessionvault.local.aws.iam.Iam;
import io.sessionvault.local.aws.iam.PermissionSet;
import io.sessionvault.local.aws.organizations.Accounts;
import io.sessionvault.local.aws.policy.Grant;
import io.sessionvault.local.aws.policy.Names;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Opens sessions of roles for those whom the roles' trust policies let in.
public final class RoleSessions {
    private static final String ASSUME = "sts:AssumeRole";

    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws:iam::([0-9]{12}):role/([!-~]+)");

    /// The services that say for which account they want a role.
    ///
    /// Source: Step Functions developer guide, "Prevent cross-service confused deputy issue";
    /// EventBridge Scheduler user guide, "Cross-service confused deputy prevention".
    private static final Set<String> NAMING_THEIR_SOURCE =
            Set.of("states.amazonaws.com", "scheduler.amazonaws.com");

    /// Who wants a session of which role.
    ///
    /// @param roleArn the role, path included
    /// @param sessionName the name of the session
    /// @param externalId the external id, where the caller gives one
    /// @param length how long the session is to last
    /// @param tags the tags that the session is to have
    record Wish(
            String roleArn,
            String sessionName,
            Optional<String> externalId,
            Duration length,
            Map<String, String> tags) {
        /// Copies the map.
        Wish {
            tags = Map.copyOf(tags);
        }

        /// What the role's trust policy has to allow.
        ///
        /// @param entry the action by which the session is opened
        List<String> actions(String entry) {
            return tags.isEmpty() ? List.of(entry) : List.of(entry, "sts:TagSession");
        }
    }

    /// Who wants to come in, and by which action.
    ///
    /// @param name for people to read
    /// @param names how the trust policy may name them
    private record Comer(String name, Names names, String action) {}

    /// Credentials of a role's session.
    ///
    /// @param accessKey the access key id, `ASIA...`
    /// @param token the session token
    /// @param principal who holds the session
    /// @param expires when it ends
    public record Opened(String accessKey, String token, Principal principal, Instant expires) {}

    private final Accounts accounts;
    private final Iam iam;
    private final AccessKeys keys;
    private final Settling settling;
    private final Ids ids;

    /// @param accounts the accounts that hold the roles
    /// @param iam where the roles are
    /// @param keys where the sessions' keys go
    /// @param settling which accounts are too new to be entered
    /// @param ids where keys come from
    public RoleSessions(Accounts accounts, Iam iam, AccessKeys keys, Settling settling, Ids ids) {
        this.accounts = accounts;
        this.iam = iam;
        this.keys = keys;
        this.settling = settling;
        this.ids = ids;
    }

    /// Opens a session as a service does that runs under a role, for example Lambda. It lasts
    /// twelve hours, however long the role lets others have it, for the service would renew it.
    ///
    /// @param service the service's principal, e.g. `lambda.amazonaws.com`
    /// @param roleArn the role
    /// @param sessionName the name of the session
    /// @throws AwsError `AccessDenied` when the role is absent or does not trust the service
    public Opened forService(String service, String roleArn, String sessionName, Instant now) {
        var wish = new Wish(roleArn, sessionName, Optional.empty(), Duration.ofHours(12), Map.of());
        var values = new TreeMap<String, List<String>>();
        Matcher arn = ROLE_ARN.matcher(roleArn);
        if (NAMING_THEIR_SOURCE.contains(service) && arn.matches()) {
            // A service uses a role for a resource of the role's own account.
            values.put("aws:SourceAccount", List.of(arn.group(1)));
        }
        var comer = new Comer(service, Names.ofService(service), ASSUME);
        return session(role(wish, comer, RequestContext.of(values)), wish, now);
    }

    /// Opens a session of the role of a permission set for a person, as IAM Identity Center does.
    ///
    /// @param roleArn the role
    /// @param person the person's name
    /// @param tags the tags of the session
    /// @throws AwsError `AccessDenied` when the role is absent or does not trust Identity Center
    public Opened forPerson(String roleArn, String person, Map<String, String> tags, Instant now) {
        var wish = new Wish(roleArn, person, Optional.empty(), Duration.ofHours(1), tags);
        Matcher arn = ROLE_ARN.matcher(roleArn);
        String provider = arn.matches() ? PermissionSet.provider(arn.group(1)) : "none";
        var comer = new Comer(person, Names.ofFederation(provider), "sts:AssumeRoleWithSAML");
        var context =
                RequestContext.of(
                        Map.of("SAML:aud", List.of("https://signin.aws.amazon.com/saml")));
        return session(role(wish, comer, context), wish, now);
    }

    /// The trust policy of a role, where there is such a role.
    Optional<String> trust(String roleArn) {
        Matcher arn = ROLE_ARN.matcher(roleArn);
        return arn.matches()
                ? iam.role(arn.group(1), roleArn).map(Iam.RoleView::trust)
                : Optional.empty();
    }

    Opened forCaller(Wish wish, Principal caller, Instant now) {
        var arns = new ArrayList<String>(List.of(caller.arn()));
        caller.roleArn().ifPresent(arns::add);
        var values = new TreeMap<String, List<String>>();
        values.put("aws:PrincipalAccount", List.of(caller.account()));
        values.put("aws:PrincipalOrgID", List.of(accounts.organization().id()));
        values.put("aws:PrincipalArn", List.of(caller.roleArn().orElse(caller.arn())));
        values.put("sts:RoleSessionName", List.of(wish.sessionName()));
        wish.externalId().ifPresent(id -> values.put("sts:ExternalId", List.of(id)));
        wish.tags().forEach((key, tag) -> values.put("aws:RequestTag/" + key, List.of(tag)));
        var comer = new Comer(caller.arn(), Names.of(caller.account(), arns), ASSUME);
        Iam.RoleView role = role(wish, comer, RequestContext.of(values));
        if (wish.length().toSeconds() > role.maxSessionSeconds()) {
            throw new AwsError(
                    "ValidationError",
                    400,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return session(role, wish, now);
    }

    /// The role, if it is there and lets the caller in.
    private Iam.RoleView role(Wish wish, Comer comer, RequestContext context) {
        Matcher arn = ROLE_ARN.matcher(wish.roleArn());
        if (!arn.matches()) {
            throw new AwsError(
                    "ValidationError",
                    400,
                    "'%s' is not the ARN of a role".formatted(wish.roleArn()));
        }
        return Optional.of(arn.group(1))
                .filter(accounts::isActive)
                .filter(a -> !settling.refusesAssumeRole(a))
                .flatMap(a -> iam.role(a, wish.roleArn()))
                .filter(r ->
                        wish.actions(comer.action()).stream()
                                .allMatch(action -> trusts(r, comer.names(), action, context)))
                .orElseThrow(() -> denied(comer, wish.roleArn()));
    }

    private Opened session(Iam.RoleView role, Wish wish, Instant now) {
        String account = role.arn().split(":", 6)[4];
        String roleName = role.arn().substring(role.arn().lastIndexOf('/') + 1);
        var principal =
                new Principal(
                        Principal.Kind.ROLE,
                        account,
                        "arn:aws:sts::%s:assumed-role/%s/%s"
                                .formatted(account, roleName, wish.sessionName()),
                        role.id() + ":" + wish.sessionName(),
                        Optional.of(role.arn()),
                        wish.tags());
        var opened =
                new Opened(
                        ids.base32("ASIA", 16),
                        AccessKeys.TOKEN + ids.token(64),
                        principal,
                        now.plus(wish.length()));
        keys.add(
                opened.accessKey(),
                new AccessKeys.Session(principal, opened.token(), opened.expires()));
        return opened;
    }

    private static boolean trusts(
            Iam.RoleView role, Names names, String action, RequestContext context) {
        var trust = PolicyDocument.parse(role.trust());
        return switch (Grant.ofTrust(trust, names, action, context)) {
            case TO_CALLER, TO_ACCOUNT -> true;
            case NONE, DENIED -> false;
        };
    }

    private static AwsError denied(Comer comer, String roleArn) {
        return new AwsError(
                "AccessDenied",
                403,
                "User: %s is not authorized to perform: %s on resource: %s"
                        .formatted(comer.name(), comer.action(), roleArn));
    }
}
