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
import java.util.Optional;
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
        String role = String.valueOf(request.roleArn());
        Permission assume =
                Permission.of("sts:AssumeRole", role)
                        .with("sts:RoleSessionName", String.valueOf(request.roleSessionName()));
        Permission withId =
                Optional.ofNullable(request.externalId())
                        .map(id -> assume.with("sts:ExternalId", id))
                        .orElse(assume);
        return List.of(
                sessions.trust(role)
                        .map(trust -> withId.under(new ResourcePolicy(trust, false)))
                        .orElse(withId));
    }

    private AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        String name = String.valueOf(request.roleSessionName());
        if (!name.matches("[\\w+=,.@-]{2,64}")) {
            throw invalid("'%s' is not a role session name".formatted(name));
        }
        int seconds = Optional.ofNullable(request.durationSeconds()).orElse(USUAL_SECONDS);
        if (seconds < LEAST_SECONDS) {
            throw invalid("DurationSeconds must be %d or more".formatted(LEAST_SECONDS));
        }
        if (call.principal().roleArn().isPresent() && seconds > USUAL_SECONDS) {
            throw invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining");
        }
        var wish =
                new RoleSessions.Wish(
                        String.valueOf(request.roleArn()),
                        name,
                        Optional.ofNullable(request.externalId()),
                        Duration.ofSeconds(seconds));
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
