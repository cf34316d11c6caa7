package io.sessionvault.writereport;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.InParallel;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.LogSweep.VerdictCount;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.report.StoredRanges;
import io.sessionvault.writereport.MapResults.Child;
import io.sessionvault.writereport.RunOutput.MapOutput;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what the parts of a run left. Nothing is lost: what cannot be read is a failure of its
/// part.
final class ResultReader {
    private static final Logger LOG = LoggerFactory.getLogger(ResultReader.class);

    private static final int CONCURRENCY = 16;
    private static final TypeReference<List<ListedAccount>> ACCOUNTS = new TypeReference<>() {};

    private final ReportsBucket bucket;
    private final String organization;

    /// @param organization the organization's id
    ResultReader(ReportsBucket bucket, String organization) {
        this.bucket = bucket;
        this.organization = organization;
    }

    /// Reads the results of a run.
    ///
    /// @throws IllegalStateException when the list of accounts is gone or is not what was written:
    ///     without it nobody could tell what is missing
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer
    RunResults read(RunOutput output) {
        VaultResult vault = vault(output.vault());
        return new RunResults(
                organization,
                output.run(),
                listed(output),
                accounts(output.accounts()),
                logs(output.logs(), vault),
                vault);
    }

    private List<ListedAccount> listed(RunOutput output) {
        String key = output.listedKey();
        String text =
                bucket.get(key)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the list of accounts, " + key + ", is gone"));
        try {
            List<ListedAccount> accounts = ComplianceJson.MAPPER.readValue(text, ACCOUNTS);
            if (accounts.size() != output.listedCount()) {
                throw new IllegalStateException(
                        key
                                + " lists "
                                + accounts.size()
                                + " accounts and not the "
                                + output.listedCount()
                                + " of this run");
            }
            return accounts;
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(key + " is no list of accounts", malformed);
        }
    }

    private AccountResults accounts(MapOutput map) {
        AccountSweeps sweeps = new AccountSweeps();
        return read(map, AccountSweep.class, sweeps)
                .<AccountResults>map(AccountResults.AllLost::new)
                .orElseGet(sweeps::results);
    }

    /// What a map makes of an empty listing AWS does not say: it may fail. Where the bucket was seen
    /// to be empty, it cannot have lost a log.
    private LogResults logs(MapOutput map, VaultResult vault) {
        if (map instanceof MapOutput.Failed(Failure failure) && StoredRanges.isEmpty(vault)) {
            LOG.warn(
                    "no stored log was judged, and there was none", entry("cause", failure.text()));
            return new LogResults.Judged(VerdictCount.NONE, List.of(), List.of());
        }
        LogSweeps sweeps = new LogSweeps();
        return read(map, LogSweep.class, sweeps)
                .<LogResults>map(LogResults.AllLost::new)
                .orElseGet(() -> sweeps.results(vault));
    }

    private VaultResult vault(JsonNode answer) {
        if (answer.path("Error").isTextual() || !answer.isObject()) {
            return new VaultResult.Lost(
                    RunOutput.failure(
                            answer, "the run has neither a result nor an error at $.vault"));
        }
        try {
            return new VaultResult.Checked(bucket.result(answer, VaultSweep.class));
        } catch (JsonProcessingException | IllegalStateException malformed) {
            return new VaultResult.Lost(unreadable(malformed));
        }
    }

    /// What one kind of result is gathered in. It must bear calls from several threads.
    interface Gathering<T> {
        /// Takes a result.
        void add(T sweep);

        /// Takes an item whose result is missing.
        ///
        /// @param name the child execution's name
        /// @param input its input, JSON as text
        void fail(String name, String input, Failure failure);

        /// Takes what is lost.
        void lose(LostItem item);
    }

    private record Stored(Child child, JsonNode answer) {}

    /// Gathers the results of a map; why nothing is known of any, if that is so.
    private <T> Optional<Failure> read(MapOutput map, Class<T> type, Gathering<T> gathering) {
        return switch (map) {
            case MapOutput.Failed(Failure failure) -> Optional.of(failure);
            case MapOutput.Written(String manifest) -> {
                try {
                    read(manifest, type, gathering);
                    yield Optional.empty();
                } catch (UnreadableException lost) {
                    yield Optional.of(unreadable(lost));
                }
            }
        };
    }

    private <T> void read(String manifest, Class<T> type, Gathering<T> gathering)
            throws UnreadableException {
        Queue<Stored> stored = new ConcurrentLinkedQueue<>();
        new MapResults(bucket)
                .read(
                        manifest,
                        new MapResults.Taker() {
                            @Override
                            public void take(Child child) {
                                answer(child, gathering)
                                        .ifPresent(answer -> {
                                            // Large results are fetched later, side by side.
                                            if (ReportsBucket.isStored(answer)) {
                                                stored.add(new Stored(child, answer));
                                            } else {
                                                add(child, answer, type, gathering);
                                            }
                                        });
                            }

                            @Override
                            public void lost(LostItem file) {
                                gathering.lose(file);
                            }
                        });
        InParallel.map(
                stored,
                CONCURRENCY,
                each -> {
                    add(each.child(), each.answer(), type, gathering);
                    return each;
                });
    }

    /// The answer of a child execution; empty when it has none, which is a failure of its item.
    private static Optional<JsonNode> answer(Child child, Gathering<?> gathering) {
        String output = child.output();
        Failure failure = child.failure();
        if (failure == null && output == null) {
            failure = new Failure("Unreadable", "it has no output");
        } else if (failure == null) {
            try {
                return Optional.of(ComplianceJson.MAPPER.readTree(output));
            } catch (JsonProcessingException malformed) {
                failure = unreadable(malformed);
            }
        }
        gathering.fail(child.name(), child.input(), failure);
        return Optional.empty();
    }

    private <T> void add(Child child, JsonNode answer, Class<T> type, Gathering<T> gathering) {
        try {
            gathering.add(bucket.result(answer, type));
        } catch (JsonProcessingException | IllegalStateException malformed) {
            gathering.fail(child.name(), child.input(), unreadable(malformed));
        }
    }

    private static Failure unreadable(Exception problem) {
        String message =
                problem instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : problem.getMessage();
        return new Failure("Unreadable", String.valueOf(message));
    }
}
