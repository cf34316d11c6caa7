package io.sessionvault.local.policies;

/// Requests as the SSM Agent, people and services make them, each with all that is known about its
/// context.
///
/// Source: Service authorization reference, "Condition keys" of each service; IAM user guide, "AWS
/// global condition context keys"; amazon-ssm-agent, `s3util.go` (the headers of an upload).
final class Requests {
    private static final Facts DIRECT =
            Facts.key("aws:SecureTransport", "true")
                    .with("aws:ViaAWSService", "false")
                    .without("aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast")
                    .without("aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp");

    private static final Facts SIGNED =
            DIRECT.with("s3:signatureversion", "AWS4-HMAC-SHA256")
                    .with("s3:authType", "REST-HEADER")
                    .with("s3:TlsVersion", "1.3")
                    .without("s3:x-amz-*", "s3:if-match", "s3:if-none-match", "s3:object-lock-*")
                    .without("s3:ExistingObjectTag/*", "s3:RequestObjectTag/*");

    private Requests() {}

    /// A call without anything of interest in it.
    static Request call(String action, Target target) {
        return new Request(action, target, DIRECT);
    }

    /// A call of S3 without headers of interest.
    static Request s3(String action, Target target) {
        return new Request(action, target, SIGNED);
    }

    /// An upload without headers about its encryption: the bucket's default applies.
    static Request put(Target object) {
        return s3("s3:PutObject", object)
                .with("s3:x-amz-acl", "bucket-owner-full-control")
                .with("s3:ObjectCreationOperation", "true");
    }

    /// The upload of the agent once it has read the encryption of the bucket, which it repeats in
    /// its headers.
    static Request put(Target object, String keyArn) {
        return put(object)
                .with("s3:x-amz-server-side-encryption", "aws:kms")
                .with("s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn);
    }

    /// An upload under an algorithm, with or without a key; the agent never does it like this.
    static Request putEncrypted(Target object, String algorithm) {
        return put(object).with("s3:x-amz-server-side-encryption", algorithm);
    }

    /// What S3 asks as well when an upload carries an ACL.
    static Request putAcl(Target object) {
        return s3("s3:PutObjectAcl", object).with("s3:x-amz-acl", "bucket-owner-full-control");
    }

    /// The same request to S3 without TLS.
    static Request overHttp(Request request) {
        return request.with("aws:SecureTransport", "false").without("s3:TlsVersion");
    }

    /// A call of KMS by somebody who needs the key for other things than sessions and logs.
    static Request kms(String action, Target key) {
        return call(action, key)
                .without("kms:ViaService", "kms:EncryptionContext:*", "kms:EncryptionContextKeys")
                .without("kms:GrantIsForAWSResource", "kms:RequestAlias");
    }

    /// A call of KMS for the stream of a session: the client asks for a data key, the instance
    /// decrypts it.
    ///
    /// Source: amazon-ssm-agent, `blockcipher.go`; session-manager-plugin, `kmsservice.go`.
    static Request kmsOfSession(String action, Target key) {
        return kms(action, key)
                .with("kms:EncryptionContext:aws:ssm:SessionId", "ana-0a1b2c3d4e5f60718")
                .with("kms:EncryptionContext:aws:ssm:TargetId", "i-0a1b2c3d4e5f60718")
                .withValues("kms:EncryptionContextKeys", "aws:ssm:SessionId", "aws:ssm:TargetId");
    }

    /// A call of KMS by S3 on behalf of somebody, for an object of a bucket with a bucket key.
    /// Whether such a call counts as one over TLS is not documented, hence not stated.
    ///
    /// Source: KMS developer guide, `kms:ViaService`; S3 user guide, "Reducing the cost of SSE-KMS
    /// with Amazon S3 Bucket Keys" (the encryption context is the bucket's ARN).
    static Request kmsThroughS3(String action, Target key, String region, Target bucket) {
        return new Request(
                action,
                key,
                Facts.key("aws:ViaAWSService", "true")
                        .with("kms:ViaService", "s3." + region + ".amazonaws.com")
                        .with("kms:EncryptionContext:aws:s3:arn", bucket.arn())
                        .withValues("kms:EncryptionContextKeys", "aws:s3:arn")
                        .without("kms:RequestAlias", "kms:EncryptionContext:aws:ssm:*")
                        .without("kms:EncryptionContext:aws:sns:*"));
    }

    /// A call of KMS by SNS on behalf of whoever publishes to an encrypted topic.
    ///
    /// Source: SNS developer guide, "Setting up Amazon SNS topic encryption" (the encryption
    /// context is the topic's ARN).
    static Request kmsForTopic(String action, Target key, String topicArn) {
        return kms(action, key)
                .with("kms:EncryptionContext:aws:sns:topicArn", topicArn)
                .withValues("kms:EncryptionContextKeys", "aws:sns:topicArn");
    }

    /// A call of KMS by SNS in the name of a role that publishes to an encrypted topic.
    ///
    /// Source: KMS developer guide, `kms:ViaService`.
    static Request kmsThroughSns(String action, Target key, String region, String topicArn) {
        return kmsForTopic(action, key, topicArn)
                .with("aws:ViaAWSService", "true")
                .with("kms:ViaService", "sns." + region + ".amazonaws.com");
    }

    /// A role is assumed, with the external id that its owner asked for.
    static Request assume(Target role, String externalId) {
        return assume(role).with("sts:ExternalId", externalId);
    }

    /// A role is assumed.
    static Request assume(Target role) {
        return call("sts:AssumeRole", role)
                .with("sts:RoleSessionName", "session-vault")
                .without("sts:ExternalId", "sts:SourceIdentity", "sts:TransitiveTagKeys");
    }
}
