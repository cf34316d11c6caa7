package io.sessionvault.local.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotPrincipalTest {
    private static final Names SESSION =
            Names.of(
                    "111122223333",
                    List.of(
                            "arn:aws:sts::111122223333:assumed-role/r/s",
                            "arn:aws:iam::111122223333:role/r"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:iam::111122223333:role/r | DENIED",
                "arn:aws:iam::111122223333:role/r, arn:aws:sts::111122223333:assumed-role/r/s | DENIED",
                "arn:aws:iam::111122223333:role/r, arn:aws:sts::111122223333:assumed-role/r/s, 111122223333 | NONE",
                "arn:aws:iam::111122223333:role/r, arn:aws:sts::111122223333:assumed-role/r/s, arn:aws:iam::111122223333:root | NONE",
                "arn:aws:iam::111122223333:root | DENIED",
                "* | NONE",
            })
    void deniesASessionUnlessAllThatItIsIsExcepted(String excepted, Grant expected) {
        String json =
                "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\","
                        + " \"NotPrincipal\": {\"AWS\": [\""
                        + excepted.replace(", ", "\", \"")
                        + "\"]}}}";

        Grant grant =
                Grant.of(
                        PolicyDocument.parse(json),
                        SESSION,
                        "s3:GetObject",
                        "*",
                        RequestContext.of(Map.of()));

        assertThat(grant).isEqualTo(expected);
    }
}
