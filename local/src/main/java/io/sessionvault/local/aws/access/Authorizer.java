package io.sessionvault.local.aws.access;

import io.sessionvault.local.aws.call.Access;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.ResourcePolicy;
import io.sessionvault.local.aws.iam.Iam;
import io.sessionvault.local.aws.organizations.Accounts;
import io.sessionvault.local.aws.policy.Evaluation;
import io.sessionvault.local.aws.policy.Grant;
import io.sessionvault.local.aws.policy.IdentityPolicies;
import io.sessionvault.local.aws.policy.Names;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.RequestContext;
import io.sessionvault.local.aws.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Evaluates policies for the sessions of roles. The administrators of accounts may do everything:
/// they stand for whoever set things up.
///
/// Source: IAM user guide, "AWS global condition context keys" and "Troubleshoot access denied
/// error messages".
public final class Authorizer implements Access {
    private final Iam iam;
    private final Accounts accounts;
    private final PermissionLog log;

    /// @param iam where the roles' policies are
    /// @param accounts whose organization policies may ask for
    /// @param log receives what was let pass
    public Authorizer(Iam iam, Accounts accounts, PermissionLog log) {
        this.iam = iam;
        this.accounts = accounts;
        this.log = log;
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
        RequestContext context = context(call, permission);
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
        return Evaluation.decide(permission.action(), permission.resource(), context, own, side);
    }

    /// A trust policy names no resource, because it hangs on the role that it is about.
    private static Grant grant(
            PolicyDocument document, Names caller, Permission permission, RequestContext context) {
        return permission.action().startsWith("sts:")
                ? Grant.ofTrust(document, caller, permission.action(), context)
                : Grant.of(document, caller, permission.action(), permission.resource(), context);
    }

    private RequestContext context(Call call, Permission permission) {
        Principal caller = call.principal();
        String organization = accounts.organization().id();
        var values = new TreeMap<String, List<String>>();
        // The endpoints that the stand-in stands for speak TLS.
        put(values, "aws:SecureTransport", "true");
        put(values, "aws:PrincipalIsAWSService", "false");
        put(values, "aws:PrincipalAccount", caller.account());
        put(values, "aws:PrincipalOrgID", organization);
        put(values, "aws:PrincipalArn", caller.identityArn());
        put(values, "aws:userid", caller.userId());
        put(values, "aws:RequestedRegion", call.region());
        permission
                .owner()
                .ifPresent(owner -> {
                    put(values, "aws:ResourceAccount", owner);
                    if (accounts.exists(owner)) {
                        put(values, "aws:ResourceOrgID", organization);
                    }
                });
        values.putAll(permission.context());
        return RequestContext.of(values);
    }

    private static void put(Map<String, List<String>> values, String key, String value) {
        values.put(key, List.of(value));
    }

    /// S3 alone writes the resource in quotes.
    private static AwsError refusal(Call call, Permission permission, String reason) {
        boolean isS3 = permission.action().startsWith("s3:");
        String resource = isS3 ? '"' + permission.resource() + '"' : permission.resource();
        return call.denied(
                "%s on resource: %s %s".formatted(permission.action(), resource, reason));
    }
}
