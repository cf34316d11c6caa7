package io.sessionvault.local.aws.access;

import io.sessionvault.local.aws.call.Access;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.ResourcePolicy;
import io.sessionvault.local.aws.iam.Iam;
import io.sessionvault.local.aws.organizations.Accounts;
import io.sessionvault.local.aws.policy.ControlLevels;
import io.sessionvault.local.aws.policy.Evaluation;
import io.sessionvault.local.aws.policy.Grant;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.Names;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.RequestContext;
import io.sessionvault.local.aws.policy.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Evaluates policies for users, root users and the sessions of roles. The administrators of accounts
/// may do everything: they stand for whoever set things up.
///
/// Source: IAM user guide, "Troubleshoot access denied error messages".
public final class Authorizer implements Access {
    private static final Set<String> UNDER_RESOURCE_CONTROL = Set.of("s3", "kms", "sts", "sqs");

    private final Iam iam;
    private final Accounts accounts;
    private final PermissionLog log;
    private final Circumstances circumstances;

    /// @param iam where the roles' policies are
    /// @param accounts whose organization policies may ask for
    /// @param log receives what was let pass
    public Authorizer(Iam iam, Accounts accounts, PermissionLog log) {
        this.iam = iam;
        this.accounts = accounts;
        this.log = log;
        this.circumstances = new Circumstances(iam, accounts);
    }

    @Override
    public void require(Call call, Permission permission) {
        if (call.principal().kind() == Principal.Kind.ADMINISTRATOR) {
            return;
        }
        String identity = call.principal().identityArn();
        switch (verdict(call, permission)) {
            case Verdict.Allowed(var statements) ->
                    log.add(
                            new UsedPermission(
                                    identity,
                                    permission.action(),
                                    permission.resource(),
                                    statements));
            case Verdict.Refused(var reason) -> throw refusal(call, permission, reason);
        }
    }

    private Verdict verdict(Call call, Permission permission) {
        Principal caller = call.principal();
        RequestContext context = circumstances.of(call, permission);
        Names names = Names.of(caller.account(), List.of(caller.arn(), caller.identityArn()));
        Grant grant =
                permission
                        .policy()
                        .map(policy -> PolicyDocument.parse(policy.document()))
                        .map(document -> grant(document, names, permission, context))
                        .orElse(Grant.NONE);
        IdentityPolicies own = iam.policies(caller).orElse(IdentityPolicies.none());
        boolean isForeign = permission.owner().filter(o -> !o.equals(caller.account())).isPresent();
        // Across accounts the resource's policy has to agree, also where this stand-in has none.
        boolean mustAllow = permission.policy().map(ResourcePolicy::mustAllow).orElse(isForeign);
        var side = new Evaluation.ResourceSide(grant, mustAllow, !isForeign);
        return Evaluation.decide(
                permission.action(),
                permission.resource(),
                context,
                controls(caller, permission),
                own,
                side);
    }

    /// A trust policy names no resource, because it hangs on the role that it is about.
    private static Grant grant(
            PolicyDocument document, Names caller, Permission permission, RequestContext context) {
        return permission.action().startsWith("sts:")
                ? Grant.ofTrust(document, caller, permission.action(), context)
                : Grant.of(document, caller, permission.action(), permission.resource(), context);
    }

    /// Neither the management account nor the roles of services are bound by service control policies;
    /// resource control policies are known to a few services only.
    ///
    /// Source: Organizations user guide, "Service control policies", "Resource control policies".
    private Evaluation.Controls controls(Principal caller, Permission permission) {
        if (caller.identityArn().contains(":role/aws-service-role/")) {
            return new Evaluation.Controls(ControlLevels.none(), ControlLevels.none());
        }
        String service = permission.action().substring(0, permission.action().indexOf(':'));
        return new Evaluation.Controls(
                levels(accounts.serviceControls(caller.account())),
                levels(
                        permission
                                .owner()
                                .filter(owner -> UNDER_RESOURCE_CONTROL.contains(service))
                                .flatMap(accounts::resourceControls)));
    }

    private static ControlLevels levels(Optional<List<List<String>>> texts) {
        return texts.map(ControlLevels::parse).orElse(ControlLevels.none());
    }

    /// S3 alone writes the resource in quotes.
    private static AwsError refusal(Call call, Permission permission, String reason) {
        boolean isS3 = permission.action().startsWith("s3:");
        String resource = isS3 ? '"' + permission.resource() + '"' : permission.resource();
        return call.denied(
                "%s on resource: %s %s".formatted(permission.action(), resource, reason));
    }
}
