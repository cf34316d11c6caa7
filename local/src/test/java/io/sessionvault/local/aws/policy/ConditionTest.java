package io.sessionvault.local.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final RequestContext REQUEST =
            RequestContext.of(
                    Map.of(
                            "size", List.of("10"),
                            "aws:CurrentTime", List.of("2026-11-28T10:00:00Z"),
                            "aws:EpochTime", List.of("1795860000"),
                            "aws:SourceIp", List.of("203.0.113.7"),
                            "v6", List.of("2001:db8::7"),
                            "keys", List.of("a", "b"),
                            "blob", List.of("QmluYXJ5"),
                            "word", List.of("ten")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'NumericEquals': {'size': '10.0'} | true",
                "'NumericNotEquals': {'size': '10.0'} | false",
                "'NumericLessThan': {'size': '10'} | false",
                "'NumericLessThan': {'size': '11'} | true",
                "'NumericLessThanEquals': {'size': '10'} | true",
                "'NumericGreaterThan': {'size': '9'} | true",
                "'NumericGreaterThan': {'size': '10'} | false",
                "'NumericGreaterThanEquals': {'size': '10'} | true",
                "'NumericEquals': {'word': '10'} | false",
                "'NumericLessThan': {'none': '10'} | false",
                "'NumericNotEquals': {'none': '10'} | true",
                "'NumericLessThanIfExists': {'none': '10'} | true",
                "'DateLessThan': {'aws:CurrentTime': '2026-11-29'} | true",
                "'DateLessThan': {'aws:CurrentTime': '2026-11-28'} | false",
                "'DateGreaterThan': {'aws:CurrentTime': '2026-11-28T09:59:59Z'} | true",
                "'DateGreaterThanEquals': {'aws:EpochTime': '1795860000'} | true",
                "'DateLessThanEquals': {'aws:EpochTime': '1795859999'} | false",
                "'DateEquals': {'aws:CurrentTime': '2026-11-28T10:00:00Z'} | true",
                "'DateNotEquals': {'aws:CurrentTime': '2026-11-28T10:00:00Z'} | false",
                "'IpAddress': {'aws:SourceIp': '203.0.113.0/24'} | true",
                "'IpAddress': {'aws:SourceIp': ['10.0.0.0/8', '203.0.113.7']} | true",
                "'IpAddress': {'aws:SourceIp': '203.0.113.8/32'} | false",
                "'NotIpAddress': {'aws:SourceIp': '203.0.113.0/24'} | false",
                "'NotIpAddress': {'aws:SourceIp': '10.0.0.0/8'} | true",
                "'NotIpAddress': {'none': '10.0.0.0/8'} | true",
                "'IpAddress': {'v6': '2001:db8::/32'} | true",
                "'IpAddress': {'v6': '203.0.113.0/24'} | false",
                "'BinaryEquals': {'blob': 'QmluYXJ5'} | true",
                "'BinaryEquals': {'blob': 'qmluYXJ5'} | false",
                "'StringEquals': {'keys': 'a'} | true",
                "'StringNotEquals': {'keys': 'a'} | false",
                "'ForAllValues:StringEquals': {'keys': ['a', 'b', 'c']} | true",
                "'ForAllValues:StringEquals': {'keys': 'a'} | false",
                "'ForAllValues:StringEquals': {'none': 'a'} | true",
                "'ForAllValues:StringNotEquals': {'keys': ['c', 'd']} | true",
                "'ForAllValues:StringNotEquals': {'keys': ['a', 'd']} | false",
                "'ForAnyValue:StringEquals': {'keys': ['b', 'x']} | true",
                "'ForAnyValue:StringEquals': {'keys': 'x'} | false",
                "'ForAnyValue:StringEquals': {'none': 'a'} | false",
                "'ForAnyValue:StringNotEquals': {'keys': 'a'} | true",
                "'ForAnyValue:StringNotEquals': {'keys': ['a', 'b']} | false",
                "'ForAnyValue:StringNotEquals': {'none': 'a'} | false",
                "'ForAnyValue:StringLike': {'keys': '?'} | true",
                "'ForAllValues:StringLikeIfExists': {'none': 'a'} | true",
                "'ForAnyValue:StringEqualsIfExists': {'none': 'a'} | true",
                "'ArnNotLike': {'none': 'arn:aws:iam::*:role/x'} | true",
                "'StringEquals': {'word': '${none, ~ten~}'} | true",
                "'StringEquals': {'word': '${size, ~ten~}'} | false",
            })
    void decidesAsIamDocuments(String condition, boolean isMet) {
        assertThat(decide(condition, new HashSet<>()) == Decision.ALLOWED).isEqualTo(isMet);
    }

    @Test
    void tellsTheKeysThatTheRequestLacks() {
        var missing = new HashSet<String>();

        decide("'NumericLessThan': {'none': '1'}, 'IpAddress': {'neither': '10.0.0.0/8'}", missing);

        assertThat(missing).containsExactlyInAnyOrder("none", "neither");
    }

    @Test
    void doesNotGuessWhatAnUnknownOperatorMeans() {
        assertThatThrownBy(() -> decide("'StringResembles': {'word': 'ten'}", new HashSet<>()))
                .hasMessageContaining("StringResembles");
    }

    private static Decision decide(String condition, Set<String> missing) {
        // A quote within a text is written as ~ in the table.
        String json =
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {%s}}}"
                        .formatted(condition)
                        .replace('\'', '"')
                        .replace('~', '\'');
        return PolicyDocument.parse(json).decide("s3:GetObject", "*", REQUEST, missing);
    }
}
