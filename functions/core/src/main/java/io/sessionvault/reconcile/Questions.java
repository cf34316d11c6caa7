package io.sessionvault.reconcile;

import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.Caller;
import io.sessionvault.permissions.Request;
import io.sessionvault.permissions.RequestContext;
import io.sessionvault.reconcile.AccountIdentities.Identity;
import io.sessionvault.reconcile.AccountIdentities.Role;
import io.sessionvault.vault.KeyArn;
import java.time.Instant;

/// The requests that agents and people make, with the context that AWS gives to each. What only the
/// moment of the request can tell, such as the VPC or a multi-factor authentication, is not
/// mentioned: a policy that asks for it cannot be judged.
///
/// Source: IAM user guide, "AWS global condition context keys"; service authorization reference for
/// S3, KMS and Systems Manager; amazon-ssm-agent, `s3util.go` and `blockcipher.go`;
/// session-manager-plugin, `kmsservice.go`.
final class Questions {
    private static final String SESSION_CONTEXT = "kms:EncryptionContext:aws:ssm:SessionId";
    private static final String TARGET_CONTEXT = "kms:EncryptionContext:aws:ssm:TargetId";

    private final DesiredAccount desired;
    private final Instant now;

    Questions(DesiredAccount desired, Instant now) {
        this.desired = desired;
        this.now = now;
    }

    /// An agent's call that needs a permission.
    Request ofAgent(Role role, LogPermission permission) {
        RequestContext caller =
                caller(role, "AssumedRole").without("aws:PrincipalTag/*", "aws:username");
        return new Request(
                Caller.of(role.arn()),
                permission.action(),
                permission.resource(),
                inVault(caller, permission));
    }

    /// The call with which somebody who starts a session gets the key of its stream.
    Request ofStarter(Identity starter, LogPermission permission) {
        return new Request(
                Caller.of(starter.arn()),
                permission.action(),
                permission.resource(),
                inVault(person(starter), permission));
    }

    /// Whether a role may do what the agent does, in any Region and with whatever node.
    Request runningTheAgent(Role role, String action) {
        return Request.onSomeResource(
                Caller.of(role.arn()),
                action,
                inOwnAccount(
                        caller(role, "AssumedRole").without("aws:PrincipalTag/*", "aws:username")));
    }

    /// Whether anybody may do this in a Region, on whatever resource.
    Request inRegion(String arn, String action, RegionName region) {
        return Request.onSomeResource(
                Caller.of(arn),
                action,
                inOwnAccount(known(arn, "AssumedRole"))
                        .with("aws:RequestedRegion", region.value()));
    }

    /// Whether somebody may do this in any Region, on whatever resource.
    Request starting(Identity starter, String action) {
        return Request.onSomeResource(
                Caller.of(starter.arn()), action, inOwnAccount(person(starter)));
    }

    /// Whether somebody may do this in a Region, on whatever resource.
    Request starting(Identity starter, String action, RegionName region) {
        return Request.onSomeResource(
                Caller.of(starter.arn()),
                action,
                inOwnAccount(person(starter)).with("aws:RequestedRegion", region.value()));
    }

    /// A session of a role can have tags of its own where the role's trust policy lets it be
    /// tagged; a user's tags are the user's.
    ///
    /// Source: IAM user guide, "Pass session tags in AWS STS".
    private RequestContext person(Identity starter) {
        return switch (starter) {
            case AccountIdentities.User user ->
                    caller(user, "User")
                            .with("aws:username", user.name())
                            .without("aws:PrincipalTag/*", "aws:TokenIssueTime");
            case Role role when TrustPolicy.allowsTags(role.trust()) ->
                    known(role.arn(), "AssumedRole").without("aws:username");
            case Role role ->
                    caller(role, "AssumedRole").without("aws:PrincipalTag/*", "aws:username");
        };
    }

    private RequestContext caller(Identity identity, String type) {
        RequestContext context = known(identity.arn(), type);
        for (var tag : identity.tags().entrySet()) {
            context = context.with("aws:PrincipalTag/" + tag.getKey(), tag.getValue());
        }
        return context;
    }

    /// Credentials of a role are renewed all the time, so that those of the next session are not
    /// older than this question.
    private RequestContext known(String arn, String type) {
        return RequestContext.UNKNOWN
                .with("aws:PrincipalArn", arn)
                .with("aws:PrincipalAccount", desired.account().value())
                .with("aws:PrincipalOrgID", desired.standard().organizationId())
                .with("aws:PrincipalType", type)
                .with("aws:PrincipalIsAWSService", "false")
                .with("aws:SecureTransport", "true")
                .with("aws:CurrentTime", now.toString())
                .with("aws:EpochTime", Long.toString(now.getEpochSecond()))
                .with("aws:TokenIssueTime", now.toString())
                .with("aws:ResourceOrgID", desired.standard().organizationId())
                .without(
                        "aws:PrincipalServiceName",
                        "aws:PrincipalServiceNamesList",
                        "aws:SourceAccount",
                        "aws:SourceArn",
                        "aws:SourceOrgID",
                        "aws:SourceOrgPaths",
                        "aws:RequestTag/*",
                        "aws:TagKeys");
    }

    private RequestContext inOwnAccount(RequestContext context) {
        return direct(context).with("aws:ResourceAccount", desired.account().value());
    }

    private static RequestContext direct(RequestContext context) {
        return context.with("aws:ViaAWSService", "false")
                .without(
                        "aws:CalledVia",
                        "aws:CalledViaFirst",
                        "aws:CalledViaLast",
                        "kms:ViaService");
    }

    private RequestContext inVault(RequestContext caller, LogPermission permission) {
        RequestContext context =
                caller.with("aws:ResourceAccount", desired.vault().account().value());
        return permission.action().startsWith("kms:")
                ? ofKey(context, KeyArn.parse(permission.resource()), permission.purpose())
                : ofBucket(context);
    }

    private RequestContext ofKey(
            RequestContext context, KeyArn key, LogPermission.Purpose purpose) {
        RequestContext inKms =
                context.with("aws:RequestedRegion", key.region().value())
                        .with("kms:CallerAccount", desired.account().value())
                        .with("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT")
                        .with("kms:KeySpec", "SYMMETRIC_DEFAULT")
                        .with("kms:KeyUsage", "ENCRYPT_DECRYPT")
                        .with("kms:KeyOrigin", "AWS_KMS")
                        .with("kms:MultiRegion", Boolean.toString(key.isMultiRegion()))
                        .without("kms:RequestAlias", "kms:GrantIsForAWSResource");
        return switch (purpose) {
            case ENCRYPT -> direct(inKms).withSome(SESSION_CONTEXT).withSome(TARGET_CONTEXT);
            case LOG -> {
                String s3 = "s3.amazonaws.com";
                yield inKms.with("aws:ViaAWSService", "true")
                        .with("aws:CalledVia", s3)
                        .with("aws:CalledViaFirst", s3)
                        .with("aws:CalledViaLast", s3)
                        .with("kms:ViaService", "s3." + key.region() + ".amazonaws.com")
                        .with("kms:EncryptionContext:aws:s3:arn", desired.vault().bucketArn())
                        .with("kms:EncryptionContextKeys", "aws:s3:arn");
            }
        };
    }

    private RequestContext ofBucket(RequestContext context) {
        KeyArn key = desired.vault().bucketKey();
        return direct(context)
                .with("aws:RequestedRegion", key.region().value())
                .with("s3:ResourceAccount", desired.vault().account().value())
                .with("s3:x-amz-acl", "bucket-owner-full-control")
                .with("s3:x-amz-server-side-encryption", "aws:kms")
                .with("s3:x-amz-server-side-encryption-aws-kms-key-id", key.toString())
                .with("s3:authType", "REST-HEADER")
                .with("s3:signatureversion", "AWS4-HMAC-SHA256")
                .with("s3:TlsVersion", "1.2")
                .without(
                        "s3:x-amz-server-side-encryption-customer-algorithm",
                        "s3:x-amz-grant-*",
                        "s3:x-amz-copy-source",
                        "s3:x-amz-metadata-directive",
                        "s3:x-amz-storage-class",
                        "s3:x-amz-website-redirect-location",
                        "s3:RequestObjectTag*",
                        "s3:ExistingObjectTag*",
                        "s3:object-lock-*",
                        "s3:DataAccessPoint*",
                        "s3:AccessPoint*",
                        "s3:AccessGrants*",
                        "s3:if-match",
                        "s3:if-none-match",
                        "s3:VersionId",
                        "s3:prefix");
    }
}
