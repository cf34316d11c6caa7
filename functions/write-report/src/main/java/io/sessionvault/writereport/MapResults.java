package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.InParallel;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Failure;
import io.sessionvault.report.RunResults.LostItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The results of a map state, as Step Functions' ResultWriter left them in the reports bucket.
///
/// They are read piece by piece: of each file no more than one child execution is in memory.
///
/// Source: Step Functions developer guide, "ResultWriter": a manifest names the files, which hold
/// the child executions by status.
final class MapResults {
    private static final int CONCURRENCY = 4;

    /// A child execution is the item that it worked on, its answer, and its error.
    ///
    /// @param name its name
    /// @param input its input, JSON as text
    /// @param output its output, JSON as text; null when it has none
    /// @param failure why it did not finish; null when it did
    record Child(String name, String input, @Nullable String output, @Nullable Failure failure) {}

    /// Takes the child executions. Files are read side by side, so it must bear calls from several
    /// threads.
    interface Taker {
        /// Takes one.
        void take(Child child);

        /// Takes what is lost: a file that cannot be read to its end.
        void lost(LostItem file);
    }

    private record ResultFile(Status status, String key) {}

    private enum Status {
        SUCCEEDED,
        FAILED,
        PENDING
    }

    private final ReportsBucket bucket;

    MapResults(ReportsBucket bucket) {
        this.bucket = bucket;
    }

    /// Reads all results.
    ///
    /// @throws UnreadableException when the manifest cannot be read, so that nothing is known
    /// @throws software.amazon.awssdk.core.exception.SdkException when S3 does not answer
    void read(String manifestKey, Taker taker) throws UnreadableException {
        InParallel.map(
                files(manifestKey),
                CONCURRENCY,
                file -> {
                    read(file, taker);
                    return file;
                });
    }

    private List<ResultFile> files(String manifestKey) throws UnreadableException {
        String text =
                bucket.get(manifestKey)
                        .orElseThrow(() -> new UnreadableException(manifestKey + " is gone"));
        try {
            JsonNode lists = ComplianceJson.MAPPER.readTree(text).path("ResultFiles");
            if (!lists.isObject()) {
                throw new UnreadableException(manifestKey + " names no ResultFiles");
            }
            List<ResultFile> files = new ArrayList<>();
            for (Status status : Status.values()) {
                for (JsonNode file : lists.path(status.name())) {
                    files.add(new ResultFile(status, file.path("Key").asText()));
                }
            }
            return files;
        } catch (JsonProcessingException malformed) {
            throw new UnreadableException(manifestKey + ": " + malformed.getOriginalMessage());
        }
    }

    private void read(ResultFile file, Taker taker) {
        try (InputStream stream = bucket.open(file.key()).orElse(null)) {
            if (stream == null) {
                taker.lost(lost(file, "it is gone"));
                return;
            }
            try (JsonParser json = ComplianceJson.MAPPER.createParser(stream)) {
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    taker.lost(lost(file, "it holds no array"));
                    return;
                }
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    taker.take(child(json, file.status()));
                }
                if (json.currentToken() != JsonToken.END_ARRAY) {
                    taker.lost(lost(file, "it holds something that is no child execution"));
                }
            }
        } catch (JsonProcessingException malformed) {
            taker.lost(lost(file, Objects.requireNonNull(malformed.getOriginalMessage())));
        } catch (IOException broken) {
            // The connection: a retry of the function may get through.
            throw new UncheckedIOException(broken);
        }
    }

    private static LostItem lost(ResultFile file, String problem) {
        return new LostItem(file.key(), new Failure("Unreadable", problem));
    }

    private static Child child(JsonParser json, Status status) throws IOException {
        String name = "";
        String input = "";
        String output = null;
        String error = null;
        String cause = "";
        String ended = status.name();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value != JsonToken.VALUE_STRING) {
                json.skipChildren();
                continue;
            }
            switch (field) {
                case "Name" -> name = json.getText();
                case "Input" -> input = json.getText();
                case "Output" -> output = json.getText();
                case "Error" -> error = json.getText();
                case "Cause" -> cause = json.getText();
                case "Status" -> ended = json.getText();
                case String other -> json.skipChildren();
            }
        }
        Failure failure =
                switch (status) {
                    case SUCCEEDED -> null;
                    case FAILED -> StepError.failure(error == null ? ended : error, cause);
                    case PENDING ->
                            new Failure("Pending", "the run ended before this item was worked on");
                };
        return new Child(name, input, output, failure);
    }
}
