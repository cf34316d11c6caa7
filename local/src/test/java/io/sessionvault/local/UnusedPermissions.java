package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.RolePermissions.Unused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The permissions for which a file says why a role has them though nothing here uses them.
final class UnusedPermissions {
    private static final String FILE = "unused-permissions.txt";

    private UnusedPermissions() {}

    /// Reads the file: each line names role, statement and action or resource, and then the reason.
    static List<Unused> read() {
        try (InputStream file =
                Objects.requireNonNull(UnusedPermissions.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(UnusedPermissions::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Unused parse(String line) {
        String[] parts = line.split("\\s+", 4);
        assertThat(parts).as("%s: %s", FILE, line).hasSize(4);
        assertThat(parts[3]).as("the reason in %s: %s", FILE, line).hasSizeGreaterThan(20);
        return new Unused(parts[0], parts[1], parts[2]);
    }
}
