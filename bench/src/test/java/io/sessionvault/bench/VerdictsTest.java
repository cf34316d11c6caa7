package io.sessionvault.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictsTest {
    private final Verdicts verdicts = new Verdicts();

    @Test
    void countsLinesThatSayCompliant() {
        verdicts.accept("{\"log\":{\"verdict\":\"Compliant\",\"key\":\"a\"}}");
        verdicts.accept("{\"verdict\": \"Compliant\"}");
        verdicts.accept("{\"verdict\":\"NonCompliant\"}");
        verdicts.accept("START Compliant");

        assertThat(verdicts.compliant()).isEqualTo(2);
    }

    @Test
    void countsTheMetricWhereLinesTellOfLess() {
        verdicts.accept(
                "{\"_aws\":{\"Metrics\":[{\"Name\":\"CompliantLogs\"}]},\"CompliantLogs\":99.0,\"NonCompliantLogs\":7}");
        verdicts.accept("{\"CompliantLogs\":1}");

        assertThat(verdicts.compliant()).isEqualTo(100);
    }
}
