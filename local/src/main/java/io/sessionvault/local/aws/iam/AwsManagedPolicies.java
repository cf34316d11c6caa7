package io.sessionvault.local.aws.iam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// The policies that AWS itself manages, as far as the stand-in knows them; any other does not exist.
final class AwsManagedPolicies {
    private final TreeMap<String, ManagedPolicy> byArn = new TreeMap<>();

    AwsManagedPolicies() {
        add("AdministratorAccess");
        add("AmazonS3ReadOnlyAccess");
        add("AmazonSSMManagedEC2InstanceDefaultPolicy");
        add("AmazonSSMManagedInstanceCore");
    }

    Optional<ManagedPolicy> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    Collection<ManagedPolicy> all() {
        return byArn.values();
    }

    private void add(String name) {
        String arn = "arn:aws:iam::aws:policy/" + name;
        String id =
                "ANPA"
                        + Integer.toString(name.hashCode() & 0x7fffffff, 32)
                                .toUpperCase(Locale.ROOT);
        byArn.put(arn, new ManagedPolicy(arn, "/", id, resource(name), Instant.EPOCH));
    }

    private static String resource(String name) {
        try (InputStream stream = AwsManagedPolicies.class.getResourceAsStream(name + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name + ".json");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
