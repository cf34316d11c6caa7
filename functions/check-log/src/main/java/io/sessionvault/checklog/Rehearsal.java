package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.aws.Json;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.event.LambdaInput;
import io.sessionvault.log.LogCheck;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.Verdict;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of an event through the function, less its effects: it reads, and leaves neither verdict
/// nor metric nor event behind.
///
/// @param vault the vault
/// @param logs reads the vault's bucket
/// @param members reads the organization
record Rehearsal(Vault vault, LogReader logs, MemberDirectory members) {
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
        ArrivalEvents.Reading read = ArrivalEvents.read(LambdaInput.event(event).orElseThrow());
        if (read instanceof ArrivalEvents.Reading.Arrived(var arrival)) {
            LogObject object = arrival.object();
            Optional<Placement> placement = vault.prefixes().place(key);
            ObjectState absent = logs.read(object, true);
            Verdict verdict = LogCheck.check(object, absent, members.of(vault.account()), vault);
            Map<String, Object> answer = CheckedLog.of(arrival, placement, verdict).fields();
            LOG.info("the way of a log was walked", entry("bytes", Json.write(answer).length()));
        }
    }
}
