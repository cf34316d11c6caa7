package io.sessionvault.sweepaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountState;
import io.sessionvault.reconcile.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "member-plan, PLAN, 510987654321, ACTIVE",
        "member-apply, APPLY, 510987654321, ACTIVE",
        "vault-account-plan, PLAN, 310987654321, ACTIVE",
        "closing-account, PLAN, 410987654321, PENDING_CLOSURE"
    })
    void readsTheEventFiles(String file, Mode mode, String account, AccountState state)
            throws IOException {
        SweepRequest request = read(event(file));

        assertThat(request.run().mode()).isEqualTo(mode);
        assertThat(request.run().startedAt()).isEqualTo(Instant.parse("2026-11-24T03:00:00Z"));
        assertThat(request.account().id().value()).isEqualTo(account);
        assertThat(request.account().state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "/run, id",
        "/run, startedAt",
        "/run, mode",
        "/run, logs",
        "/account, id",
        "/account, name",
        "/account, state"
    })
    void namesWhatIsMissing(String parent, String name) throws IOException {
        JsonNode event = event("member-plan");
        ((ObjectNode) event.at(parent)).remove(name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(event))
                .withMessageContaining(parent + "/" + name);
    }

    @Test
    void doesWithoutARunBefore() throws IOException {
        JsonNode event = event("member-plan");
        ((ObjectNode) event.path("run")).remove("since");
        ((ObjectNode) event.path("run")).remove("previousReport");

        assertThat(read(event).run().since()).isNull();
    }

    @Test
    void namesWhatIsMalformed() throws IOException {
        JsonNode event = event("member-plan");
        ((ObjectNode) event.path("account")).put("id", "42");

        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an account id is 12 digits, not '42'");
    }

    private static JsonNode event(String file) throws IOException {
        return JSON.readTree(
                Files.readString(Path.of("../../events/sweep-account/" + file + ".json")));
    }

    private static SweepRequest read(JsonNode event) throws IOException {
        return SweepRequest.read(
                new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
