package io.sessionvault;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.aws.Json;
import io.sessionvault.aws.ServiceErrors;
import io.sessionvault.log.CurrentObjects;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.KnownRegions;
import io.sessionvault.log.LogCheck;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Membership;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.Uploader;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Notice;
import io.sessionvault.reconcile.Plan;
import io.sessionvault.reconcile.PlanText;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Every place of the core where foreign text becomes a line for people, for a log or for a report.
class ForeignTextTest {
    /// What moves a cursor, ends a line, changes the direction of writing, or is half a character.
    private static final String HOSTILE =
            "a\u0000\u001b[2J\r\n\u007f\u0085\u202e\u2028\u2066\ufeff\ud800z";

    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    /// A place, and what it makes of the text.
    enum Place {
        ERROR_OF_AWS {
            @Override
            Stream<String> texts(String foreign) {
                ServiceError error =
                        ServiceErrors.of(
                                AwsServiceException.builder()
                                        .statusCode(400)
                                        .awsErrorDetails(
                                                AwsErrorDetails.builder()
                                                        .errorCode(foreign)
                                                        .errorMessage(foreign)
                                                        .build())
                                        .requestId(foreign)
                                        .build());
                return Stream.of(
                        error.toString(), error.withoutRequest(), error.code(), error.message());
            }
        },
        FAILURE_OF_THE_SDK {
            @Override
            Stream<String> texts(String foreign) {
                return Stream.of(ServiceErrors.of(SdkClientException.create(foreign)).toString());
            }
        },
        PLAN {
            @Override
            Stream<String> texts(String foreign) {
                Plan plan =
                        new Plan(
                                List.of(),
                                List.of(),
                                List.of(),
                                new TreeSet<>(),
                                List.of(),
                                List.of(new Notice.RegionClosed(IRELAND, foreign)));
                return PlanText.lines(plan).stream();
            }
        },
        VERDICT {
            @Override
            Stream<String> texts(String foreign) {
                return Stream.of(
                                check(foreign, new Uploader.Named(foreign)),
                                check(MEMBER + "/eu-west-1/" + foreign, new Uploader.NotTold()),
                                LogCheck.ofForeignBucket(
                                        new LogObject(
                                                foreign,
                                                foreign,
                                                Optional.empty(),
                                                new Uploader.NotTold()),
                                        VAULT))
                        .map(Object::toString);
            }

            private Object check(String key, Uploader uploader) {
                return LogCheck.check(
                        new LogObject(VAULT.bucket(), key, Optional.of("v1"), uploader),
                        new ObjectState.Stored(1, key, Optional.of(key), Earlier.NOTHING),
                        new Membership.Unknown(
                                new ServiceError(ErrorKind.DENIED, key, key, Optional.of(key))
                                        .toString()),
                        new KnownRegions.Standing.NothingToSay(),
                        VAULT);
            }
        },
        STORED_LOG {
            @Override
            Stream<String> texts(String foreign) {
                String key = MEMBER + "/eu-west-1/" + foreign;
                KeyHistory history =
                        new KeyHistory(
                                key,
                                List.of(
                                        new KeyHistory.DeleteMarker("m1", NOW),
                                        new KeyHistory.Version("v2", NOW, 2, false),
                                        new KeyHistory.Version("v1", NOW, 1, false)));
                return new HistoryCheck(VAULT.prefixes(), Duration.ofDays(1))
                        .check(history, CurrentObjects.of(List.of(history)), NOW).stream()
                                .flatMap(ForeignTextTest::texts);
            }
        },
        LOG_LINE_AND_EVENT {
            @Override
            Stream<String> texts(String foreign) {
                return Stream.of(Json.line(Map.of("key", foreign, foreign, List.of(foreign))));
            }
        };

        abstract Stream<String> texts(String foreign);
    }

    @ParameterizedTest
    @EnumSource
    void noPlaceLetsThroughWhatATerminalOrAReaderWouldTakeForMoreThanText(Place place) {
        assertThat(place.texts(HOSTILE))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(AWKWARD.matcher(text).find()).as(text).isFalse());
    }

    private static Stream<String> texts(LocatedFinding finding) {
        return Stream.of(finding.id(), finding.resource(), finding.detail());
    }
}
