package io.sessionvault.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentVersionTest {
    @ParameterizedTest
    @CsvSource({
        "2.3.771.9, true",
        "2.3.612.0, true",
        "2.2.9999.0, true",
        "1.9.0.0, true",
        "2.3.772.0, false",
        "2.3.772, false",
        "2.3.1205.0, false",
        "3.0.1.0, false",
        "10.0.0.0, false"
    })
    void versionsAreComparedByTheirNumbers(String text, boolean isTooOld) {
        AgentVersion version = AgentVersion.of(text).orElseThrow();

        assertThat(version.compareTo(AgentVersion.WITH_CHECKSUM) < 0).isEqualTo(isTooOld);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "3", "3.1", "3.1.x.0", "-1.0.0.0", "3.1.2.3.4"})
    void whatIsNoVersionIsNotRead(String text) {
        assertThat(AgentVersion.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.3.772.0", "3.3.2299.0"})
    void aVersionIsWrittenAsItWasRead(String text) {
        assertThat(AgentVersion.of(text).orElseThrow()).hasToString(text);
    }
}
