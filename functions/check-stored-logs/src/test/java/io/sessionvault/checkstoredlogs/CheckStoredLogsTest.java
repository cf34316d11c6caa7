package io.sessionvault.checkstoredlogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckStoredLogsTest {
    private static final String PREFIX = "222222222222/eu-central-1/";
    private static final String YESTERDAY = "2026-11-23T12:00:00Z";
    private static final String LAST_WEEK = "2026-11-17T12:00:00Z";
    private static final String LAST_YEAR = "2025-11-20T12:00:00Z";
    private static final String ALL =
            "{\"id\":\"run-1\",\"startedAt\":\"2026-11-24T03:00:00Z\",\"mode\":\"PLAN\",\"logs\":\"ALL\"}";
    private static final String CHANGED =
            "{\"id\":\"run-1\",\"startedAt\":\"2026-11-24T03:00:00Z\",\"mode\":\"PLAN\",\"logs\":\"CHANGED\",\"since\":\"2026-11-23T03:00:00Z\"}";
    private static final Vault VAULT =
            new Vault(
                    new AccountId("111111111111"),
                    "session-logs",
                    KeyArn.parse(
                            "arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                    PrefixPattern.parse("{accountId}/{region}"));

    private final VirtualTime time = new VirtualTime();
    private final FakeBucket bucket = new FakeBucket(VAULT.bucketKey().toString());
    private final FakeOrganization organization =
            new FakeOrganization("111111111111", "222222222222");
    private final CheckStoredLogs check =
            new CheckStoredLogs(
                    VAULT,
                    new HistoryCheck(VAULT.prefixes(), Duration.ofDays(365)),
                    new VersionReader(bucket, VAULT.bucket()),
                    new PatientReading(bucket.logs(), time, time, () -> 0.5),
                    new RunMembers(
                            organization,
                            new ReportsBucket(bucket, "session-logs-reports"),
                            InstantSource.system()));

    @Test
    void findsNothingInGoodLogs() {
        List<String> keys = logs("jo-1", "jo-2", "jo-3");
        keys.forEach(key -> bucket.put(key, YESTERDAY));

        assertThat(sweep(ALL, keys))
                .isEqualTo(
                        new LogSweep(
                                new VerdictCount(3, 0, 0, 0, 0),
                                List.of(),
                                new LogSweep.KeyRange(log("jo-1"), null)));
        assertThat(bucket.listings).isEqualTo(1);
        assertThat(bucket.heads).hasSize(3);
        assertThat(organization.asked).containsExactly("222222222222");
    }

    @Test
    void judgesEveryVersionNotOnlyTheNewest() {
        String key = log("jo-1");
        String first = bucket.put(key, LAST_WEEK, "AES256", 42);
        String second = bucket.put(key, YESTERDAY);

        LogSweep sweep = sweep(ALL, List.of(key));

        assertThat(sweep.count()).isEqualTo(new VerdictCount(0, 2, 0, 0, 0));
        assertThat(ids(sweep))
                .containsExactlyInAnyOrder(
                        "LOG-ENCRYPTION/222222222222/eu-central-1/" + key,
                        "LOG-OVERWRITTEN/222222222222/eu-central-1/"
                                + key
                                + "?versionId="
                                + second);
        assertThat(details(sweep)).anyMatch(detail -> detail.endsWith("; version " + first));
    }

    /// The Regions were listed now.
    @ParameterizedTest
    @CsvSource({
        "eu-central-1, 2026-11-23T12:00:00Z, ''",
        "us-east-9, 2026-11-23T12:00:00Z, LOG-PREFIX",
        "us-gov-west-1, 2026-11-23T12:00:00Z, LOG-PREFIX",
        "us-east-9, 2999-01-01T00:00:00Z, LOG-UNDETERMINED"
    })
    void judgesTheRegionsOfPrefixesByTheListOfRegions(String region, String time, String rule) {
        bucket.reports.put(
                "members.json",
                "{\"writtenAt\": \"%s\", \"accounts\": [], \"regions\": [\"eu-central-1\"]}"
                        .formatted(Instant.now()));
        String key = "222222222222/" + region + "/jo-1.log";
        bucket.put(key, time);

        assertThat(sweep(ALL, List.of(key)).findings())
                .extracting(finding -> finding.rule().id())
                .isEqualTo(rule.isEmpty() ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"writtenAt\": \"NOW\", \"accounts\": []}"})
    void judgesNoRegionWithoutAListOfThem(String members) {
        if (!members.isEmpty()) {
            bucket.reports.put("members.json", members.replace("NOW", Instant.now().toString()));
        }
        String key = "222222222222/us-east-9/jo-1.log";
        bucket.put(key, YESTERDAY);

        assertThat(sweep(ALL, List.of(key)).findings()).isEmpty();
    }

    /// However long the run waits for its batches.
    @ParameterizedTest
    @CsvSource({"2025-12-31T00:00:00Z, LOG-PREFIX", "2026-01-02T00:00:00Z, LOG-UNDETERMINED"})
    void anOldListOfRegionsSpeaksAgainstOlderLogs(String time, String rule) {
        bucket.reports.put(
                "members.json",
                "{\"writtenAt\": \"2026-01-01T00:00:00Z\", \"accounts\": [], \"regions\": [\"eu-west-1\"]}");
        String key = "222222222222/us-east-9/jo-1.log";
        bucket.put(key, time);

        assertThat(rules(sweep(ALL, List.of(key)))).containsExactly(rule);
    }

    @Test
    void judgesNoRegionWhereTheListOfThemCannotBeRead() {
        // Access is denied.
        bucket.reports.put("members.json", "");
        String key = "222222222222/us-east-9/jo-1.log";
        bucket.put(key, YESTERDAY);

        assertThat(sweep(ALL, List.of(key)).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T12:00:07Z, 42, LOG-REPEATED",
        "2026-11-23T12:00:07Z, 43, LOG-OVERWRITTEN",
        "2026-11-23T12:01:01Z, 42, LOG-OVERWRITTEN"
    })
    void tellsALogThatWasSentAgainFromOneThatWasReplaced(String time, long size, String rule) {
        bucket.put(log("jo-1"), YESTERDAY);
        bucket.put(log("jo-1"), time, "aws:kms", size);

        LogSweep sweep = sweep(ALL, logs("jo-1"));

        assertThat(rules(sweep)).containsExactly(rule);
        assertThat(sweep.count()).isEqualTo(new VerdictCount(1, 1, 0, 0, 0));
    }

    /// Its time says when it began, which is up to a week before it came.
    @Test
    void neverTakesAnUploadInPartsForOneThatWasSentAgain() {
        bucket.put(log("jo-1"), YESTERDAY);
        bucket.inParts.add(bucket.put(log("jo-1"), YESTERDAY));

        assertThat(rules(sweep(ALL, logs("jo-1")))).containsExactly("LOG-OVERWRITTEN");
    }

    @Test
    void leavesTheUploaderToTheCheckOnArrival() {
        bucket.put(log("jo-1"), YESTERDAY);

        assertThat(sweep(ALL, logs("jo-1")).count()).isEqualTo(new VerdictCount(1, 0, 0, 0, 0));
    }

    @Test
    void countsTheOutputOfFailedSessionsAsNoLogsHoweverOften() {
        String key = PREFIX + "Standard_Stream/stderr";
        bucket.put(key, LAST_WEEK);
        bucket.put(key, YESTERDAY);

        assertThat(sweep(ALL, List.of(key)))
                .isEqualTo(
                        new LogSweep(
                                new VerdictCount(0, 0, 2, 0, 0),
                                List.of(),
                                new LogSweep.KeyRange(key, null)));
    }

    @Test
    void findsADeletedLogBetweenTwoKeysAndJudgesWhatIsUnderTheMarker() {
        bucket.put(log("jo-1"), YESTERDAY);
        bucket.put(log("jo-2"), LAST_WEEK, "AES256", 42);
        bucket.delete(log("jo-2"), YESTERDAY);
        bucket.put(log("jo-3"), YESTERDAY);

        LogSweep sweep = sweep(ALL, logs("jo-1", "jo-3"));

        assertThat(rules(sweep)).containsExactly("LOG-DELETED", "LOG-ENCRYPTION");
        assertThat(sweep.count()).isEqualTo(new VerdictCount(2, 1, 0, 0, 0));
    }

    @Test
    void expectsTheMarkersThatTheLifecycleSets() {
        bucket.put(log("jo-1"), YESTERDAY);
        bucket.put(log("jo-2"), LAST_YEAR);
        bucket.delete(log("jo-2"), YESTERDAY);

        assertThat(sweep(ALL, logs("jo-1")))
                .isEqualTo(
                        new LogSweep(
                                new VerdictCount(2, 0, 0, 0, 0),
                                List.of(),
                                new LogSweep.KeyRange(log("jo-1"), null)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 1000})
    void looksAtEachKeyInOneBatchHoweverTheListingIsCut(int size) {
        // - is deleted, + is there; nothing lies before the first that is there
        String pattern = "+-+--++---+-";
        List<String> deleted = new ArrayList<>();
        for (int index = 0; index < pattern.length(); index++) {
            String key = log("jo-" + (char) ('a' + index));
            bucket.put(key, LAST_WEEK);
            if (pattern.charAt(index) == '-') {
                bucket.delete(key, YESTERDAY);
                deleted.add("LOG-DELETED/222222222222/eu-central-1/" + key);
            }
        }
        List<String> current = bucket.current();
        VerdictCount count = VerdictCount.NONE;
        List<String> found = new ArrayList<>();
        List<LogSweep.KeyRange> ranges = new ArrayList<>();
        for (int from = 0; from < current.size(); from += size) {
            LogSweep sweep =
                    sweep(ALL, current.subList(from, Math.min(from + size, current.size())));
            count = count.plus(sweep.count());
            found.addAll(ids(sweep));
            ranges.add(sweep.range());
        }

        assertThat(found).containsExactlyElementsOf(deleted);
        assertThat(count).isEqualTo(new VerdictCount(12, 0, 0, 0, 0));
        // each begins where the one before it ends
        for (int range = 1; range < ranges.size(); range++) {
            assertThat(ranges.get(range - 1).next()).isEqualTo(ranges.get(range).first());
        }
        assertThat(ranges.getLast().next()).isNull();
    }

    @Test
    void leavesWhatLiesBeforeItsFirstKeyToOthers() {
        bucket.put(log("a-1"), LAST_WEEK);
        bucket.delete(log("a-1"), YESTERDAY);
        bucket.put(log("b-1"), YESTERDAY);

        assertThat(sweep(ALL, logs("b-1")).findings()).isEmpty();
    }

    @Test
    void isNotStoppedByALogThatWasHiddenAfterTheRunBegan() {
        bucket.put(log("a-1"), YESTERDAY);
        bucket.put(log("b-1"), LAST_WEEK);
        bucket.delete(log("b-1"), "2026-11-24T03:05:00Z");
        bucket.put(log("c-1"), LAST_WEEK);
        bucket.delete(log("c-1"), YESTERDAY);
        bucket.put(log("d-1"), YESTERDAY);

        LogSweep sweep = sweep(ALL, logs("a-1"));

        assertThat(behind(sweep))
                .containsExactly(
                        "LOG-DELETED/222222222222/eu-central-1/" + log("b-1"),
                        "LOG-DELETED/222222222222/eu-central-1/" + log("c-1"));
        assertThat(sweep.behind())
                .extracting(LogSweep.Behind::first)
                .as("the next batch may begin there")
                .containsExactly(log("b-1"));
        assertThat(sweep.range()).isEqualTo(new LogSweep.KeyRange(log("a-1"), log("d-1")));
    }

    @Test
    void isNotStoppedByALogThatArrivedAfterTheBucketWasListed() {
        bucket.put(log("a-1"), YESTERDAY);
        bucket.put(log("b-1"), "2026-11-24T03:05:00Z");
        bucket.put(log("c-1"), LAST_WEEK);
        bucket.delete(log("c-1"), YESTERDAY);
        bucket.put(log("d-1"), YESTERDAY);
        bucket.put(log("e-1"), LAST_WEEK);
        bucket.delete(log("e-1"), YESTERDAY);

        LogSweep sweep = sweep(ALL, logs("a-1"));

        assertThat(behind(sweep))
                .containsExactly("LOG-DELETED/222222222222/eu-central-1/" + log("c-1"));
        assertThat(bucket.heads).noneMatch(head -> head.startsWith(log("b-1")));
    }

    @Test
    void readsThousandsOfVersionsPageByPage() {
        String key = PREFIX + "Standard_Stream/stderr";
        for (int version = 0; version < 2500; version++) {
            bucket.put(key, YESTERDAY);
        }
        bucket.put(PREFIX + "Standard_Stream/x-1.log", YESTERDAY);

        LogSweep sweep = sweep(ALL, List.of(key));

        assertThat(sweep.count()).isEqualTo(new VerdictCount(0, 0, 2500, 0, 0));
        assertThat(bucket.listings).isEqualTo(3);
        assertThat(bucket.heads).hasSize(2500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void seesTheSameHoweverSmallThePagesAre(int pageSize) {
        for (String name : List.of("a-1", "b-1", "c-1")) {
            bucket.put(log(name), LAST_WEEK);
            bucket.put(log(name), YESTERDAY);
            bucket.delete(log(name), YESTERDAY);
            bucket.put(log(name), YESTERDAY, "AES256", 0);
        }
        List<String> keys = logs("a-1", "b-1", "c-1");
        LogSweep expected = sweep(ALL, keys);
        bucket.pageSize = pageSize;

        assertThat(sweep(ALL, keys)).isEqualTo(expected);
        assertThat(expected.count()).isEqualTo(new VerdictCount(3, 6, 0, 0, 0));
    }

    @Test
    void keepsKeysApartOfWhichOneBeginsLikeTheOther() {
        bucket.put(log("jo-1"), YESTERDAY);
        bucket.put(log("jo-1") + ".log", LAST_WEEK);
        bucket.put(PREFIX + "jo-1", YESTERDAY);

        LogSweep sweep = sweep(ALL, logs("jo-1"));

        assertThat(sweep.count()).isEqualTo(new VerdictCount(1, 0, 0, 0, 0));
        assertThat(bucket.heads).containsExactly(log("jo-1") + " v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b%20c+d.txt",
                "ünï/ço dé.log",
                "%2B%25.log",
                "a//b.log",
                "a\u202eb",
                "new\nline",
                "\uD83D\uDE00.log",
                "\uFFFD.log"
            })
    void findsAwkwardKeys(String name) {
        String key = PREFIX + name;
        bucket.put(key, YESTERDAY);

        LogSweep sweep = sweep(ALL, List.of(key));

        assertThat(rules(sweep)).containsExactly("LOG-NAME");
        assertThat(sweep.findings().getFirst().resource())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(sweep.findings().getFirst().detail()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    @Test
    void doesNotCareInWhichOrderOrHowOftenAKeyIsGiven() {
        List<String> keys = logs("a-1", "b-1", "c-1");
        keys.forEach(key -> bucket.put(key, YESTERDAY));

        assertThat(sweep(ALL, List.of(keys.get(2), keys.get(0), keys.get(2), keys.get(1))).count())
                .isEqualTo(new VerdictCount(3, 0, 0, 0, 0));
    }

    @Test
    void asksOnlyForWhatWasWrittenSinceThePreviousRun() {
        bucket.put(log("old-1"), LAST_WEEK, "AES256", 0);
        bucket.put(log("new-1"), YESTERDAY);
        // up to an hour before that run it is asked for again
        bucket.put(log("edge-1"), "2026-11-23T02:00:00Z");
        bucket.put(log("edge-2"), "2026-11-23T01:59:59Z");

        LogSweep sweep = sweep(CHANGED, bucket.current());

        assertThat(sweep.count()).isEqualTo(new VerdictCount(2, 0, 0, 0, 2));
        assertThat(sweep.findings()).isEmpty();
        assertThat(bucket.heads)
                .containsExactlyInAnyOrder(log("new-1") + " v2", log("edge-1") + " v3");
    }

    @Test
    void asksForEverythingWhenThereWasNoPreviousRun() {
        bucket.put(log("old-1"), LAST_WEEK);

        assertThat(
                        sweep(
                                        CHANGED.replace(",\"since\":\"2026-11-23T03:00:00Z\"", ""),
                                        bucket.current())
                                .count())
                .isEqualTo(new VerdictCount(1, 0, 0, 0, 0));
    }

    @Test
    void findsWhatWasOverwrittenOrDeletedLongAgoWithoutAskingForIt() {
        bucket.put(log("a-1"), "2026-11-01T00:00:00Z");
        bucket.put(log("a-1"), LAST_WEEK);
        bucket.put(log("b-1"), "2026-11-01T00:00:00Z");
        bucket.delete(log("b-1"), LAST_WEEK);

        LogSweep sweep = sweep(CHANGED, logs("a-1"));

        assertThat(rules(sweep)).containsExactly("LOG-OVERWRITTEN", "LOG-DELETED");
        assertThat(sweep.count()).isEqualTo(new VerdictCount(0, 1, 0, 0, 2));
        assertThat(bucket.heads).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403, may not read it", "400, SSE-C", "503, may answer later"})
    void cannotTellWhatS3DoesNotDescribe(int status, String meaning) {
        bucket.refused.put(bucket.put(log("jo-1"), YESTERDAY), status);

        LogSweep sweep = sweep(ALL, logs("jo-1"));

        assertThat(sweep.count()).isEqualTo(new VerdictCount(0, 0, 0, 1, 0));
        assertThat(ids(sweep))
                .containsExactly("LOG-UNDETERMINED/222222222222/eu-central-1/" + log("jo-1"));
        assertThat(details(sweep)).allMatch(detail -> detail.contains(meaning));
    }

    @Test
    void takesAVersionThatVanishesAfterItWasListedForNoLog() {
        bucket.refused.put(bucket.put(log("jo-1"), YESTERDAY), 404);

        assertThat(sweep(ALL, logs("jo-1")))
                .isEqualTo(
                        new LogSweep(
                                new VerdictCount(0, 0, 1, 0, 0),
                                List.of(),
                                new LogSweep.KeyRange(log("jo-1"), null)));
    }

    @Test
    void findsAnOverwrittenLogThatS3DoesNotDescribe() {
        bucket.put(log("jo-1"), LAST_WEEK);
        bucket.refused.put(bucket.put(log("jo-1"), YESTERDAY), 403);

        LogSweep sweep = sweep(ALL, logs("jo-1"));

        assertThat(rules(sweep)).containsExactly("LOG-OVERWRITTEN", "LOG-UNDETERMINED");
        assertThat(sweep.count()).isEqualTo(new VerdictCount(1, 1, 0, 0, 0));
    }

    @Test
    void takesTheMembersFromTheRunsOwnList() {
        members("222222222222", "ACTIVE");
        bucket.put(log("jo-1"), YESTERDAY);

        assertThat(sweep(ALL, logs("jo-1")).count()).isEqualTo(new VerdictCount(1, 0, 0, 0, 0));
        assertThat(organization.asked).isEmpty();
    }

    @Test
    void looksUpOnceWhoIsNotLiveInTheRunsList() {
        members("222222222222", "PENDING_ACTIVATION");
        List<String> keys =
                List.of(
                        log("jo-1"),
                        "333333333333/eu-central-1/jo-1.log",
                        "444444444444/eu-central-1/jo-1.log");
        keys.forEach(key -> bucket.put(key, YESTERDAY));

        LogSweep sweep = sweep(ALL, keys);

        assertThat(organization.asked)
                .containsExactlyInAnyOrder("222222222222", "333333333333", "444444444444");
        assertThat(ids(sweep))
                .containsExactly(
                        "LOG-MEMBER/333333333333/-/333333333333/",
                        "LOG-MEMBER/444444444444/-/444444444444/");
    }

    @Test
    void asksTheOrganizationWhenTheRunsListCannotBeRead() {
        bucket.reports.put("runs/run-1/accounts.json", "");
        bucket.put(log("jo-1"), YESTERDAY);

        assertThat(sweep(ALL, logs("jo-1")).findings()).isEmpty();
        assertThat(organization.asked).containsExactly("222222222222");
    }

    @Test
    void batchesOfARunDoNotAskAboutThoseThatItHasListed() {
        members("222222222222", "ACTIVE");
        logs("a-1", "b-1", "c-1", "d-1").forEach(key -> bucket.put(key, YESTERDAY));
        bucket.put("333333333333/eu-central-1/jo-1.log", YESTERDAY);

        for (String key : bucket.current()) {
            sweep(ALL, List.of(key));
        }

        assertThat(organization.asked).containsExactly("333333333333");
    }

    @Test
    void madeUpAccountsAreNotAllAskedAbout() {
        List<String> keys =
                IntStream.range(0, 300)
                        .mapToObj(i -> "999999999%03d/eu-central-1/jo-1.log".formatted(i))
                        .toList();
        keys.forEach(key -> bucket.put(key, YESTERDAY));

        LogSweep sweep = sweep(ALL, keys);

        assertThat(organization.asked).hasSize(100);
        assertThat(rules(sweep)).containsOnly("LOG-MEMBER", "LOG-UNDETERMINED").hasSize(300);
    }

    @Test
    void cannotTellWhenNobodyKnowsTheMembers() {
        organization.isDown = true;
        bucket.put(log("jo-1"), YESTERDAY);

        LogSweep sweep = sweep(ALL, logs("jo-1"));

        assertThat(rules(sweep)).containsExactly("LOG-UNDETERMINED");
        assertThat(details(sweep)).allMatch(detail -> detail.contains("could not be asked"));
    }

    @Test
    void judgesKeysOutsideEveryPrefixWithoutAskingForMembers() {
        bucket.put("notes.txt", YESTERDAY);

        assertThat(ids(sweep(ALL, List.of("notes.txt"))))
                .containsExactly("LOG-PREFIX/-/-/notes.txt");
        assertThat(organization.asked).isEmpty();
    }

    /// 5,000 logs of March, whose account was closed in summer and is gone by now.
    @Test
    void logsOfAnAccountThatIsClosedLaterStayGood() {
        seen("333333333333", "2026-06-30T03:15:00Z");
        for (int log = 0; log < 5_000; log++) {
            bucket.put("333333333333/eu-central-1/jo-" + log + ".log", "2026-03-14T12:00:00Z");
        }

        LogSweep sweep = sweep(ALL, bucket.current());

        assertThat(sweep.findings()).isEmpty();
        assertThat(sweep.count()).isEqualTo(new VerdictCount(5_000, 0, 0, 0, 0));
    }

    /// Whether it was a member by then cannot be known any more.
    @Test
    void whatWasWrittenAfterAnAccountWasLastSeenIsSaidOncePerAccount() {
        seen("333333333333", "2026-06-30T03:15:00Z");
        bucket.put("333333333333/eu-central-1/jo-0.log", "2026-06-30T03:15:00Z");
        for (int log = 1; log < 300; log++) {
            bucket.put("333333333333/eu-central-1/jo-" + log + ".log", "2026-06-30T03:15:01Z");
            bucket.put("444444444444/eu-west-1/jo-" + log + ".log", "2026-03-14T12:00:00Z");
        }

        LogSweep sweep = sweep(ALL, bucket.current());

        assertThat(ids(sweep))
                .containsExactly(
                        "LOG-MEMBER/333333333333/-/333333333333/",
                        "LOG-MEMBER/444444444444/-/444444444444/");
        assertThat(details(sweep)).allMatch(detail -> detail.startsWith("299 of its logs"));
        assertThat(sweep.count()).isEqualTo(new VerdictCount(1, 598, 0, 0, 0));
    }

    /// For 90 days a closed account is listed.
    @ParameterizedTest
    @ValueSource(strings = {"SUSPENDED", "PENDING_CLOSURE", "CLOSED"})
    void logsOfAnAccountThatIsListedAsClosedStayGood(String state) {
        members("222222222222", state);
        seen("222222222222", YESTERDAY);
        bucket.put(log("jo-1"), LAST_WEEK);

        assertThat(sweep(ALL, logs("jo-1")).findings()).isEmpty();
    }

    /// Nobody is going to judge a log that an earlier run has judged.
    @Test
    void asksNobodyAboutAccountsOfWhichNothingIsJudged() {
        bucket.put("333333333333/eu-central-1/jo-1.log", LAST_WEEK);
        bucket.put(log("jo-1"), YESTERDAY);

        sweep(CHANGED, bucket.current());

        assertThat(organization.asked).containsExactly("222222222222");
    }

    /// Otherwise each account that is gone would count as one that never was.
    @Test
    void failsWhereTheRecordOfWhoWasLiveIsNeededAndCannotBeRead() {
        bucket.reports.put("members.json", "");
        bucket.put("333333333333/eu-central-1/jo-1.log", LAST_WEEK);

        assertThatThrownBy(() -> sweep(ALL, bucket.current()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("members.json");
    }

    private void seen(String id, String live) {
        bucket.reports.put(
                "members.json",
                """
                {"writtenAt": "2026-11-24T02:59:00Z", "accounts": [],
                 "seen": [{"id": "%s", "lastSeenLive": "%s"}]}
                """
                        .formatted(id, live));
    }

    private void members(String id, String state) {
        bucket.reports.put(
                "runs/run-1/accounts.json",
                "[{\"id\":\"%s\",\"name\":\"x\",\"state\":\"%s\"}]".formatted(id, state));
    }

    private LogSweep sweep(String run, List<String> keys) {
        ObjectNode input = ComplianceJson.MAPPER.createObjectNode();
        try {
            input.putObject("BatchInput").set("run", ComplianceJson.MAPPER.readTree(run));
            keys.forEach(key ->
                    input.withArray("Items")
                            .addObject()
                            .put("key", key)
                            .put("lastModified", 1764072000.5));
            return check.check(StoredBatch.read(input), time.instant().plusSeconds(270));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String log(String session) {
        return PREFIX + session + ".log";
    }

    private static List<String> logs(String... sessions) {
        return Arrays.stream(sessions).map(CheckStoredLogsTest::log).toList();
    }

    private static List<String> behind(LogSweep sweep) {
        return sweep.behind().stream()
                .flatMap(part -> part.findings().stream())
                .map(LocatedFinding::id)
                .toList();
    }

    private static List<String> ids(LogSweep sweep) {
        return sweep.findings().stream().map(LocatedFinding::id).toList();
    }

    private static List<String> rules(LogSweep sweep) {
        return sweep.findings().stream().map(finding -> finding.rule().id()).toList();
    }

    private static Stream<String> details(LogSweep sweep) {
        return sweep.findings().stream().map(LocatedFinding::detail);
    }
}
