package io.sessionvault.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void medianIsTheMiddleWhateverTheOrder() {
        assertThat(samples(9, 1, 5).median()).isEqualTo(5);
        assertThat(samples(9, 1, 5, 7).median()).isEqualTo(6);
    }

    @Test
    void keepsAllValuesInTheirOrder() {
        Samples samples = samples(9, 1, 5);

        assertThat(samples.values()).containsExactly(9.0, 1.0, 5.0);
        assertThat(samples.min()).isEqualTo(1);
        assertThat(samples.max()).isEqualTo(9);
    }

    @Test
    void percentileIsAValueThatSoManyDoNotExceed() {
        Samples samples = new Samples();
        for (int value = 200; value >= 1; value--) {
            samples.add(value);
        }

        assertThat(samples.percentile(50)).isEqualTo(100);
        assertThat(samples.percentile(99)).isEqualTo(198);
        assertThat(samples.percentile(100)).isEqualTo(200);
        assertThat(samples(3).percentile(99)).isEqualTo(3);
    }

    @Test
    void nothingMeasuredHasNoMedian() {
        assertThatIllegalStateException().isThrownBy(() -> new Samples().median());
    }

    private static Samples samples(double... values) {
        Samples samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }
}
