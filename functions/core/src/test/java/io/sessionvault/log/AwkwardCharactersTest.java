package io.sessionvault.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which characters of Unicode are awkward, each of them looked at.
class AwkwardCharactersTest {
    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    @Test
    void writesExactlyTheAwkwardOnesAsCodePoints() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
                .allSatisfy(code -> {
                    String text = "a" + Character.toString(code) + "z";
                    boolean isAwkward = AWKWARD.matcher(text).find();
                    assertThat(ForeignText.escaped(text))
                            .isEqualTo(isAwkward ? "a<U+%04X>z".formatted(code) : text);
                    assertThat(ForeignText.plain(text)).isEqualTo(isAwkward ? "a?z" : text);
                });
    }

    @Test
    void keepsCharactersOfTwoHalvesBesideAwkwardOnes() {
        assertThat(ForeignText.escaped("\ud83d\ude00\u202e\ud83d"))
                .isEqualTo("\ud83d\ude00<U+202E><U+D83D>");
    }
}
