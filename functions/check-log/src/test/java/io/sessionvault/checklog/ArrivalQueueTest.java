package io.sessionvault.checklog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.aws.Json;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.event.QueueMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// A batch of arrivals, whatever Organizations does meanwhile.
class ArrivalQueueTest {
    private static final String MEMBER = "410987654321";

    private final FakeAws aws = new FakeAws();
    private volatile Instant now = Instant.parse("2026-11-24T03:00:00Z");
    private final ArrivalQueue queue =
            new ArrivalQueue(aws.check(() -> now), aws.violations(), metrics());

    @Test
    void aThrottledOrganizationIsNotAskedAgainForEachMessage() {
        aws.isThrottled = true;

        assertThat(work(100, i -> log(account(i)))).hasSize(100);
        assertThat(aws.asked).hasSizeLessThanOrEqualTo(10);
        assertThat(work(100, i -> log(account(i)))).hasSize(100);
        assertThat(aws.asked).hasSizeLessThanOrEqualTo(10);

        now = now.plusSeconds(11);
        aws.isThrottled = false;
        aws.accounts.putAll(
                IntStream.range(0, 100)
                        .boxed()
                        .collect(Collectors.toMap(i -> account(i), _ -> "ACTIVE")));
        assertThat(work(100, i -> log(account(i)))).isEmpty();
        assertThat(aws.asked).hasSizeLessThanOrEqualTo(110);
    }

    @Test
    void oneAccountIsAskedAboutOnceForAllItsLogs() {
        aws.accounts.put(MEMBER, "ACTIVE");

        assertThat(work(100, _ -> log(MEMBER))).isEmpty();
        assertThat(work(100, _ -> log(MEMBER))).isEmpty();

        assertThat(aws.asked).containsExactly("DescribeAccount " + MEMBER);
    }

    @Test
    void aSlowOrganizationKeepsNobodyLongerThanALook() {
        Instant began = now;
        aws.onAsked = () -> pass(Duration.ofSeconds(2));

        assertThat(work(100, i -> log(account(i)))).isNotEmpty();

        assertThat(Duration.between(began, now)).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(aws.asked).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void whatBreaksARuleIsPublishedBeforeOrganizationsIsAsked() {
        aws.isThrottled = true;
        List<Integer> publishedWhenAsked = new ArrayList<>();
        aws.onAsked = () -> publishedWhenAsked.add(aws.published.size());

        List<String> back =
                work(100, i -> i % 2 == 0 ? log(account(i)) : event(account(i), "x-1plain.log"));

        assertThat(aws.published).hasSize(50);
        assertThat(publishedWhenAsked).isNotEmpty().containsOnly(50);
        assertThat(back).hasSize(50).allMatch(id -> Integer.parseInt(id) % 2 == 0);
    }

    @Test
    void membersComeFromTheListHoweverManyThereAre() {
        aws.members = Optional.of(list(now.minus(Duration.ofHours(25)), 20_000, "ACTIVE"));

        for (int batch = 0; batch < 5; batch++) {
            int first = batch * 100;
            assertThat(work(100, i -> log(account(first + i)))).isEmpty();
        }

        assertThat(aws.published).isEmpty();
        assertThat(aws.asked).isEmpty();
        assertThat(aws.reads).hasValue(1);
    }

    /// The list is as old as it says; the log arrived a second before or after it.
    @ParameterizedTest
    @CsvSource({
        "us-east-1, -1, ''",
        "us-east-1, 1, ''",
        "us-east-9, -1, LOG-PREFIX",
        "us-gov-west-1, -1, LOG-PREFIX",
        "us-east-9, 1, back"
    })
    void aRegionThatAwsDoesNotHaveIsNoPrefix(String region, int seconds, String expected) {
        Instant listedAt = now.minus(Duration.ofHours(1));
        aws.members =
                Optional.of(
                        list(listedAt, 1, "ACTIVE")
                                .replaceFirst("\\{", "{\"regions\": [\"us-east-1\"], "));
        Map<String, Object> event =
                new HashMap<>(
                        arrival(account(0) + "/" + region + "/ana.ruiz-0f3a9c2b.log", account(0)));
        event.put("time", listedAt.plusSeconds(seconds).toString());

        List<String> back = work(1, _ -> Json.write(event));

        assertThat(back).hasSize(expected.equals("back") ? 1 : 0);
        assertThat(aws.published.stream().map(ArrivalQueueTest::rules).toList())
                .isEqualTo(expected.startsWith("LOG") ? List.of(expected) : List.of());
    }

    @Test
    void whomTheListDoesNotKnowIsAskedAboutOnceAMinute() {
        aws.members = Optional.of(list(now, 100, "ACTIVE"));
        aws.accounts.put(MEMBER, "ACTIVE");

        assertThat(work(100, i -> log(i < 50 ? MEMBER : "999999999999"))).isEmpty();
        assertThat(work(100, i -> log(i < 50 ? MEMBER : "999999999999"))).isEmpty();

        assertThat(aws.asked)
                .containsExactlyInAnyOrder(
                        "DescribeAccount " + MEMBER, "DescribeAccount 999999999999");
        assertThat(aws.published).hasSize(100);
        assertThat(rules(aws.published.getFirst())).isEqualTo("LOG-MEMBER");

        pass(Duration.ofSeconds(61));
        aws.accounts.put("999999999999", "ACTIVE");
        assertThat(work(1, _ -> log("999999999999"))).isEmpty();
        assertThat(aws.published).hasSize(100);
    }

    @Test
    void aMemberThatIsListedAsClosedIsAskedAbout() {
        aws.members = Optional.of(list(now, 100, "SUSPENDED"));
        aws.accounts.put(account(1), "ACTIVE");
        aws.accounts.put(account(2), "CLOSED");

        assertThat(work(2, i -> log(account(i + 1)))).isEmpty();

        assertThat(aws.published).hasSize(1);
        assertThat(aws.published.getFirst()).containsEntry("accountId", account(2));
    }

    @Test
    void aListThatIsTooOldCountsAsAbsent() {
        aws.members = Optional.of(list(now.minus(Duration.ofHours(27)), 100, "ACTIVE"));

        assertThat(work(1, _ -> log(account(1)))).isEmpty();

        assertThat(aws.asked).hasSize(1);
        assertThat(aws.published).hasSize(1);
    }

    @Test
    void aListCountsUntilItIsTooOldAlthoughItCannotBeReadAgain() {
        aws.members = Optional.of(list(now, 100, "ACTIVE"));
        work(1, _ -> log(account(1)));
        aws.members = Optional.empty();

        pass(Duration.ofHours(25));
        work(1, _ -> log(account(1)));
        assertThat(aws.asked).isEmpty();

        pass(Duration.ofHours(2));
        work(1, _ -> log(account(1)));
        assertThat(aws.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "<html>",
                "{\"writtenAt\":\"2026-11-24T02:00:00Z\",\"accounts\":[{\"id\":\"100000000001\"}]}",
                "{\"writtenAt\":\"2026-11-24T02:00:00Z\",\"accounts\":[null]}",
                "{\"writtenAt\":\"2036-11-24T02:00:00Z\",\"accounts\":[{\"id\":\"100000000001\","
                        + "\"name\":\"x\",\"state\":\"ACTIVE\"}]}",
                "{\"writtenAt\":\"2026-11-24T02:00:00Z\",\"accounts\":[{\"id\":\"100000000001\","
                        + "\"name\":\"x\",\"state\":\"LIVE\"}]}"
            })
    void aListThatIsNoneCountsAsAbsent(String forged) {
        aws.members = Optional.of(forged);

        assertThat(work(3, _ -> log(account(1)))).isEmpty();

        assertThat(aws.asked).containsExactly("DescribeAccount " + account(1));
        assertThat(aws.published).hasSize(3);
    }

    @Test
    void keysWithMadeUpAccountsHaveNoQuestionsAsked() {
        assertThat(work(100, i -> Json.write(arrival(account(i) + "/us-east-1/x-1.log", MEMBER))))
                .isEmpty();

        assertThat(aws.asked).isEmpty();
        assertThat(aws.published).hasSize(100);
        assertThat(rules(aws.published.getFirst())).isEqualTo("LOG-UPLOADER");
    }

    @Test
    void aMessageOfAnotherKindAsksNothing() {
        assertThat(work(3, i -> List.of("{}", "no JSON", "[]").get(i))).isEmpty();

        assertThat(aws.asked).isEmpty();
        assertThat(aws.reads).hasValue(0);
    }

    private static VerdictMetrics metrics() {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        metrics.setNamespace("SessionVault");
        return new VerdictMetrics(metrics);
    }

    private synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> work(int size, IntFunction<String> body) {
        return queue.work(
                new LambdaInput.Batch(
                        "arn:aws:sqs:us-east-1:111122223333:q",
                        IntStream.range(0, size)
                                .mapToObj(i ->
                                        new QueueMessage(
                                                Integer.toString(i),
                                                "receipt",
                                                1,
                                                Optional.empty(),
                                                body.apply(i)))
                                .toList()));
    }

    private static String account(int number) {
        return Long.toString(100_000_000_000L + number);
    }

    private static String log(String account) {
        return event(account, "ana.ruiz-0f3a9c2b.log");
    }

    private static String event(String account, String name) {
        return Json.write(arrival(account + "/us-east-1/" + name, account));
    }

    private static Map<String, Object> arrival(String key, String requester) {
        return Map.of(
                "source",
                "aws.s3",
                "detail-type",
                "Object Created",
                "detail",
                Map.of(
                        "bucket",
                        Map.of("name", FakeAws.VAULT_BUCKET),
                        "object",
                        Map.of("key", key, "version-id", "v1"),
                        "requester",
                        requester,
                        "reason",
                        "PutObject"));
    }

    private static String list(Instant writtenAt, int size, String state) {
        return Json.write(
                Map.of(
                        "writtenAt",
                        writtenAt.toString(),
                        "accounts",
                        IntStream.range(0, size)
                                .mapToObj(
                                        i -> Map.of("id", account(i), "name", "n", "state", state))
                                .toList()));
    }

    private static String rules(Map<String, Object> violation) {
        return ((List<?>) violation.getOrDefault("findings", List.of()))
                .stream()
                        .map(finding -> String.valueOf(((Map<?, ?>) finding).get("rule")))
                        .collect(Collectors.joining(" "));
    }
}
