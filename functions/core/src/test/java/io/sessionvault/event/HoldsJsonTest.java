package io.sessionvault.event;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldsJsonTest {
    private static final Hold HOLD =
            new Hold(Instant.parse("2026-11-28T10:00:00Z"), Hold.Reason.ROLLED_BACK, "the vault");

    @Test
    void readsWhatItWrote() throws JsonProcessingException {
        Holds holds = new Holds(Optional.of(HOLD), new TreeMap<>(Map.of(IRELAND, HOLD)));

        assertThat(read(holds)).isEqualTo(holds);
        assertThat(read(Holds.NONE)).isEqualTo(Holds.NONE);
    }

    private static Holds read(Holds holds) throws JsonProcessingException {
        return HoldsJson.read(new String(HoldsJson.write(holds), StandardCharsets.UTF_8));
    }

    /// Whoever took such an object for one that holds nothing would govern what is held.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"regions\": null}",
                "{\"regions\": {\"everywhere\": {\"since\": \"2026-11-28T10:00:00Z\","
                        + " \"reason\": \"RELEASED\", \"by\": \"x\"}}}",
                "{\"regions\": {\"eu-west-1\": null}}",
                "{\"regions\": {\"eu-west-1\": {\"since\": \"2026-11-28T10:00:00Z\","
                        + " \"reason\": \"BORED\", \"by\": \"x\"}}}",
                "{\"regions\": {\"eu-west-1\": {\"reason\": \"RELEASED\", \"by\": \"x\"}}}",
                "{\"account\": {\"since\": \"today\", \"reason\": \"RELEASED\","
                        + " \"by\": \"x\"}, \"regions\": {}}",
                "{\"regions\": {}, \"organizationalUnit\": {}}",
                "{\"regions\": {\"eu-west-1\": {\"since\": \"2026-11-28T10:00:00Z\","
                        + " \"reason\": \"RELEASED\", \"by\": \"x\", \"but\": 1}}}",
                "{\"regions\": {}} {}",
                "{\"regions\": {}, \"regions\": {}}"
            })
    void anythingElseIsAnError(String json) {
        assertThatThrownBy(() -> HoldsJson.read(json)).isInstanceOf(JsonProcessingException.class);
    }
}
