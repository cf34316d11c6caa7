package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;

class KmsTest extends StandInTest {
    @SuppressWarnings("NullAway.Init")
    private KmsClient kms;

    @BeforeEach
    void openKms() {
        kms = management.kms();
    }

    @Test
    void replicatesMultiRegionKeysUnderTheSameId() {
        KeyMetadata primary = kms.createKey(c -> c.multiRegion(true)).keyMetadata();

        kms.replicateKey(r -> r.keyId(primary.keyId()).replicaRegion("eu-west-1"));

        assertThat(primary.keyId()).startsWith("mrk-");
        KeyMetadata replica =
                management
                        .in("eu-west-1")
                        .kms()
                        .describeKey(d -> d.keyId(primary.keyId()))
                        .keyMetadata();
        assertThat(replica.arn()).isEqualTo(primary.arn().replace("us-east-1", "eu-west-1"));
        assertThat(replica.multiRegionConfiguration().multiRegionKeyType())
                .isEqualTo(MultiRegionKeyType.REPLICA);
        assertRefused(
                "AlreadyExistsException",
                400,
                () -> kms.replicateKey(r -> r.keyId(primary.keyId()).replicaRegion("eu-west-1")));
    }

    @Test
    void doesNotFindKeysOfAnotherRegionByTheirArn() {
        String arn = kms.createKey().keyMetadata().arn();

        assertRefused(
                "NotFoundException",
                400,
                () -> management.in("eu-west-1").kms().describeKey(d -> d.keyId(arn)));
    }

    @Test
    void findsKeysByAlias() {
        String arn = kms.createKey().keyMetadata().arn();
        kms.createAlias(a -> a.aliasName("alias/vault").targetKeyId(arn));
        kms.createAlias(a -> a.aliasName("alias/vault-2").targetKeyId(arn));
        kms.createAlias(a -> a.aliasName("alias/vault-3").targetKeyId(arn));

        assertThat(kms.describeKey(d -> d.keyId("alias/vault")).keyMetadata().arn()).isEqualTo(arn);
        assertThat(kms.listAliases().truncated()).isTrue();
        assertThat(kms.listAliasesPaginator().aliases())
                .extracting(alias -> alias.aliasName())
                .containsExactly("alias/vault", "alias/vault-2", "alias/vault-3");
        assertRefused(
                "AlreadyExistsException",
                400,
                () -> kms.createAlias(a -> a.aliasName("alias/vault").targetKeyId(arn)));
    }

    @Test
    void keepsKeyPoliciesAndRotation() {
        String arn = kms.createKey().keyMetadata().arn();
        String policy = "{\"Version\": \"2012-10-17\", \"Statement\": []}";
        assertThat(kms.getKeyPolicy(g -> g.keyId(arn)).policy()).contains("111122223333:root");
        assertThat(kms.getKeyRotationStatus(g -> g.keyId(arn)).keyRotationEnabled()).isFalse();

        kms.putKeyPolicy(p -> p.keyId(arn).policy(policy));
        kms.enableKeyRotation(e -> e.keyId(arn));

        assertThat(kms.getKeyPolicy(g -> g.keyId(arn)).policy()).isEqualTo(policy);
        assertThat(kms.getKeyRotationStatus(g -> g.keyId(arn)).keyRotationEnabled()).isTrue();
        var member = administrator(management.createAccount("a")).kms();
        assertRefused("AccessDeniedException", 400, () -> member.getKeyPolicy(g -> g.keyId(arn)));
    }
}
