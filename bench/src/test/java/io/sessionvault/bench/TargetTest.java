package io.sessionvault.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "AT_MOST, 0.49, MET",
        "AT_MOST, 0.50, MET",
        "AT_MOST, 0.51, NOT_MET",
        "AT_LEAST, 0.49, NOT_MET",
        "AT_LEAST, 0.50, MET",
        "AT_LEAST, 0.51, MET"
    })
    void isMetUpToItsLimit(Target.Bound bound, double value, Target.Outcome expected) {
        Target target = new Target("cold start", OptionalDouble.of(value), bound, 0.5);

        assertThat(target.outcome()).isEqualTo(expected);
    }

    @Test
    void cannotBeToldWithoutAFigure() {
        Target target = new Target("cold start", OptionalDouble.empty(), Target.Bound.AT_MOST, 0.5);

        assertThat(target.outcome()).isEqualTo(Target.Outcome.NOT_MEASURED);
        assertThat(target.line()).contains("not measured", "at most", "0.50", "cold start");
    }

    @Test
    void ratioNeedsBothFigures() {
        OptionalDouble three = OptionalDouble.of(3);

        assertThat(Target.ratio(three, OptionalDouble.of(2))).hasValue(1.5);
        assertThat(Target.ratio(three, OptionalDouble.empty())).isEmpty();
        assertThat(Target.ratio(OptionalDouble.empty(), three)).isEmpty();
        assertThat(Target.ratio(three, OptionalDouble.of(0))).isEmpty();
    }
}
