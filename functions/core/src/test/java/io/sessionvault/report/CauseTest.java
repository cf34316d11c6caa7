package io.sessionvault.report;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CauseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the bucket is 'other' | the bucket is 'other'",
                "expected SSE-KMS, found AES256 | expected SSE-KMS, found AES256",
                "uploaded by 999999999999 | uploaded by 999999999999",
                "uploaded by 222222222222 | uploaded by *",
                "expected arn:aws:kms:eu-west-1:111122223333:key/a, found arn:aws:kms:eu-west-1:"
                        + "111122223333:key/b | expected arn:*:111122223333:*, found arn:*:111122223333:*",
                "empty; version 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY | empty; version *",
                "it ended at 2026-11-23T22:10:00Z | it ended at *",
                "accepted until 2026-11-23 | accepted until *",
                "found 17 of 1200 | found * of *",
                "nobody looks in eu-west-1, us-gov-east-1 | nobody looks in *",
                "AccessDenied: not authorized to perform: s3:GetObject | "
                        + "AccessDenied: not authorized to perform: s3:GetObject",
                "the object a-long-key is empty | the object * is empty",
                "222222222222/eu-west-1/ada-0a1b2c3d.log is empty | * is empty",
            })
    void isTheDetailWithoutWhatDiffersFromPlaceToPlace(String detail, String cause) {
        assertThat(
                        Cause.of(
                                new LocatedFinding(
                                        Rule.LOG_KEY, MEMBER, IRELAND, "a-long-key", detail)))
                .isEqualTo(cause);
    }

    /// Names in details are chosen by whoever owns an account or stores an object.
    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "1,", "* ", "aa-a-", "/", "arn:", "2026-"})
    void takesNoLongerForATextThatSomebodyHasMadeHard(String part) {
        LocatedFinding hard =
                new LocatedFinding(
                        Rule.LOG_NAME, MEMBER, IRELAND, "resource", part.repeat(200_000));

        assertThat(Cause.of(hard).length()).isLessThanOrEqualTo(400);
    }
}
