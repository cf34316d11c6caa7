package io.sessionvault.checkvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.ReactionTimes;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.settings.Environment;
import io.sessionvault.vault.Vault;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

class CheckVaultTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final String BUCKET = "arn:aws:s3:::session-logs";
    static final String BUCKET_KEY =
            "arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String SESSION_KEY =
            "arn:aws:kms:eu-central-1:111111111111:key/mrk-fedcba9876543210fedcba9876543210";
    static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("VAULT_ACCOUNT_ID", "111111111111"),
                    Map.entry("VAULT_BUCKET", "session-logs"),
                    Map.entry("BUCKET_KEY_ARN", BUCKET_KEY),
                    Map.entry("SESSION_KEY_ARN", SESSION_KEY),
                    Map.entry("PREFIX_PATTERN", "{accountId}/{region}"),
                    Map.entry("ORGANIZATION_ID", "o-exampleorgid"),
                    Map.entry("READER_ROLE_ARN", "arn:aws:iam::222222222222:role/Auditor*"),
                    Map.entry("CHECK_LOG_ROLE_ARN", "arn:aws:iam::111111111111:role/check"),
                    Map.entry(
                            "CHECK_STORED_LOGS_ROLE_ARN", "arn:aws:iam::111111111111:role/stored"),
                    Map.entry("ALARM_TOPIC_ARN", "arn:aws:sns:eu-central-1:111111111111:alarms"),
                    Map.entry("OBJECT_LOCK", "governance"),
                    Map.entry("RETENTION_DAYS", "365"),
                    Map.entry("WORK_QUEUE_URLS", "https://sqs/1/accounts,https://sqs/1/logs"),
                    Map.entry(
                            "DEAD_LETTER_QUEUE_URLS",
                            "https://sqs/1/dead-accounts,https://sqs/1/dead-logs"));

    static Stream<Map<String, String>> cleanVaults() {
        return Stream.of(
                Map.of(),
                Map.of("BUCKET_KEY_ARN", SESSION_KEY),
                Map.of("READER_ROLE_ARN", ""),
                Map.of("OBJECT_LOCK", "none"),
                Map.of("OBJECT_LOCK", "compliance", "RETENTION_DAYS", "90"));
    }

    @ParameterizedTest
    @MethodSource("cleanVaults")
    void findsNothingInAVaultAsItIsDeployed(Map<String, String> variables) {
        VaultExpectation expected = expectation(variables);

        assertThat(check(expected, new FakeVault(expected))).isEmpty();
    }

    static Stream<Arguments> spoiledVaults() {
        return SpoiledVault.all().map(spoiled -> Arguments.of(spoiled.what(), spoiled));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledVaults")
    void findsWhatIsSpoiledAndNothingElse(String what, SpoiledVault spoiled) {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        spoiled.spoil().accept(vault);

        assertThat(check(expected, vault))
                .as(what)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id()).isEqualTo(spoiled.id());
                    assertThat(finding.detail()).contains(spoiled.details());
                });
    }

    @ParameterizedTest
    @CsvSource({
        "GetBucketEncryption, ServerSideEncryptionConfigurationNotFoundError, VAULT-ENCRYPTION",
        "GetBucketEncryption, NoSuchBucket, VAULT-ENCRYPTION",
        "GetPublicAccessBlock, NoSuchPublicAccessBlockConfiguration, VAULT-PUBLIC-ACCESS",
        "GetBucketVersioning, NoSuchBucket, VAULT-VERSIONING",
        "GetObjectLockConfiguration, ObjectLockConfigurationNotFoundError, VAULT-LOCK",
        "GetBucketLifecycleConfiguration, NoSuchLifecycleConfiguration, VAULT-LOCK",
        "GetBucketNotificationConfiguration, NoSuchBucket, VAULT-NOTIFICATION",
        "GetBucketPolicy, NoSuchBucketPolicy, VAULT-POLICY",
        "DescribeKey, NotFoundException, VAULT-KEY VAULT-KEY",
        "GetKeyRotationStatus, NotFoundException, VAULT-KEY VAULT-KEY",
        "GetKeyPolicy, NotFoundException, VAULT-POLICY VAULT-POLICY",
        "GetQueueAttributes, QueueDoesNotExist, VAULT-QUEUE VAULT-QUEUE VAULT-QUEUE VAULT-QUEUE"
    })
    void findsWhatIsNotThereAtAll(String operation, String code, String rules) {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        vault.failing.put(operation, code);

        assertThat(check(expected, vault))
                .extracting(finding -> finding.rule().id())
                .containsExactly(rules.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "GetBucketEncryption, 1",
        "GetPublicAccessBlock, 1",
        "GetBucketVersioning, 1",
        "GetObjectLockConfiguration, 1",
        "GetBucketLifecycleConfiguration, 1",
        "GetBucketNotificationConfiguration, 1",
        "GetBucketPolicy, 1",
        "ListObjectVersions, 1",
        "DescribeKey, 2",
        "GetKeyRotationStatus, 2",
        "GetKeyPolicy, 2",
        "GetQueueAttributes, 4"
    })
    void saysWhatItCouldNotLookAtAndLooksAtTheRest(String operation, int parts) {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        vault.failing.put(operation, "AccessDenied");
        vault.versioning = operation.equals("GetBucketVersioning") ? "Enabled" : "Suspended";
        vault.keyStates.put(
                SESSION_KEY, operation.equals("GetBucketVersioning") ? "Disabled" : "Enabled");

        List<LocatedFinding> findings = check(expected, vault);

        assertThat(findings)
                .filteredOn(finding -> finding.rule().id().equals("VAULT-UNSEEN"))
                .hasSize(parts)
                .allSatisfy(finding -> {
                    assertThat(finding.resource()).startsWith(operation + " of ");
                    assertThat(finding.detail())
                            .isEqualTo(operation + " failed: AccessDenied: no message of interest");
                })
                .extracting(LocatedFinding::id)
                .doesNotHaveDuplicates();
        assertThat(findings).hasSize(parts + 1);
    }

    @Test
    void waitsForWorkThatIsStillBeingDone() {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        vault.messages.put("logs", List.of(500, 100, 20));

        assertThat(check(expected, vault)).isEmpty();
    }

    @Test
    void findsWhatWasDeletedBeforeTheFirstObject() {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        put(vault, "222222222222/eu-central-1/a-1.log", "2026-11-20T00:00:00Z", false);
        delete(vault, "222222222222/eu-central-1/a-1.log", "2026-11-21T00:00:00Z");
        put(vault, "222222222222/eu-central-1/b-1.log", "2025-11-20T00:00:00Z", false);
        delete(vault, "222222222222/eu-central-1/b-1.log", "2026-11-22T00:00:00Z");
        put(vault, "222222222222/eu-central-1/c-1.log", "2026-11-24T03:00:01Z", true);
        put(vault, "222222222222/eu-central-1/d-1.log", "2026-11-20T00:00:00Z", false);
        delete(vault, "222222222222/eu-central-1/d-1.log", "2026-11-21T00:00:00Z");
        put(vault, "222222222222/eu-central-1/e-1.log", "2026-11-20T00:00:00Z", true);
        put(vault, "222222222222/eu-central-1/f-1.log", "2026-11-20T00:00:00Z", false);
        delete(vault, "222222222222/eu-central-1/f-1.log", "2026-11-21T00:00:00Z");

        assertThat(check(expected, vault))
                .extracting(LocatedFinding::id)
                .containsExactly(
                        "LOG-DELETED/222222222222/eu-central-1/222222222222/eu-central-1/a-1.log",
                        "LOG-DELETED/222222222222/eu-central-1/222222222222/eu-central-1/d-1.log");
        assertThat(sweep(expected, vault))
                .extracting(VaultSweep::isListed, VaultSweep::firstObject)
                .containsExactly(true, "222222222222/eu-central-1/e-1.log");
    }

    @Test
    void looksAtEverythingInABucketWithoutAnyObject() {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        delete(vault, "a", "2026-11-21T00:00:00Z");
        delete(vault, "b", "2026-11-21T00:00:00Z");

        assertThat(check(expected, vault)).hasSize(2);
        assertThat(sweep(expected, vault))
                .extracting(VaultSweep::isListed, VaultSweep::firstObject)
                .containsExactly(true, null);
    }

    @Test
    void tellsHowChangesInAccountsWereFollowed() {
        VaultExpectation expected = expectation(Map.of());
        FakeVault vault = new FakeVault(expected);
        assertThat(sweep(expected, vault).reactions()).isEqualTo(new ReactionTimes(0, null));

        vault.points.put(
                "ReactionLooks",
                List.of(
                        Datapoint.builder().sum(3.0).build(),
                        Datapoint.builder().sum(34.0).build()));
        vault.points.put(
                "ReactionSeconds",
                List.of(
                        Datapoint.builder().maximum(94.4).build(),
                        Datapoint.builder().maximum(12.0).build()));
        assertThat(sweep(expected, vault).reactions()).isEqualTo(new ReactionTimes(37, 94L));

        vault.failing.put("GetMetricStatistics", "Throttling");
        assertThat(sweep(expected, vault).reactions())
                .isEqualTo(ReactionTimes.notRead("Throttling: no message of interest"));
        assertThat(check(expected, vault)).as("no rule rests on it").isEmpty();
    }

    /// What the fake answers is what the function asks for.
    @Test
    void coversEveryRuleOfTheVault() {
        TreeSet<String> found = new TreeSet<>();
        SpoiledVault.all()
                .map(SpoiledVault::id)
                .forEach(id -> found.add(id.substring(0, id.indexOf('/'))));
        found.add("VAULT-UNSEEN");

        assertThat(found)
                .containsExactlyElementsOf(
                        Stream.of(Rule.values())
                                .map(Rule::id)
                                .filter(id -> id.startsWith("VAULT-"))
                                .sorted()
                                .toList());
    }

    private static void put(FakeVault vault, String key, String time, boolean isLatest) {
        vault.versions.add(
                ObjectVersion.builder()
                        .key(key)
                        .versionId("v" + vault.versions.size())
                        .isLatest(isLatest)
                        .lastModified(Instant.parse(time))
                        .build());
    }

    private static void delete(FakeVault vault, String key, String time) {
        vault.markers.add(
                DeleteMarkerEntry.builder()
                        .key(key)
                        .versionId("m" + vault.markers.size())
                        .isLatest(true)
                        .lastModified(Instant.parse(time))
                        .build());
    }

    static VaultExpectation expectation(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(VARIABLES);
        all.putAll(variables);
        return VaultExpectation.read(new Environment(all));
    }

    private static List<LocatedFinding> check(VaultExpectation expected, FakeVault fake) {
        return sweep(expected, fake).findings();
    }

    private static VaultSweep sweep(VaultExpectation expected, FakeVault fake) {
        Vault vault = expected.deployed().vault();
        return new CheckVault(
                        new BucketSettings(fake.s3(), expected),
                        new PoliciesAndKeys(fake.s3(), fake.kms(), expected.deployed()),
                        new Queues(fake.sqs(), expected),
                        Optional.of(new ReactionReader(fake.cloudWatch(), "SessionVault")),
                        new VersionReader(fake.s3(), vault.bucket()),
                        new HistoryCheck(vault.prefixes(), expected.retention()),
                        vault.bucketArn())
                .check(NOW);
    }
}
