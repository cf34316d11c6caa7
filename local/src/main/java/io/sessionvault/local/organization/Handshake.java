package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// What happens between a person and a node before a session is under way, by the preferences of
/// the node's account and Region.
///
/// The node looks at the bucket's encryption where the preferences tell it to. Then, where they name
/// a key, the person makes a data key under it, in the node's Region, and the node opens that.
///
/// Source: facts 1.4 and 1.5; amazon-ssm-agent, `shell.go`, `blockcipher.go`; session-manager-plugin,
/// `kmsservice.go`.
public final class Handshake {
    /// How it ends.
    public sealed interface Outcome {
        /// The session is under way.
        ///
        /// @param isEncrypted whether its stream is encrypted with the session key
        record Agreed(boolean isEncrypted) implements Outcome {}

        /// The session fails.
        ///
        /// @param side who could not do what the preferences ask for
        /// @param why the refusal
        record Failed(Side side, String why) implements Outcome {}
    }

    /// The sides of a session.
    public enum Side {
        /// Who starts it.
        PERSON,
        /// What receives it, while it looks at the bucket.
        NODE_AT_BUCKET,
        /// What receives it, while it opens the data key.
        NODE_AT_KEY
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> ENCRYPTED = Set.of("aws:kms", "AES256");

    /// Source: session-manager-plugin, `service.go`.
    private static final int KEY_BYTES = 64;

    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final RegionName bucketRegion;
    private final AwsCredentials node;

    /// @param bucketRegion the Region of the bucket that the preferences name
    /// @param node the credentials that the node's agent has
    public Handshake(
            Endpoint endpoint,
            LocalAccounts accounts,
            RegionName bucketRegion,
            AwsCredentials node) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.bucketRegion = bucketRegion;
        this.node = node;
    }

    Outcome perform(ManagedNode.Place place, String sessionId, AwsCredentials person) {
        JsonNode preferences = preferences(place.account(), place.region());
        String bucket = value(preferences, "s3BucketName");
        boolean looksAtBucket =
                value(preferences, "s3EncryptionEnabled").equals("true") && !bucket.isEmpty();
        Optional<Outcome> refused = looksAtBucket ? look(bucket) : Optional.empty();
        String key = value(preferences, "kmsKeyId");
        return refused.orElseGet(() ->
                key.isEmpty() ? new Outcome.Agreed(false) : agree(place, sessionId, key, person));
    }

    private Optional<Outcome> look(String bucket) {
        S3Client s3 = endpoint.client(S3Client.builder().forcePathStyle(true), node, bucketRegion);
        try {
            String algorithm =
                    s3.getBucketEncryption(ask -> ask.bucket(bucket))
                            .serverSideEncryptionConfiguration()
                            .rules()
                            .getFirst()
                            .applyServerSideEncryptionByDefault()
                            .sseAlgorithmAsString();
            return ENCRYPTED.contains(algorithm)
                    ? Optional.empty()
                    : Optional.of(
                            new Outcome.Failed(
                                    Side.NODE_AT_BUCKET,
                                    "encryption is not set up on the selected Amazon S3 bucket"));
        } catch (S3Exception refused) {
            return Optional.of(
                    new Outcome.Failed(Side.NODE_AT_BUCKET, String.valueOf(refused.getMessage())));
        }
    }

    private Outcome agree(
            ManagedNode.Place place, String sessionId, String key, AwsCredentials person) {
        Map<String, String> context =
                Map.of("aws:ssm:SessionId", sessionId, "aws:ssm:TargetId", place.instance());
        SdkBytes made;
        try {
            made =
                    endpoint.client(KmsClient.builder(), person, place.region())
                            .generateDataKey(ask ->
                                    ask.keyId(key)
                                            .numberOfBytes(KEY_BYTES)
                                            .encryptionContext(context))
                            .ciphertextBlob();
        } catch (KmsException refused) {
            return new Outcome.Failed(Side.PERSON, String.valueOf(refused.getMessage()));
        }
        try {
            endpoint.client(KmsClient.builder(), node, place.region())
                    .decrypt(ask -> ask.keyId(key).ciphertextBlob(made).encryptionContext(context));
            return new Outcome.Agreed(true);
        } catch (KmsException refused) {
            return new Outcome.Failed(Side.NODE_AT_KEY, String.valueOf(refused.getMessage()));
        }
    }

    /// The preferences as Systems Manager hands them to both sides; an empty object where there are
    /// none.
    private JsonNode preferences(AccountId account, RegionName region) {
        SsmClient ssm =
                endpoint.client(SsmClient.builder(), accounts.administrator(account), region);
        try {
            return JSON.readTree(ssm.getDocument(g -> g.name(PreferencesDocument.NAME)).content());
        } catch (InvalidDocumentException none) {
            return JSON.createObjectNode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A field of the inputs as text, a parameter in it replaced by its default; empty where it is
    /// absent.
    private static String value(JsonNode preferences, String field) {
        String text = preferences.path("inputs").path(field).asText("");
        for (Map.Entry<String, JsonNode> parameter : preferences.path("parameters").properties()) {
            String value = parameter.getValue().path("default").asText("");
            text = text.replace("{{" + parameter.getKey() + "}}", value);
        }
        return text;
    }
}
