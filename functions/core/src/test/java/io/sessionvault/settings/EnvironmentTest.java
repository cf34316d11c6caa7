package io.sessionvault.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void readsAVariableWithoutTheSpaceAroundIt() {
        int size =
                new Environment(Map.of("SIZE", " 7\n"))
                        .required("SIZE", "a size", Integer::valueOf);

        assertThat(size).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void takesABlankVariableForAMissingOne(String blank) {
        Environment environment = new Environment(Map.of("SIZE", blank));

        assertThat(environment.optional("SIZE", "a size", Integer::valueOf)).isEmpty();
        assertThatThrownBy(() -> environment.required("SIZE", "a size", Integer::valueOf))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("SIZE is not set: it must hold a size");
    }

    @Test
    void namesTheMissingVariableAndWhatItMustHold() {
        Environment empty = new Environment(Map.of());

        assertThat(empty.optional("SIZE", "a size", Integer::valueOf)).isEmpty();
        assertThatThrownBy(() -> empty.required("SIZE", "a size", Integer::valueOf))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("SIZE is not set: it must hold a size");
    }

    @Test
    void findsTheEmulatorInTheTemplatesVariableAndElseInTheSdks() {
        assertThat(new Environment(Map.of()).emulator()).isEmpty();
        assertThat(new Environment(Map.of("ENDPOINT_URL", "")).emulator()).isEmpty();
        assertThat(emulator("", "http://127.0.0.1:5000")).hasToString("http://127.0.0.1:5000");
        assertThat(emulator("http://host.docker.internal:4747", "http://127.0.0.1:5000"))
                .hasToString("http://host.docker.internal:4747");
        assertThat(emulator(" https://aws.test/ ", "")).hasToString("https://aws.test/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:5000",
                "localhost",
                "ftp://host",
                "http://",
                "http:///x",
                "http://host/path"
            })
    void refusesAnEmulatorWithoutAnAddress(String malformed) {
        Environment environment = new Environment(Map.of("ENDPOINT_URL", malformed));

        assertThatThrownBy(environment::emulator)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(
                        "ENDPOINT_URL is '" + malformed + "': it must hold an address");
    }

    private static URI emulator(String declared, String sdk) {
        return new Environment(Map.of("ENDPOINT_URL", declared, "AWS_ENDPOINT_URL", sdk))
                .emulator()
                .orElseThrow();
    }

    @Test
    void namesTheMalformedVariableItsValueAndWhatItMustHold() {
        Environment environment = new Environment(Map.of("SIZE", "big"));

        assertThatThrownBy(() -> environment.optional("SIZE", "a size", Integer::valueOf))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("SIZE is 'big': it must hold a size (");
    }
}
