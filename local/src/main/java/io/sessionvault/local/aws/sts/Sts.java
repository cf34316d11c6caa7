package io.sessionvault.local.aws.sts;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.ResourcePolicy;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// AWS STS.
///
/// Source: STS API reference, "AssumeRole".
public final class Sts {
    private static final int USUAL_SECONDS = 3600;
    private static final int LEAST_SECONDS = 900;

    private final RoleSessions sessions;

    /// @param sessions opens the sessions of roles
    public Sts(RoleSessions sessions) {
        this.sessions = sessions;
    }

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(
                                AssumeRoleRequest.class,
                                this::toAssume,
                                this::assumeRole,
                                "Policy",
                                "PolicyArns",
                                "TransitiveTagKeys",
                                "SerialNumber",
                                "TokenCode")
                        .on(
                                GetCallerIdentityRequest.class,
                                Authorization.nothing(),
                                Sts::callerIdentity);
        return new Service("sts", WireFormat.QUERY, StsClient.class, operations);
    }

    /// The role's trust is a policy of its own. Whether it lets the caller in is found out when the
    /// role is assumed, where nobody can tell a role that is absent from one that does not trust.
    private List<Permission> toAssume(Call call, AssumeRoleRequest request) {
        var context = new TreeMap<String, String>();
        context.put("sts:RoleSessionName", String.valueOf(request.roleSessionName()));
        Optional.ofNullable(request.externalId())
                .ifPresent(id -> context.put("sts:ExternalId", id));
        tags(request).forEach((key, value) -> context.put("aws:RequestTag/" + key, value));
        return wish(request).actions("sts:AssumeRole").stream()
                .map(action -> Permission.of(action, wish(request).roleArn()).with(context))
                .map(permission ->
                        sessions.trust(permission.resource())
                                .map(trust -> permission.under(new ResourcePolicy(trust, false)))
                                .orElse(permission))
                .toList();
    }

    private static Map<String, String> tags(AssumeRoleRequest request) {
        var tags = new TreeMap<String, String>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    private static RoleSessions.Wish wish(AssumeRoleRequest request) {
        return new RoleSessions.Wish(
                String.valueOf(request.roleArn()),
                String.valueOf(request.roleSessionName()),
                Optional.ofNullable(request.externalId()),
                Duration.ofSeconds(
                        Optional.ofNullable(request.durationSeconds()).orElse(USUAL_SECONDS)),
                tags(request));
    }

    private AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        RoleSessions.Wish wish = wish(request);
        if (!wish.sessionName().matches("[\\w+=,.@-]{2,64}")) {
            throw invalid("'%s' is not a role session name".formatted(wish.sessionName()));
        }
        long seconds = wish.length().toSeconds();
        if (seconds < LEAST_SECONDS) {
            throw invalid("DurationSeconds must be %d or more".formatted(LEAST_SECONDS));
        }
        if (call.principal().roleArn().isPresent() && seconds > USUAL_SECONDS) {
            throw invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining");
        }
        RoleSessions.Opened opened = sessions.forCaller(wish, call.principal(), call.now());
        return AssumeRoleResponse.builder()
                .credentials(c ->
                        c.accessKeyId(opened.accessKey())
                                .secretAccessKey(AccessKeys.secretOf(opened.accessKey()))
                                .sessionToken(opened.token())
                                .expiration(opened.expires()))
                .assumedRoleUser(u ->
                        u.arn(opened.principal().arn()).assumedRoleId(opened.principal().userId()))
                .build();
    }

    private static GetCallerIdentityResponse callerIdentity(
            Call call, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(call.account())
                .arn(call.principal().arn())
                .userId(call.principal().userId())
                .build();
    }

    private static AwsError invalid(String message) {
        return new AwsError("ValidationError", 400, message);
    }
}
