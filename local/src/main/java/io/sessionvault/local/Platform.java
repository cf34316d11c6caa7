package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.eventing.EventBus;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.EventFiles;
import io.sessionvault.local.organization.Fitness;
import io.sessionvault.local.organization.SessionAgent.Upload;
import io.sessionvault.settings.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// What answers AWS's API in a guided run, and what the run can do with it beyond that API.
public sealed interface Platform extends AutoCloseable {
    /// The stand-in, or the emulator that `AWS_ENDPOINT_URL` names.
    ///
    /// @param home a Region to ask in
    static Platform fromEnvironment(Map<String, String> environment, RegionName home) {
        return environment.getOrDefault("AWS_ENDPOINT_URL", "").isBlank()
                ? StandIn.start()
                : Foreign.at(environment, home);
    }

    /// What it is, for people to read.
    String name();

    /// Where it listens.
    Endpoint endpoint();

    /// Hands over each event that it emits by itself.
    void onEvent(Consumer<String> listener);

    /// Makes sure that the event of an account's creation is on the bus.
    ///
    /// @param sender the management account
    void accountCreated(EventBus bus, AccountId sender, AccountId account, Path repository);

    /// Makes sure that the event of an object's arrival is on the bus.
    ///
    /// @param sender the vault's account
    void stored(EventBus bus, AccountId sender, Upload upload, Path repository);

    /// Keeps a session in Systems Manager's history, where that can be arranged.
    void held(AccountId account, RegionName region, SessionRecord session);

    /// A function has written a line into its log, from which metrics come where somebody reads it.
    ///
    /// @param account the function's account
    /// @param region its Region
    void logged(AccountId account, RegionName region, String line);

    /// The next attempt to enter a member account is refused, as in a young account, where that can
    /// be arranged.
    void refuseNextEntry();

    /// The time of its clock.
    Instant now();

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

    /// The stand-in that comes with the project. It emits events, sees every call, and its clock
    /// can be moved.
    ///
    /// @param aws the stand-in
    /// @param clock its clock
    record StandIn(LocalAws aws, MovableClock clock) implements Platform {
        /// The organization's management account.
        static final AccountId MANAGEMENT = new AccountId("210987654321");

        /// Starts a stand-in with an organization that has nothing but its management account.
        static StandIn start() {
            MovableClock clock = new MovableClock();
            return new StandIn(LocalAws.start(Organization.of(MANAGEMENT), 0, clock), clock);
        }

        /// Starts one whose accounts have other Regions than AWS's default ones.
        ///
        /// @param regions the Regions that every account may use, `us-east-1` among them
        /// @param pageSize how many items a page of a listing holds at most
        public static StandIn start(List<String> regions, int pageSize) {
            MovableClock clock = new MovableClock();
            Organization organization =
                    new Organization("o-sessionvault", MANAGEMENT, "us-east-1", regions, pageSize);
            return new StandIn(LocalAws.start(organization, 0, clock), clock);
        }

        /// The switches for what nobody could verify about AWS.
        public Beliefs beliefs() {
            return aws.beliefs();
        }

        @Override
        public String name() {
            return "the stand-in of this project";
        }

        @Override
        public Endpoint endpoint() {
            return new Endpoint(
                    aws.endpoint(),
                    LocalAws.credentialsFor(MANAGEMENT),
                    account -> Optional.of(LocalAws.credentialsFor(account)),
                    new Endpoint.Policies.Evaluated(aws::assumeForService));
        }

        @Override
        public void onEvent(Consumer<String> listener) {
            aws.onEvent(listener);
        }

        @Override
        public void accountCreated(
                EventBus bus, AccountId sender, AccountId account, Path repository) {}

        @Override
        public void stored(EventBus bus, AccountId sender, Upload upload, Path repository) {}

        @Override
        public void held(AccountId account, RegionName region, SessionRecord session) {
            aws.recordSession(account, region.value(), session);
        }

        @Override
        public void logged(AccountId account, RegionName region, String line) {
            aws.log(account, region.value(), line);
        }

        @Override
        public void refuseNextEntry() {
            aws.faults().fail(CallMatcher.operation("sts", "AssumeRole"), "AccessDenied", 403, 1);
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void pass(Duration time) {
            clock.move(time);
        }

        @Override
        public void forgetCalls() {
            aws.calls().clear();
        }

        @Override
        public Optional<List<String>> writes() {
            return Optional.of(
                    aws.calls().writes().stream()
                            .map(call -> call.operation().toString())
                            .toList());
        }

        @Override
        public Optional<Long> violations(EventBus bus) {
            return Optional.of(
                    bus.published().stream()
                            .filter(event -> event.detailType().equals("Session Log Violation"))
                            .count());
        }

        @Override
        public void close() {
            aws.close();
        }
    }

    /// Another emulator. It emits no events, so the run publishes those in `events/` with the run's
    /// ids.
    ///
    /// @param endpoint where it listens
    record Foreign(Endpoint endpoint) implements Platform {
        /// The emulator that the environment names, with its credentials or, as emulators take any,
        /// made-up ones.
        ///
        /// @param home a Region to ask in
        /// @throws io.sessionvault.settings.InvalidSettingException when that is no address
        /// @throws io.sessionvault.local.organization.UnfitEmulatorException when it lacks what the
        ///     run cannot do without
        static Foreign at(Map<String, String> environment, RegionName home) {
            Endpoint endpoint =
                    new Endpoint(
                            new Environment(environment).emulator().orElseThrow(),
                            AwsBasicCredentials.create(
                                    environment.getOrDefault(
                                            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
                                    environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "none")),
                            account -> Optional.empty(),
                            new Endpoint.Policies.Ignored());
            return new Foreign(endpoint.with(Fitness.of(endpoint, home)));
        }

        @Override
        public String name() {
            return "the emulator of AWS_ENDPOINT_URL";
        }

        @Override
        public void onEvent(Consumer<String> listener) {}

        @Override
        public void accountCreated(
                EventBus bus, AccountId sender, AccountId account, Path repository) {
            bus.publish(EventFiles.of(sender, new EventFiles(repository).accountCreated(account)));
        }

        @Override
        public void stored(EventBus bus, AccountId sender, Upload upload, Path repository) {
            bus.publish(EventFiles.of(sender, new EventFiles(repository).stored(upload)));
        }

        @Override
        public void held(AccountId account, RegionName region, SessionRecord session) {}

        @Override
        public void logged(AccountId account, RegionName region, String line) {}

        @Override
        public void refuseNextEntry() {}

        @Override
        public Instant now() {
            return Instant.now();
        }

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
