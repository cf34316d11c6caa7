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

/// The policies that AWS itself manages, as far as the stand-in knows them; any other does
/// not exist. `ReadOnlyAccess` and `AmazonSSMServiceRolePolicy` are cut down to services that the
/// stand-in has.
///
/// Source: AWS managed policy reference.
final class AwsManagedPolicies {
    private final TreeMap<String, ManagedPolicy> byArn = new TreeMap<>();

    AwsManagedPolicies() {
        add("/", "AdministratorAccess");
        add("/", "AmazonS3ReadOnlyAccess");
        add("/", "AmazonSSMFullAccess");
        add("/", "AmazonSSMManagedEC2InstanceDefaultPolicy");
        add("/", "AmazonSSMManagedInstanceCore");
        add("/", "PowerUserAccess");
        add("/", "ReadOnlyAccess");
        add("/aws-service-role/", "AmazonSSMServiceRolePolicy");
    }

    Optional<ManagedPolicy> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    Collection<ManagedPolicy> all() {
        return byArn.values();
    }

    private void add(String path, String name) {
        String arn = "arn:aws:iam::aws:policy" + path + name;
        String id =
                "ANPA"
                        + Integer.toString(name.hashCode() & 0x7fffffff, 32)
                                .toUpperCase(Locale.ROOT);
        byArn.put(arn, new ManagedPolicy(arn, path, id, resource(name), Instant.EPOCH));
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
