package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.eventing.EventBus;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// What answers AWS's API in a guided run, and what the run can do with it beyond that API.
public sealed interface Platform extends AutoCloseable {
    /// The stand-in, or the emulator that `AWS_ENDPOINT_URL` names.
    static Platform fromEnvironment(Map<String, String> environment) {
        return new Foreign(
                new Endpoint(
                        URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", "")),
                        AwsBasicCredentials.create(
                                environment.getOrDefault(
                                        "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
                                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "none"))));
    }

    /// What it is, for people to read.
    String name();

    /// Where it listens.
    Endpoint endpoint();

    /// Hands over each event that it emits by itself.
    void onEvent(Consumer<String> listener);

    /// Makes sure that the event of an account's creation is on the bus.
    void accountCreated(EventBus bus, AccountId account, Path repository);

    /// Makes sure that the event of an object's arrival is on the bus.
    void stored(EventBus bus, Upload upload, Path repository);

    /// The next attempt to enter a member account is refused, as in a young account, where that can
    /// be arranged.
    void refuseNextEntry();

    /// Lets time pass.
    void pass(Duration time);

    /// Forgets the calls seen so far.
    void forgetCalls();

    /// The calls that wrote something since; empty where calls cannot be seen.
    Optional<List<String>> writes();

    /// How many violations were published; empty where that cannot be seen.
    Optional<Long> violations(EventBus bus);

    @Override
    void close();

    /// Another emulator. It emits no events, so the run publishes those in `events/` with the run's
    /// ids.
    ///
    /// @param endpoint where it listens
    record Foreign(Endpoint endpoint) implements Platform {
        @Override
        public String name() {
            return "the emulator of AWS_ENDPOINT_URL";
        }

        @Override
        public void onEvent(Consumer<String> listener) {}

        @Override
        public void accountCreated(EventBus bus, AccountId account, Path repository) {
            bus.publish(new EventFiles(repository).accountCreated(account));
        }

        @Override
        public void stored(EventBus bus, Upload upload, Path repository) {
            bus.publish(new EventFiles(repository).stored(upload));
        }

        @Override
        public void refuseNextEntry() {}

        @Override
        public void pass(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void forgetCalls() {}

        @Override
        public Optional<List<String>> writes() {
            return Optional.empty();
        }

        @Override
        public Optional<Long> violations(EventBus bus) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
