package io.sessionvault.local.aws.access;

import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.iam.Iam;
import io.sessionvault.local.aws.organizations.Accounts;
import io.sessionvault.local.aws.policy.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The condition keys that every request carries, and those of one permission.
///
/// Source: IAM user guide, "AWS global condition context keys".
final class Circumstances {
    /// The services that have one endpoint for all Regions.
    private static final Set<String> GLOBAL = Set.of("account", "iam", "organizations");

    private final Iam iam;
    private final Accounts accounts;

    Circumstances(Iam iam, Accounts accounts) {
        this.iam = iam;
        this.accounts = accounts;
    }

    RequestContext of(Call call, Permission permission) {
        var values = new TreeMap<String, List<String>>();
        addCaller(values, call.principal());
        addRequest(values, call, permission);
        permission.owner().ifPresent(owner -> addOwner(values, owner));
        values.putAll(permission.context());
        return RequestContext.of(values);
    }

    private void addCaller(Map<String, List<String>> values, Principal caller) {
        put(values, "aws:PrincipalAccount", caller.account());
        put(values, "aws:PrincipalArn", caller.identityArn());
        put(values, "aws:PrincipalIsAWSService", "false");
        put(values, "aws:PrincipalOrgID", accounts.organization().id());
        put(values, "aws:PrincipalOrgPaths", accounts.path(caller.account()));
        put(values, "aws:PrincipalType", type(caller));
        put(values, "aws:userid", caller.userId());
        if (caller.kind() == Principal.Kind.USER) {
            put(values, "aws:username", caller.arn().substring(caller.arn().lastIndexOf('/') + 1));
        }
        iam.tags(caller).forEach((key, value) -> put(values, "aws:PrincipalTag/" + key, value));
    }

    private static String type(Principal caller) {
        return switch (caller.kind()) {
            case ROOT -> "Account";
            case ADMINISTRATOR, USER -> "User";
            case ROLE -> "AssumedRole";
        };
    }

    private void addRequest(Map<String, List<String>> values, Call call, Permission permission) {
        boolean isViaService = permission.context().containsKey("kms:ViaService");
        boolean isGlobal = GLOBAL.contains(call.operation().service());
        put(values, "aws:CurrentTime", call.now().toString());
        put(values, "aws:EpochTime", Long.toString(call.now().getEpochSecond()));
        put(
                values,
                "aws:RequestedRegion",
                isGlobal ? accounts.organization().homeRegion() : call.region());
        // The endpoints that the stand-in stands for speak TLS.
        put(values, "aws:SecureTransport", "true");
        put(values, "aws:ViaAWSService", Boolean.toString(isViaService));
        if (!isViaService) {
            put(values, "aws:SourceIp", call.http().peer());
        }
    }

    private void addOwner(Map<String, List<String>> values, String owner) {
        put(values, "aws:ResourceAccount", owner);
        if (accounts.exists(owner)) {
            put(values, "aws:ResourceOrgID", accounts.organization().id());
            put(values, "aws:ResourceOrgPaths", accounts.path(owner));
        }
    }

    private static void put(Map<String, List<String>> values, String key, String value) {
        values.put(key, List.of(value));
    }
}
