package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.event.HoldsJson;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.reconcile.ServiceError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/// Two that hold at once: neither may lose what the other wrote.
class StoredHoldsTest {
    private static final Hold HOLD =
            new Hold(Instant.parse("2026-11-28T10:00:00Z"), Hold.Reason.RELEASED, "request r-1");
    private static final Holds ALL = Holds.NONE.plus(new Scope.Account(), HOLD);
    private static final Holds ONE =
            new Holds(Optional.empty(), new TreeMap<>(Map.of(IRELAND, HOLD)));

    private final FakeHttp http = new FakeHttp();
    private final StoredHolds holds =
            new StoredHolds(
                    new ReportsBucket(
                            FakeHttp.build(http, S3Client.builder(), IRELAND), "reports"));

    @Test
    void whatWasReadIsReplacedAndNothingElse() {
        stored(ONE).answer(200, Map.of(), "");

        assertThat(holds.write(MEMBER, ONE, ALL)).isEmpty();
        assertThat(http.requests.getLast().firstMatchingHeader("If-Match")).contains("\"t-1\"");
    }

    @Test
    void whereNothingWasNothingMayBeByNow() {
        absent().answer(200, Map.of(), "");

        assertThat(holds.write(MEMBER, Holds.NONE, ALL)).isEmpty();
        assertThat(http.requests.getLast().firstMatchingHeader("If-None-Match")).contains("*");
    }

    @Test
    void whatIsHeldByNowIsNotOverwritten() {
        stored(ONE);

        assertThat(holds.write(MEMBER, Holds.NONE, ALL).map(ServiceError::kind))
                .contains(ErrorKind.STALE);
        assertThat(http.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"412, PreconditionFailed", "409, ConditionalRequestConflict"})
    void aHoldThatIsWrittenAtTheSameTimeIsNotLost(int status, String code) {
        absent().answer(status, Map.of(), "<Error><Code>" + code + "</Code></Error>");
        stored(ONE);

        ServiceError error = holds.write(MEMBER, Holds.NONE, ALL).orElseThrow();

        assertThat(error.kind()).isEqualTo(ErrorKind.STALE);
        assertThat(error.message()).contains("send the request again");
    }

    @Test
    void aHoldWhoseAnswerWasLostIsWritten() {
        absent().answer(503, Map.of(), "<Error><Code>InternalError</Code></Error>")
                .answer(412, Map.of(), "<Error><Code>PreconditionFailed</Code></Error>");
        stored(ALL);

        assertThat(holds.write(MEMBER, Holds.NONE, ALL)).isEmpty();
    }

    @Test
    void aHoldThatCannotBeReadBackIsNotTakenForWritten() {
        absent().answer(412, Map.of(), "<Error><Code>PreconditionFailed</Code></Error>")
                .answer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>");

        assertThat(holds.write(MEMBER, Holds.NONE, ALL).map(ServiceError::code))
                .contains("AccessDenied");
    }

    private FakeHttp absent() {
        return http.answer(404, Map.of(), "<Error><Code>NoSuchKey</Code></Error>");
    }

    private FakeHttp stored(Holds held) {
        return http.answer(
                200,
                Map.of("ETag", "\"t-1\""),
                new String(HoldsJson.write(held), StandardCharsets.UTF_8));
    }
}
