package io.sessionvault.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.LogSweep.KeyRange;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredRangesTest {
    private static final VaultResult LOST = new VaultResult.Lost(new Failure("E", ""));
    private static final VaultResult UNLISTED =
            new VaultResult.Checked(new VaultSweep(List.of(), false, null));

    @ParameterizedTest
    @CsvSource({
        // the bucket's first object, the ranges (a-c: from a up to c; a-: to the end), what is lost
        "-, '',              -",
        "a, '',              a",
        "a, a-,              -",
        "a, 'a-c c-f f-',    -",
        // a batch at the beginning, in the middle or at the end has no result
        "a, 'c-f f-',        a",
        "a, 'a-c f-',        c",
        "a, 'a-c c-f',       f",
        "a, 'a-c',           c",
        // what was hidden while the run looked lies in two ranges
        "a, 'a-d c-f f-',    -",
        // of what the first looked at, nothing counts behind the beginning of the second
        "a, 'a-f c-d f-',    d",
        "a, 'a- c-f',        f",
        // what was first arrived later, or is gone
        "c, 'a-e e-',        -",
        "-, 'a-e',           e",
        "-, 'a-e e-',        -"
    })
    void everyKeyFromTheFirstObjectOnLiesInTheRangeOfABatch(
            String first, String ranges, String lost) {
        VaultResult vault = new VaultResult.Checked(new VaultSweep(List.of(), true, orNull(first)));

        assertThat(gap(ranges, vault)).isEqualTo(orNull(lost));
    }

    /// What lies behind a batch counts only up to where the next one begins, so that its own end
    /// says nothing of what is behind that.
    @ParameterizedTest
    @CsvSource({
        "'a- b-c', c",
        "'a-d b-c', c",
        "'a- b-c c-', -",
        "'a-c b-e c-d', d",
        "'a-c b- c-', -"
    })
    void aBatchThatReachedFurtherDoesNotStandForTheNextOne(String ranges, String lost) {
        VaultResult vault = new VaultResult.Checked(new VaultSweep(List.of(), true, "a"));

        assertThat(gap(ranges, vault)).isEqualTo(orNull(lost));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "'a-c c-', -", "'a-c d-', c", "'a-c', c"})
    void withoutKnowingTheFirstObjectNothingIsTakenForEverything(String ranges, String lost) {
        assertThat(gap(ranges, LOST)).isEqualTo(orNull(lost));
        assertThat(gap(ranges, UNLISTED)).isEqualTo(orNull(lost));
    }

    /// Keys are cut into batches, and one batch is left out.
    @Test
    void noBatchCanBeMissingUnnoticed() {
        Random random = new Random(20261128);
        for (int round = 0; round < 500; round++) {
            int batches = 1 + random.nextInt(8);
            List<KeyRange> ranges = new ArrayList<>();
            for (int batch = 0; batch < batches; batch++) {
                ranges.add(
                        new KeyRange("k" + batch, batch == batches - 1 ? null : "k" + (batch + 1)));
            }
            KeyRange missing = ranges.remove(random.nextInt(batches));
            Collections.shuffle(ranges, random);
            VaultResult vault = new VaultResult.Checked(new VaultSweep(List.of(), true, "k0"));

            assertThat(StoredRanges.gap(ranges, vault))
                    .map(LostItem::item)
                    .hasValue(missing.first());
        }
    }

    private static @Nullable String gap(String ranges, VaultResult vault) {
        return StoredRanges.gap(
                        Arrays.stream(ranges.split(" "))
                                .filter(range -> !range.isEmpty())
                                .map(StoredRangesTest::range)
                                .toList(),
                        vault)
                .map(LostItem::item)
                .orElse(null);
    }

    private static KeyRange range(String text) {
        return new KeyRange(text.substring(0, 1), text.length() == 3 ? text.substring(2) : null);
    }

    private static @Nullable String orNull(String text) {
        return text.equals("-") ? null : text;
    }
}
