package io.sessionvault.vault;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.account.RegionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyArnTest {
    private static final String UUID = "1234abcd-12ab-34cd-56ef-1234567890ab";

    @ParameterizedTest
    @CsvSource({
        "aws,        eu-central-1",
        "aws-cn,     cn-north-1",
        "aws-us-gov, us-gov-west-1",
        "aws-iso-b,  us-isob-east-1",
        "aws-eusc,   eusc-de-east-1"
    })
    void readsTheKeysOfEveryPartition(String partition, String region) {
        String text = "arn:%s:kms:%s:111111111111:key/%s".formatted(partition, region, UUID);

        assertThat(KeyArn.parse(text))
                .isEqualTo(new KeyArn(partition, new RegionName(region), VAULT_ACCOUNT, UUID))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                UUID,
                "mrk-0123456789abcdef0123456789abcdef",
                "alias/session-logs",
                "arn:aws:kms:eu-central-1:111111111111:alias/session-logs",
                "arn:aws:kms:eu-central-1:111111111111:alias/aws/s3",
                "arn:aws:kms:eu-central-1:111111111111:key/",
                "arn:aws:kms:eu-central-1:111111111111:key/" + UUID + "/x",
                "arn:aws:kms:eu-central-1:111111111111:key/*",
                "arn:aws:kms:eu-central-1:1:key/" + UUID,
                "arn:aws:kms::111111111111:key/" + UUID,
                "arn:aws:kms:mars:111111111111:key/" + UUID,
                "arn:aws:s3:eu-central-1:111111111111:key/" + UUID,
                "arn:aws:kms:eu-central-1:111111111111:key/" + UUID + "\n",
                " arn:aws:kms:eu-central-1:111111111111:key/" + UUID
            })
    void refusesAnythingButAFullKeyArn(String text) {
        assertThatThrownBy(() -> KeyArn.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheReplicaOfAMultiRegionKeyInAnotherRegion() {
        assertThat(BUCKET_KEY.isMultiRegion()).isTrue();
        assertThat(BUCKET_KEY.in(IRELAND))
                .hasToString(
                        "arn:aws:kms:eu-west-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef");
        assertThat(BUCKET_KEY.in(IRELAND).in(FRANKFURT)).isEqualTo(BUCKET_KEY);
    }

    @Test
    void knowsASingleRegionKeyInItsOwnRegionOnly() {
        KeyArn single = KeyArn.parse("arn:aws:kms:eu-central-1:111111111111:key/" + UUID);

        assertThat(single.isMultiRegion()).isFalse();
        assertThat(single.in(FRANKFURT)).isEqualTo(single);
        assertThatThrownBy(() -> single.in(IRELAND))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(UUID)
                .hasMessageContaining("eu-west-1");
    }

    @ParameterizedTest
    @CsvSource({
        "aws, eu-central-1, arn:aws:s3:::logs",
        "aws-cn, cn-north-1, arn:aws-cn:s3:::logs",
        "aws-us-gov, us-gov-west-1, arn:aws-us-gov:s3:::logs"
    })
    void givesTheBucketThePartitionOfItsKey(String partition, String region, String bucketArn) {
        KeyArn key = new KeyArn(partition, new RegionName(region), VAULT_ACCOUNT, UUID);

        assertThat(
                        new Vault(VAULT_ACCOUNT, "logs", key, PrefixPattern.parse("{accountId}"))
                                .bucketArn())
                .isEqualTo(bucketArn);
    }
}
