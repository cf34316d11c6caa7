package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How the buckets keep what they are given.
class KeptLogsTest {
    private static final List<String> BUCKETS =
            List.of("VaultBucket", "ReportsBucket", "AccessLogBucket");

    @ParameterizedTest
    @CsvSource({"governance, GOVERNANCE", "compliance, COMPLIANCE"})
    void locksEachLogForItsRetention(String choice, String mode) {
        var lock = bucket("ObjectLock", choice, "RetentionDays", "731");
        assertThat(lock.at("/ObjectLockConfiguration/Rule/DefaultRetention"))
                .hasToString("{\"Mode\":\"%s\",\"Days\":\"731\"}".formatted(mode));
        assertThat(lock.path("ObjectLockEnabled").asBoolean()).isTrue();
    }

    @Test
    void locksForAYearUnlessToldOtherwise() {
        assertThat(bucket().at("/ObjectLockConfiguration/Rule/DefaultRetention"))
                .hasToString("{\"Mode\":\"GOVERNANCE\",\"Days\":\"365\"}");
    }

    @Test
    void canBeLockedLaterWhereItIsNotLockedNow() {
        var bucket = bucket("ObjectLock", "none");
        assertThat(bucket.path("ObjectLockConfiguration"))
                .hasToString("{\"ObjectLockEnabled\":\"Enabled\"}");
        assertThat(bucket.path("ObjectLockEnabled").asBoolean()).isTrue();
    }

    static Stream<String> retentions() {
        return VaultStack.TREE
                .at("/Parameters/RetentionDays/AllowedValues")
                .valueStream()
                .map(JsonNode::asText);
    }

    /// S3 refuses a lifecycle that lets an object expire before it moves it.
    @ParameterizedTest
    @MethodSource("retentions")
    void expiresLogsWhenTheirLockHasEnded(String days) {
        var rules = bucket("RetentionDays", days).at("/LifecycleConfiguration/Rules");
        var expiry = rules.path(1).path("ExpirationInDays").asInt();
        assertThat(expiry).isEqualTo(Integer.parseInt(days) + 1);
        assertThat(rules.at("/0/Transitions/0/TransitionInDays").asInt()).isLessThan(expiry);
        assertThat(
                        VaultStack.properties(
                                        VaultStack.with("RetentionDays", days), "ReportsBucket")
                                .at("/LifecycleConfiguration/Rules/0/ExpirationInDays")
                                .asInt())
                .isEqualTo(expiry);
    }

    /// With its hold, an account would lose its owner's decision; and what people write is theirs.
    @Test
    void onlyWhatRunsLeaveBehindExpiresAmongTheReports() {
        assertThat(
                        VaultStack.properties(VaultStack.with(), "ReportsBucket")
                                .at("/LifecycleConfiguration/Rules")
                                .valueStream()
                                .filter(rule -> rule.has("ExpirationInDays")))
                .extracting(rule -> rule.path("Prefix").asText())
                .containsExactly("runs/");
    }

    /// An overwritten log is evidence. A lock keeps it; without one only the lifecycle does.
    @Test
    void keepsOverwrittenLogsAsLongAsTheOthersWhereNothingLocksThem() {
        assertThat(noncurrentDays("none")).isEqualTo(366);
        assertThat(noncurrentDays("governance")).isEqualTo(30);
    }

    @Test
    void forgetsUploadsThatNeverEnded() {
        for (var id : BUCKETS) {
            assertThat(
                            VaultStack.properties(VaultStack.with(), id)
                                    .path("LifecycleConfiguration")
                                    .findValues("DaysAfterInitiation"))
                    .as(id)
                    .singleElement()
                    .hasToString("7");
        }
    }

    @Test
    void guardsEveryBucketAlike() {
        for (var id : BUCKETS) {
            var bucket = VaultStack.properties(VaultStack.with(), id);
            var rules = bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration");
            assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
            assertThat(bucket.path("PublicAccessBlockConfiguration"))
                    .hasSize(4)
                    .allMatch(JsonNode::asBoolean);
            assertThat(rules).as(id).hasSize(1);
            assertThat(rules.at("/0/BlockedEncryptionTypes/EncryptionType"))
                    .as("the agent reads the first rule, which must have a default, too")
                    .hasToString("[\"SSE-C\"]");
            assertThat(rules.at("/0/ServerSideEncryptionByDefault/SSEAlgorithm").asText())
                    .isEqualTo(id.equals("AccessLogBucket") ? "AES256" : "aws:kms");
            // The policy stays with its bucket. What a failed first deployment made does not.
            for (var kept : List.of(id, id + "Policy")) {
                var resource = VaultStack.TREE.at("/Resources/" + kept);
                assertThat(resource.path("DeletionPolicy").asText())
                        .as(kept)
                        .isEqualTo("RetainExceptOnCreate");
                assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            }
        }
    }

    /// Source: S3 user guide, "Enabling Amazon S3 server access logging": no default retention and
    /// no SSE-KMS in the destination.
    @Test
    void writesDownWhoAskedForWhat() {
        var stack = VaultStack.with();
        for (var id : List.of("VaultBucket", "ReportsBucket")) {
            assertThat(
                            VaultStack.properties(stack, id)
                                    .at("/LoggingConfiguration/DestinationBucketName")
                                    .asText())
                    .isEqualTo(stack.physicalId("AccessLogBucket", PhysicalIds.REF));
        }
        assertThat(VaultStack.properties(stack, "AccessLogBucket").has("ObjectLockConfiguration"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', session-vault-310987654321-us-east-1", "acme-logs, acme-logs"})
    void namesTheOtherBucketsAfterTheVaults(String chosen, String vault) {
        var stack = VaultStack.with("VaultBucketName", chosen);
        assertThat(stack.physicalId("ReportsBucket", PhysicalIds.REF))
                .isEqualTo(vault + "-reports");
        assertThat(stack.physicalId("AccessLogBucket", PhysicalIds.REF))
                .isEqualTo(vault + "-access");
    }

    private static int noncurrentDays(String lock) {
        return bucket("ObjectLock", lock)
                .at("/LifecycleConfiguration/Rules/1/NoncurrentVersionExpiration/NoncurrentDays")
                .asInt();
    }

    private static JsonNode bucket(String... namesAndValues) {
        return VaultStack.properties(VaultStack.with(namesAndValues), "VaultBucket");
    }
}
