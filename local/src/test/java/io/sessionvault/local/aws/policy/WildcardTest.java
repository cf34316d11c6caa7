package io.sessionvault.local.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    private static final RequestContext NOTHING = RequestContext.of(new TreeMap<>());

    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "abc, abcd, false",
        "abc, ab, false",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "?, '', false",
        "a?c, abc, true",
        "a?c, ac, false",
        "a*, a, true",
        "*c, abcabc, true",
        "*ab*ab, abab, true",
        "*ab*ab, abcab, true",
        "*ab*ab, ab, false",
        "a**b, ab, true",
        "*/../*, x/../y, true",
        "*/../*, x/.../y, false",
        "[a].+\\Q*\\E, [a].+\\Qx\\E, true",
        "Abc, abc, false",
    })
    void matchesTheWholeText(String pattern, String value, boolean expected) {
        assertThat(Wildcard.matches(pattern, value, NOTHING)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:getobject, s3:GetObject, true",
        "S3:Get*, s3:getobject, true",
        "s3:Put*, s3:GetObject, false",
    })
    void ignoresTheCaseOfActions(String pattern, String value, boolean expected) {
        assertThat(Wildcard.matchesIgnoringCase(pattern, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "b/${k}/*, b/a*c/x, true",
        "b/${k}/*, b/abc/x, false",
        "b/${k}, b/a*c, true",
        "b/${none}/*, b/a*c/x, false",
        "b/${*}/x, b/*/x, true",
        "b/${*}/x, b/y/x, false",
        "b/${?}${$}, b/?$, true",
        "*${k}, za*c, true",
    })
    void takesTheValuesOfVariablesVerbatim(String pattern, String value, boolean expected) {
        var context = RequestContext.of(new TreeMap<>(Map.of("k", List.of("a*c"))));

        assertThat(Wildcard.matches(pattern, value, context)).isEqualTo(expected);
    }

    @Test
    void agreesWithRegularExpressionsOnAnyText() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?");
            String value = text(random, "ab");
            String regex = pattern.replace("*", ".*").replace('?', '.');

            assertThat(Wildcard.matches(pattern, value, NOTHING))
                    .as("'%s' against '%s', seed %d", pattern, value, seed)
                    .isEqualTo(Pattern.matches(regex, value));
        }
    }

    private static String text(Random random, String alphabet) {
        var text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
