package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.organization.Agents;
import io.sessionvault.local.organization.LocalVault;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.preferences.PreferencesDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// The past of an organization, as the files in `events/` tell it: each log that they say has arrived
/// arrives at that time, and its session was held before. One session has left no log.
///
/// @param platform where it happens
/// @param vault into whose bucket the logs go
/// @param home the vault's Region
record PlannedHistory(Platform.StandIn platform, LocalVault vault, RegionName home) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LOG =
            Pattern.compile("([0-9]{12})/([^/]+)/([^/]+)-([a-z0-9]+)\\.log");
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Instant WITHOUT_LOG = Instant.parse("2026-11-23T15:20:00Z");

    /// An object that comes into the bucket.
    ///
    /// @param uploader whose account
    /// @param versionId its version; empty for any
    private record Arrival(AccountId uploader, String key, String versionId, int size) {}

    /// What happens, by the time at which it does.
    ///
    /// @param events the folder of the events
    /// @throws UncheckedIOException when an event cannot be read
    /// @throws IllegalStateException when two events tell of different things at the same time
    TreeMap<Instant, Runnable> of(Path events) {
        TreeMap<Instant, Arrival> arrivals = new TreeMap<>();
        for (JsonNode event : read(events.resolve("check-log"))) {
            if (event.has("detail")) {
                add(arrivals, Instant.parse(event.path("time").asText()), arrived(event));
            }
        }
        for (JsonNode batch : read(events.resolve("check-stored-logs"))) {
            for (JsonNode item : batch.path("Items")) {
                add(
                        arrivals,
                        Instant.ofEpochSecond(item.path("lastModified").asLong()),
                        stored(item.path("key").asText()));
            }
        }
        TreeMap<Instant, Runnable> history = new TreeMap<>();
        arrivals.forEach((time, arrival) -> history.put(time, () -> arrive(arrival)));
        history.put(
                WITHOUT_LOG,
                () ->
                        hold(
                                ServedOrganization.PAYMENTS
                                        + "/us-east-1/ben.okafor-0d5e6f7a8b9c01234.log"));
        return history;
    }

    private static void add(TreeMap<Instant, Arrival> arrivals, Instant time, Arrival arrival) {
        Arrival other = arrivals.put(time, arrival);
        if (other != null && !other.equals(arrival)) {
            throw new IllegalStateException("at " + time + " both " + other + " and " + arrival);
        }
    }

    private static Arrival stored(String key) {
        return new Arrival(
                new AccountId(key.substring(0, key.indexOf('/'))),
                key,
                "",
                SessionAgent.FIRST_LINE.length() + 1);
    }

    private static List<JsonNode> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(PlannedHistory::json).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Arrival arrived(JsonNode event) {
        JsonNode object = event.at("/detail/object");
        return new Arrival(
                new AccountId(event.at("/detail/requester").asText()),
                object.path("key").asText(),
                object.path("version-id").asText(),
                object.path("size").asInt());
    }

    private void arrive(Arrival arrival) {
        hold(arrival.key());
        String bucket = vault.template().bucketName();
        if (!arrival.versionId().isEmpty()) {
            platform.aws().chooseVersionId(bucket, arrival.versionId());
        }
        new Agents(platform.endpoint(), vault.accounts(), home, bucket)
                .beforeThePolicy(arrival.uploader())
                .upload(
                        arrival.key(),
                        "\n".repeat(arrival.size() - SessionAgent.FIRST_LINE.length()));
    }

    /// The session of a log.
    private void hold(String key) {
        Matcher log = LOG.matcher(key);
        if (log.matches()) {
            AccountId account = new AccountId(log.group(1));
            Instant end = platform.now();
            platform.held(
                    account,
                    new RegionName(log.group(2)),
                    new SessionRecord(
                            log.group(3) + "-" + log.group(4),
                            "i-0123456789abcdef0",
                            PreferencesDocument.NAME,
                            "arn:aws:sts::%s:assumed-role/Engineer/%s"
                                    .formatted(account, log.group(3)),
                            SessionStatus.TERMINATED,
                            end.minus(LENGTH),
                            end));
        }
    }
}
