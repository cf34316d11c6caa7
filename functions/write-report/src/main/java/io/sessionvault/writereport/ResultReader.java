package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.InParallel;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.compliance.LogSweep;
import io.sessionvault.compliance.VaultSweep;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults;
import io.sessionvault.report.RunResults.AccountResults;
import io.sessionvault.report.RunResults.LogResults;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.report.RunResults.VaultResult;
import io.sessionvault.writereport.MapResults.Child;
import io.sessionvault.writereport.RunOutput.MapOutput;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/// Reads what the parts of a run left. Nothing is lost: what cannot be read is a failure of its
/// part.
final class ResultReader {
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
        return new RunResults(
                organization,
                output.run(),
                listed(output),
                accounts(output.accounts()),
                logs(output.logs()),
                vault(output.vault()));
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
        return switch (map) {
            case MapOutput.Failed(Failure failure) -> new AccountResults.AllLost(failure);
            case MapOutput.Written(String manifest) -> {
                AccountSweeps sweeps = new AccountSweeps();
                try {
                    read(manifest, AccountSweep.class, sweeps);
                    yield sweeps.results();
                } catch (UnreadableException lost) {
                    yield new AccountResults.AllLost(unreadable(lost));
                }
            }
        };
    }

    private LogResults logs(MapOutput map) {
        return switch (map) {
            case MapOutput.Failed(Failure failure) -> new LogResults.AllLost(failure);
            case MapOutput.Written(String manifest) -> {
                LogSweeps sweeps = new LogSweeps();
                try {
                    read(manifest, LogSweep.class, sweeps);
                    yield sweeps.results();
                } catch (UnreadableException lost) {
                    yield new LogResults.AllLost(unreadable(lost));
                }
            }
        };
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

    private <T> void read(String manifest, Class<T> type, Gathering<T> gathering)
            throws UnreadableException {
        Queue<Stored> stored = new ConcurrentLinkedQueue<>();
        new MapResults(bucket)
                .read(
                        manifest,
                        new MapResults.Taker() {
                            @Override
                            public void take(Child child) {
                                answer(
                                        child,
                                        gathering,
                                        (answered, answer) -> {
                                            // Large results are fetched later, side by side.
                                            if (ReportsBucket.isStored(answer)) {
                                                stored.add(new Stored(answered, answer));
                                            } else {
                                                add(answered, answer, type, gathering);
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

    private static void answer(
            Child child, Gathering<?> gathering, BiConsumer<Child, JsonNode> then) {
        Failure failure = child.failure();
        String output = child.output();
        if (failure != null) {
            gathering.fail(child.name(), child.input(), failure);
        } else if (output == null) {
            gathering.fail(
                    child.name(), child.input(), new Failure("Unreadable", "it has no output"));
        } else {
            try {
                then.accept(child, ComplianceJson.MAPPER.readTree(output));
            } catch (JsonProcessingException malformed) {
                gathering.fail(child.name(), child.input(), unreadable(malformed));
            }
        }
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
