package io.sessionvault.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void namesTheMalformedVariableItsValueAndWhatItMustHold() {
        Environment environment = new Environment(Map.of("SIZE", "big"));

        assertThatThrownBy(() -> environment.optional("SIZE", "a size", Integer::valueOf))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("SIZE is 'big': it must hold a size (");
    }
}
