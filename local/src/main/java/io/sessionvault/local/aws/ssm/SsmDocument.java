package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.call.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentHashType;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;

/// A document with its versions, as it is now.
final class SsmDocument {
    /// One version.
    ///
    /// @param content the content as it was given
    /// @param name the version's name, where it has one
    /// @param created when it was made
    record Version(String content, @Nullable String name, Instant created) {}

    final String name;
    final String type;
    final TreeMap<Integer, Version> versions = new TreeMap<>();
    int defaultVersion;
    private final String owner;
    private int newest;

    SsmDocument(String name, String type, String owner, Version first) {
        this.name = name;
        this.type = type;
        this.owner = owner;
        defaultVersion = add(first);
    }

    /// Adds a version; it does not become the default.
    int add(Version version) {
        versions.put(++newest, version);
        return newest;
    }

    int latest() {
        return versions.lastKey();
    }

    /// The number that a version is called by: absent and `$DEFAULT`, `$LATEST`, or its digits.
    ///
    /// @throws AwsError `InvalidDocumentVersion` when the document has no such version
    int number(@Nullable String version) {
        if (version == null || version.equals("$DEFAULT")) {
            return defaultVersion;
        }
        if (version.equals("$LATEST")) {
            return latest();
        }
        if (!version.matches("[1-9][0-9]{0,8}")
                || !versions.containsKey(Integer.valueOf(version))) {
            throw new AwsError(
                    "InvalidDocumentVersion",
                    400,
                    "The document version %s of %s is not valid.".formatted(version, name));
        }
        return Integer.parseInt(version);
    }

    Version version(int number) {
        Version version = versions.get(number);
        if (version == null) {
            throw new IllegalStateException("no version " + number + " of " + name);
        }
        return version;
    }

    /// One version as the API describes it.
    DocumentDescription describe(int number) {
        Version version = version(number);
        return DocumentDescription.builder()
                .name(name)
                .owner(owner)
                .documentType(type)
                .documentFormat(DocumentFormat.JSON)
                .schemaVersion("1.0")
                .documentVersion(Integer.toString(number))
                .versionName(version.name())
                .defaultVersion(Integer.toString(defaultVersion))
                .latestVersion(Integer.toString(latest()))
                .status(DocumentStatus.ACTIVE)
                .createdDate(version.created())
                .hash(sha256(version.content()))
                .hashType(DocumentHashType.SHA256)
                .build();
    }

    /// Whether the document is an account's own, or `Amazon`'s.
    boolean isOwnedBy(String whom) {
        return owner.equals(whom);
    }

    /// The default version as a listing tells it.
    DocumentIdentifier identifier() {
        Version version = version(defaultVersion);
        return DocumentIdentifier.builder()
                .name(name)
                .owner(owner)
                .documentType(type)
                .documentFormat(DocumentFormat.JSON)
                .schemaVersion("1.0")
                .documentVersion(Integer.toString(defaultVersion))
                .versionName(version.name())
                .createdDate(version.created())
                .build();
    }

    private static String sha256(String content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
