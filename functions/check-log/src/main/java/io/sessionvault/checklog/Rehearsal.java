package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.aws.Json;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.vault.Vault;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of an event through the function, less its effects: it reads, and leaves neither verdict
/// nor metric nor event behind.
///
/// @param vault the vault
/// @param check from an event to a verdict
record Rehearsal(Vault vault, CheckLog check) {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /// Walks the way.
    void run() {
        String key =
                vault.prefixes().prefix(vault.account(), vault.bucketKey().region())
                        + "/rehearsal-0123456789abcdef0.log";
        String event =
                Json.write(
                        Map.of(
                                "source",
                                "aws.s3",
                                "detail-type",
                                "Object Created",
                                "detail",
                                Map.of(
                                        "bucket",
                                        Map.of("name", vault.bucket()),
                                        "object",
                                        Map.of("key", key))));
        CheckedLog checked = check.check(LambdaInput.event(event).orElseThrow());
        LOG.info(
                "the way of a log was walked",
                entry("bytes", Json.write(checked.fields()).length()));
    }
}
