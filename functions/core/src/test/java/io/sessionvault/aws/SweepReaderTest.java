package io.sessionvault.aws;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.sweep.AccountFacts;
import io.sessionvault.sweep.Forwarding;
import io.sessionvault.sweep.ForwardingFacts;
import io.sessionvault.sweep.NodeFacts;
import io.sessionvault.sweep.RegionFacts;
import io.sessionvault.sweep.SessionDocument;
import io.sessionvault.sweep.SessionHistory;
import io.sessionvault.sweep.StoredLog;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What a sweep reads of one Region and of the vault's bucket.
class SweepReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final String NO_SESSIONS = "{\"Sessions\": []}";
    private static final String NO_DOCUMENTS = "{\"DocumentIdentifiers\": []}";
    private static final String NO_NODES = "{\"InstanceInformationList\": []}";
    private static final String DENIED = "{\"__type\": \"AccessDeniedException\"}";
    private static final String NO_LOGS = listing(false);

    private final FakeHttp http = new FakeHttp();
    private final FakeHttp bucket = new FakeHttp();

    @Test
    void asksForTheSettingOnlyWhereTheReconciliationDoesNot() {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), NO_LOGS);
        RegionFacts managed = facts(read("{accountId}/{region}", HostManagement.MANAGE));
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, "{\"ServiceSetting\": {\"SettingValue\": \"$None\"}}")
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), NO_LOGS);
        RegionFacts left = facts(read("{accountId}/{region}", HostManagement.LEAVE));

        assertThat(managed)
                .isEqualTo(
                        new RegionFacts(
                                new Observation.Seen<>(new SessionHistory(List.of(), Set.of())),
                                new Observation.Seen<>(List.of()),
                                Map.of(),
                                Optional.empty(),
                                new Observation.Seen<>(NodeFacts.NONE)));
        assertThat(left.hostManagement()).contains(new Observation.Seen<>("$None"));
    }

    @Test
    void readsEachDocumentOnceThatSessionsNameAndTheAccountDoesNotOwn() {
        String shared = "arn:aws:ssm:eu-west-1:999999999999:document/Tunnel";
        http.json(200, NO_SESSIONS)
                .json(
                        200,
                        sessions(
                                "",
                                "SSM-SessionManagerRunShell",
                                "Own",
                                "arn:aws:ssm:eu-west-1:222222222222:document/Own",
                                "AmazonECS-ExecuteInteractiveCommand",
                                "AWS-StartSSHSession",
                                "arn:aws:ssm:eu-west-1::document/AWS-StartSSHSession",
                                shared,
                                shared,
                                "Deleted"))
                .json(200, "{\"DocumentIdentifiers\": [{\"Name\": \"Own\"}]}")
                .json(200, content("Standard_Stream"))
                .json(200, content("Standard_Stream"))
                .json(200, content("Port"))
                .json(400, "{\"__type\": \"InvalidDocument\"}")
                .json(400, DENIED)
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), NO_LOGS);

        Map<String, SessionDocument> named =
                facts(read("{accountId}/{region}", HostManagement.MANAGE)).named();

        assertThat(named).containsOnlyKeys("AWS-StartSSHSession", "Deleted", shared);
        assertThat(named.get("AWS-StartSSHSession"))
                .isEqualTo(
                        new SessionDocument.Read(
                                "AWS-StartSSHSession", List.of(Map.of("sessionType", "Port"))));
        assertThat(named.get("Deleted")).isInstanceOf(SessionDocument.Unseen.class);
        assertThat(named.get(shared)).isInstanceOf(SessionDocument.Unseen.class);
        assertThat(http.bodies.get(http.bodies.size() - 2))
                .contains("\"Name\":\"" + shared + "\"", "\"DocumentVersion\":\"$DEFAULT\"");
    }

    private static String sessions(String... documents) {
        return Stream.of(documents)
                .map(name ->
                        "{\"SessionId\": \"a-1\", \"StartDate\": 1795485600, \"DocumentName\": \"%s\"}"
                                .formatted(name))
                .collect(Collectors.joining(",", "{\"Sessions\": [", "]}"));
    }

    private static String content(String type) {
        return "{\"Content\": %s}"
                .formatted(Json.write("{\"sessionType\": \"%s\"}".formatted(type)));
    }

    @Test
    void keepsWhatStoodInTheWayOfEachPart() {
        http.json(400, DENIED).json(400, DENIED).json(400, DENIED);
        bucket.answer(
                403, Map.of(), "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");

        AccountFacts facts = read("{accountId}/{region}", HostManagement.LEAVE);

        assertThat(facts.logs()).isInstanceOf(Observation.Unseen.class);
        assertThat(facts(facts).sessions()).isInstanceOf(Observation.Unseen.class);
        assertThat(facts(facts).documents()).isInstanceOf(Observation.Unseen.class);
        assertThat(facts(facts).nodes()).isInstanceOf(Observation.Unseen.class);
        assertThat(facts(facts).hostManagement().orElseThrow())
                .isInstanceOf(Observation.Unseen.class);
    }

    @Test
    void readsEveryPageOfTheListingAndNoContent() {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), listing(true, "222222222222/eu-west-1/jo+a@b%2F-1.log"))
                .answer(200, Map.of(), listing(false, "222222222222/eu-west-1/bob-1.log"));

        AccountFacts facts = read("{accountId}/{region}", HostManagement.MANAGE);

        assertThat(facts.logs())
                .isEqualTo(
                        new Observation.Seen<>(
                                List.of(
                                        log("222222222222/eu-west-1/jo+a@b%2F-1.log"),
                                        log("222222222222/eu-west-1/bob-1.log"))));
        assertThat(bucket.requests)
                .extracting(SdkHttpRequest::encodedPath)
                .containsOnly("/session-logs");
        assertThat(bucket.requests.getLast().firstMatchingRawQueryParameter("continuation-token"))
                .contains("next");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T12:00:00Z, 2026-10-25T00:00:00Z",
        "2026-10-20T12:00:00Z, 2026-10-19T12:00:00Z"
    })
    void forgetsLogsThatAreOlderThanAnySessionOfTheHistory(Instant start, Instant oldest) {
        http.json(200, NO_SESSIONS)
                .json(
                        200,
                        "{\"Sessions\": [{\"SessionId\": \"bob-1\", \"StartDate\": %d}]}"
                                .formatted(start.getEpochSecond()))
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES);
        String tooOld = oldest.minusSeconds(1).toString();
        bucket.answer(
                200,
                Map.of(),
                listing(false, "a.log", "b.log")
                        .replaceFirst("2026-11-23T03:00:00.000Z", tooOld)
                        .replace("2026-11-23T03:00:00.000Z", oldest.toString()));

        AccountFacts facts = read("{accountId}/{region}", HostManagement.MANAGE);

        assertThat(facts.logs())
                .isEqualTo(new Observation.Seen<>(List.of(new StoredLog("b.log", oldest))));
    }

    @ParameterizedTest
    @CsvSource({
        "{accountId}/{region}, 222222222222/",
        "{accountId}, 222222222222/",
        "logs/{accountId}/ssm/{region}, logs/222222222222/ssm/"
    })
    void listsNothingButWhatBelongsToTheAccount(String pattern, String prefix) {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), NO_LOGS);

        read(pattern, HostManagement.MANAGE);

        assertThat(bucket.requests)
                .extracting(request -> request.firstMatchingRawQueryParameter("prefix"))
                .containsExactly(Optional.of(prefix));
    }

    @Test
    void asksForTheRulesThatForwardInEachRegionAndInVirginia() {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES)
                .json(200, "{\"State\": \"DISABLED\"}")
                .json(400, DENIED);
        bucket.answer(200, Map.of(), NO_LOGS);

        ForwardingFacts facts =
                read(Desires.withUngoverned(
                                Desires.forwarding(
                                        "arn:bus",
                                        desired("{accountId}/{region}", HostManagement.MANAGE)),
                                new TreeSet<>(Set.of(VIRGINIA))))
                        .forwarding()
                        .orElseThrow();

        assertThat(facts.bus()).isEqualTo("arn:bus");
        assertThat(facts.preferences())
                .isEqualTo(Map.of(IRELAND, new Observation.Seen<>(new Forwarding.Disabled())));
        assertThat(facts.iam().orElseThrow()).isInstanceOf(Observation.Unseen.class);
        assertThat(http.requests.get(4).host()).isEqualTo("events.eu-west-1.amazonaws.com");
        assertThat(http.bodies.get(4)).contains("SessionVaultForwardsPreferences");
        assertThat(http.requests.getLast().host()).isEqualTo("events.us-east-1.amazonaws.com");
        assertThat(http.bodies.getLast()).contains("SessionVaultForwardsIam");
    }

    @Test
    void asksForNoRuleOfIamWhereTheAccountDoesNotHaveVirginia() {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES)
                .json(200, "{\"State\": \"DISABLED\"}");
        bucket.answer(200, Map.of(), NO_LOGS);
        DesiredAccount desired =
                Desires.forwarding(
                        "arn:bus", desired("{accountId}/{region}", HostManagement.MANAGE));

        ForwardingFacts facts =
                read(Desires.withUngoverned(desired, new TreeSet<>(Set.of(FRANKFURT))))
                        .forwarding()
                        .orElseThrow();

        assertThat(facts.iam()).isEmpty();
        assertThat(http.requests).hasSize(5);
    }

    @Test
    void asksForNoRuleWhereNothingIsForwardedOrTheAccountIsLetGo() {
        http.json(200, NO_SESSIONS)
                .json(200, NO_SESSIONS)
                .json(200, NO_DOCUMENTS)
                .json(200, NO_NODES);
        bucket.answer(200, Map.of(), NO_LOGS).answer(200, Map.of(), NO_LOGS);
        DesiredAccount desired = desired("{accountId}/{region}", HostManagement.MANAGE);

        assertThat(read(desired).forwarding()).isEmpty();
        assertThat(http.requests).hasSize(4);

        Hold hold = new Hold(Instant.EPOCH, Hold.Reason.RELEASED, "request r-1");
        DesiredAccount held =
                Desires.forwarding("arn:bus", desired)
                        .under(Holds.NONE.plus(new Scope.Account(), hold));
        assertThat(read(held).forwarding()).isEmpty();
        assertThat(http.requests).hasSize(4);
    }

    private AccountFacts read(String pattern, HostManagement hostManagement) {
        return read(desired(pattern, hostManagement));
    }

    private static DesiredAccount desired(String pattern, HostManagement hostManagement) {
        return Desires.in(
                new Vault(VAULT_ACCOUNT, "session-logs", BUCKET_KEY, PrefixPattern.parse(pattern)),
                Desires.member(hostManagement, IRELAND));
    }

    private AccountFacts read(DesiredAccount desired) {
        return new SweepReader(
                        FakeHttp.build(bucket, OwnBuckets.builder(VAULT_ACCOUNT, true), FRANKFURT),
                        () -> Instant.EPOCH,
                        _ -> {})
                .read(
                        new AccountReconciler.Visit.Begun(
                                FakeHttp.member(http), desired, new TreeSet<>()),
                        NOW);
    }

    private static RegionFacts facts(AccountFacts facts) {
        return Objects.requireNonNull(facts.regions().get(IRELAND));
    }

    private static StoredLog log(String key) {
        return new StoredLog(key, Instant.parse("2026-11-23T03:00:00Z"));
    }

    private static String listing(boolean more, String... keys) {
        StringBuilder contents = new StringBuilder();
        for (String key : keys) {
            contents.append("<Contents><Key>")
                    .append(key)
                    .append(
                            "</Key><LastModified>2026-11-23T03:00:00.000Z</LastModified></Contents>");
        }
        return "<ListBucketResult><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>"
                .formatted(
                        more,
                        more ? "<NextContinuationToken>next</NextContinuationToken>" : "",
                        contents);
    }
}
