package io.sessionvault.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.VersionName.Origin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// By its name the vault knows a version again, and by nothing else.
class VersionNameTest {
    @Test
    void eachNameTellsWhoWroteTheVersion() {
        assertThat(VersionName.origin(Optional.of(VersionName.FIRST)))
                .isEqualTo(new Origin.Vault(Optional.empty(), Optional.empty()));
        assertThat(VersionName.merged("17", "17"))
                .allSatisfy(name ->
                        assertThat(VersionName.origin(Optional.of(name)))
                                .isEqualTo(new Origin.Vault(Optional.of("17"), Optional.empty())));
        assertThat(VersionName.merged("17", "3"))
                .allSatisfy(name ->
                        assertThat(VersionName.origin(Optional.of(name)))
                                .isEqualTo(new Origin.Vault(Optional.of("17"), Optional.of("3"))));
        assertThat(VersionName.returned("3", "17"))
                .allSatisfy(name ->
                        assertThat(VersionName.origin(Optional.of(name)))
                                .isEqualTo(new Origin.Returned("3")));
        assertThat(VersionName.rolledBack("17"))
                .allSatisfy(name ->
                        assertThat(VersionName.origin(Optional.of(name)))
                                .isEqualTo(new Origin.RolledBack("17")));
    }

    @Test
    void namesAreOfTheFormThatAwsTakesAndDiffer() {
        List<String> names =
                Stream.of(
                                List.of(VersionName.FIRST),
                                VersionName.merged("999999999", "999999999"),
                                VersionName.merged("999999999", "999999998"),
                                VersionName.returned("999999999", "999999999"),
                                VersionName.returned("9", "99999"),
                                VersionName.rolledBack("999999999"))
                        .flatMap(List::stream)
                        .toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[a-zA-Z0-9_\\-.]{1,128}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "session-vault",
                "session-vault-after-",
                "session-vault-after-0",
                "session-vault-after-1x",
                "session-vault-after-1-default-",
                "session-vault-after-1-default-0",
                "my-session-vault-after-1",
                "Session-Vault-After-1",
                "session-vault-after-1.9",
                "session-vault-returned-1",
                "session-vault-rolled-back",
                "session-vault-rolled-back-after-0",
                "session-vault-rolled-back-after-1.4",
                "session-vault-returned-x-after-2"
            })
    void anyOtherNameIsSomebodyElses(String name) {
        assertThat(VersionName.origin(Optional.of(name))).isEqualTo(new Origin.Others());
    }

    @Test
    void aVersionWithoutANameIsSomebodyElses() {
        assertThat(VersionName.origin(Optional.empty())).isEqualTo(new Origin.Others());
    }
}
