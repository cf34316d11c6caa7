package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.Tag;

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

    @Test
    void rotatesReplicasWithTheirPrimary() {
        String arn = kms.createKey(c -> c.multiRegion(true)).keyMetadata().arn();
        kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-1"));
        String replica = arn.replace("us-east-1", "eu-west-1");
        KmsClient there = management.in("eu-west-1").kms();

        kms.enableKeyRotation(e -> e.keyId(arn));
        assertThat(there.getKeyRotationStatus(g -> g.keyId(replica)).keyRotationEnabled()).isTrue();
        assertRefused(
                "UnsupportedOperationException",
                400,
                () -> there.disableKeyRotation(d -> d.keyId(replica)));

        kms.disableKeyRotation(d -> d.keyId(arn));
        assertThat(there.getKeyRotationStatus(g -> g.keyId(replica)).keyRotationEnabled())
                .isFalse();
        kms.disableKey(d -> d.keyId(arn));
        assertRefused("DisabledException", 400, () -> kms.enableKeyRotation(e -> e.keyId(arn)));
    }

    private static Tag tag(String name, String value) {
        return Tag.builder().tagKey(name).tagValue(value).build();
    }

    @Test
    void givesEachKeyTagsOfItsOwn() {
        String arn =
                kms.createKey(c -> c.multiRegion(true).tags(tag("team", "vault")))
                        .keyMetadata()
                        .arn();
        kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-1").tags(tag("place", "abroad")));
        kms.tagResource(t -> t.keyId(arn).tags(tag("team", "audit")));
        kms.tagResource(t -> t.keyId(arn).tags(tag("old", "")));
        kms.untagResource(u -> u.keyId(arn).tagKeys("old", "never"));

        assertThat(kms.listResourceTags(l -> l.keyId(arn)).tags())
                .extracting(Tag::tagKey, Tag::tagValue)
                .containsExactly(tuple("team", "audit"));
        assertThat(
                        management
                                .in("eu-west-1")
                                .kms()
                                .listResourceTags(
                                        l -> l.keyId(arn.replace("us-east-1", "eu-west-1")))
                                .tags())
                .extracting(Tag::tagKey, Tag::tagValue)
                .containsExactly(tuple("place", "abroad"));
    }

    @Test
    void disablesEnablesAndSchedulesTheDeletionOfKeys() {
        String arn = kms.createKey().keyMetadata().arn();

        kms.disableKey(d -> d.keyId(arn));
        assertThat(kms.describeKey(d -> d.keyId(arn)).keyMetadata().enabled()).isFalse();
        kms.enableKey(e -> e.keyId(arn));
        assertThat(state(kms, arn)).isEqualTo(KeyState.ENABLED);
        kms.scheduleKeyDeletion(s -> s.keyId(arn).pendingWindowInDays(7));
        assertThat(state(kms, arn)).isEqualTo(KeyState.PENDING_DELETION);
        assertRefused("KMSInvalidStateException", 400, () -> kms.enableKey(e -> e.keyId(arn)));
        assertRefused(
                "KMSInvalidStateException",
                400,
                () -> kms.createAlias(c -> c.aliasName("alias/late").targetKeyId(arn)));
        kms.cancelKeyDeletion(c -> c.keyId(arn));
        assertThat(state(kms, arn)).isEqualTo(KeyState.DISABLED);
        assertRefused(
                "KMSInvalidStateException", 400, () -> kms.cancelKeyDeletion(c -> c.keyId(arn)));
    }

    @Test
    void replicatesNoKeyThatIsNotEnabledAndDeletesReplicasBeforeTheirPrimary() {
        String arn = kms.createKey(c -> c.multiRegion(true)).keyMetadata().arn();
        kms.disableKey(d -> d.keyId(arn));
        assertRefused(
                "DisabledException",
                400,
                () -> kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-1")));
        kms.enableKey(e -> e.keyId(arn));
        kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-1"));

        kms.scheduleKeyDeletion(s -> s.keyId(arn));

        assertThat(state(kms, arn)).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        assertRefused(
                "KMSInvalidStateException",
                400,
                () -> kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-2")));
    }

    @Test
    void describesAReplicaAsBeingCreatedForAsLongAsItIsTold() {
        String arn = kms.createKey(c -> c.multiRegion(true)).keyMetadata().arn();
        aws.faults().settling().replicasCreating(2);
        kms.replicateKey(r -> r.keyId(arn).replicaRegion("eu-west-1"));
        KmsClient there = management.in("eu-west-1").kms();
        String replica = arn.replace("us-east-1", "eu-west-1");

        there.createAlias(c -> c.aliasName("alias/early").targetKeyId(replica));
        assertRefused(
                "KMSInvalidStateException", 400, () -> there.disableKey(d -> d.keyId(replica)));
        assertThat(state(there, replica)).isEqualTo(KeyState.CREATING);
        assertThat(state(there, replica)).isEqualTo(KeyState.CREATING);
        assertThat(state(there, replica)).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void encryptsNoObjectWithAKeyThatIsNotEnabled() {
        String arn = kms.createKey().keyMetadata().arn();
        var s3 = management.s3();
        s3.createBucket(c -> c.bucket("logs"));
        kms.disableKey(d -> d.keyId(arn));

        assertRefused(
                "KMS.DisabledException",
                400,
                () ->
                        s3.putObject(
                                p ->
                                        p.bucket("logs")
                                                .key("a")
                                                .serverSideEncryption("aws:kms")
                                                .ssekmsKeyId(arn),
                                RequestBody.empty()));
    }

    private static KeyState state(KmsClient kms, String key) {
        return kms.describeKey(d -> d.keyId(key)).keyMetadata().keyState();
    }
}
