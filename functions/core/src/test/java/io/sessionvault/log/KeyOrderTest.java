package io.sessionvault.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {
    @Property
    void isTheOrderOfUtf8Bytes(@ForAll String one, @ForAll String other) {
        String left = wellFormed(one);
        String right = wellFormed(other);

        assertThat(Integer.signum(KeyOrder.compare(left, right)))
                .isEqualTo(
                        Integer.signum(
                                Arrays.compareUnsigned(
                                        left.getBytes(StandardCharsets.UTF_8),
                                        right.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void differsFromTheOrderOfJavaWherePairsOfSurrogatesAre() {
        assertThat(KeyOrder.compare("\uFFFD", "\uD83D\uDE00")).isNegative();
        assertThat("\uFFFD".compareTo("\uD83D\uDE00")).isPositive();
    }

    @Property
    void beginsBeforeEachKey(@ForAll @NotEmpty String any) {
        String key = wellFormed(any);

        assertThat(KeyOrder.compare(KeyOrder.before(key), key)).isNegative();
    }

    @Property
    void beginsBehindAllThatSortsBeforeTheLastCharacterOfTheKey(
            @ForAll @StringLength(min = 1, max = 8) String any) {
        String key = wellFormed(any);
        String head = key.substring(0, key.length() - 1);

        if (!head.isEmpty() && key.charAt(key.length() - 1) > 0) {
            assertThat(KeyOrder.compare(head, KeyOrder.before(key))).isNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/jo-1.log", "a/jo-1.lo", "\uE000", "a\uE000", "\uD800\uDC00", "a\u0001"})
    void isAMarkerThatUtf8CanHold(String key) {
        String before = KeyOrder.before(key);

        assertThat(wellFormed(before)).isEqualTo(before);
        assertThat(KeyOrder.compare(before, key)).isNegative();
    }

    @Test
    void knowsTheVeryPredecessorOfAKeyThatEndsInTheLeastCharacter() {
        assertThat(KeyOrder.before("a\u0000")).isEqualTo("a");
        assertThat(KeyOrder.before("\u0000")).isEmpty();
    }

    @Test
    void isNoLongerThanAKeyMayBe() {
        for (String filler : List.of("a", "ü", "日", "\uD83D\uDE00")) {
            int bytes = filler.getBytes(StandardCharsets.UTF_8).length;
            String key = filler.repeat(1024 / bytes) + "z".repeat(1024 % bytes);

            assertThat(KeyOrder.before(key).getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(1024);
        }
    }

    /// Without halves of surrogate pairs, which no key can hold.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
