package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

class DataKeysTest extends RoleTest {
    private static final Map<String, String> CONTEXT = Map.of("aws:ssm:TargetId", "i-1");

    @Test
    void opensWhatItMadeWithTheSameKeyAndContextAlone() {
        KmsClient kms = management.kms();
        String key = kms.createKey().keyMetadata().arn();
        String other = kms.createKey().keyMetadata().arn();
        GenerateDataKeyResponse made = generate(kms, key);

        var opened =
                kms.decrypt(
                        d -> d.ciphertextBlob(made.ciphertextBlob()).encryptionContext(CONTEXT));

        assertThat(opened.plaintext()).isEqualTo(made.plaintext());
        assertThat(opened.keyId()).isEqualTo(key);
        assertThat(made.plaintext().asByteArray()).hasSize(64);
        assertRefused(
                "InvalidCiphertextException",
                400,
                () -> kms.decrypt(d -> d.ciphertextBlob(made.ciphertextBlob())));
        assertRefused(
                "IncorrectKeyException",
                400,
                () ->
                        kms.decrypt(d ->
                                d.keyId(other)
                                        .ciphertextBlob(made.ciphertextBlob())
                                        .encryptionContext(CONTEXT)));
        assertRefused(
                "InvalidCiphertextException",
                400,
                () -> kms.decrypt(d -> d.ciphertextBlob(SdkBytes.fromUtf8String("x"))));
        kms.disableKey(d -> d.keyId(key));
        assertRefused("DisabledException", 400, () -> generate(kms, key));
    }

    @Test
    void findsKeysInTheRegionOfTheCallAlone() {
        KmsClient kms = management.kms();
        String key = kms.createKey(c -> c.multiRegion(true)).keyMetadata().arn();
        kms.replicateKey(r -> r.keyId(key).replicaRegion("eu-west-1"));
        KmsClient abroad = management.in("eu-west-1").kms();
        GenerateDataKeyResponse made = generate(kms, key);

        assertThat(
                        abroad.decrypt(d ->
                                        d.ciphertextBlob(made.ciphertextBlob())
                                                .encryptionContext(CONTEXT))
                                .plaintext())
                .isEqualTo(made.plaintext());
        assertRefused("NotFoundException", 400, () -> generate(abroad, key));
    }

    @Test
    void asksForTheRightToUseTheKeyInThisContext() {
        String key = management.kms().createKey().keyMetadata().arn();
        String use =
                "{'Effect': 'Allow', 'Action': 'kms:GenerateDataKey', 'Resource': '*', 'Condition': {"
                        + "'StringEquals': {'kms:EncryptionContext:aws:ssm:TargetId': '%s'},"
                        + "'ForAllValues:StringEquals': {'kms:EncryptionContextKeys': ['aws:ssm:TargetId', 'other']}}}";
        Clients right = role("right", use.formatted("i-1"));
        Clients wrong = role("wrong", use.formatted("i-2"));

        assertThat(generate(right.kms(), key).keyId()).isEqualTo(key);
        assertDenied(
                "because no identity-based policy allows the kms:GenerateDataKey action",
                () -> generate(wrong.kms(), key));
    }

    private static GenerateDataKeyResponse generate(KmsClient kms, String key) {
        return kms.generateDataKey(g -> g.keyId(key).numberOfBytes(64).encryptionContext(CONTEXT));
    }
}
