package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.InParallel;
import io.sessionvault.local.MovableClock;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.lambda.InvocationResult;
import io.sessionvault.vault.PrefixPattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// An organization of any size that has worked with the vault for a year: its accounts are governed
/// by the vault's own onboarding, and each session of the year has its log in the vault.
///
/// The same size and seed give the same organization, but for the ids that AWS makes up.
public final class GeneratedOrganization {
    /// Source: Systems Manager keeps the history of sessions for 30 days.
    private static final int HISTORY_DAYS = 30;

    private static final int AT_ONCE = 8;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WORKDAY_START = Duration.ofHours(7);
    private static final int WORKDAY_MINUTES = 12 * 60;
    private static final int LONGEST_SESSION_MINUTES = 120;
    private static final List<String> OWNERS =
            List.of("ana.ruiz", "ben.okafor", "chen.wei", "dana_k", "e.fischer", "deploy-bot");
    private static final List<String> AGENT_ACTIONS =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*");
    private static final byte[] LOG =
            "Script started\nsh-5.2$ uptime\n 10:04:12 up 41 days\nsh-5.2$ exit\nScript done\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final LocalAws aws;
    private final MovableClock clock;
    private final LocalAccounts accounts;
    private final Random chance;
    private final Size size;

    /// How large an organization is.
    ///
    /// @param accounts its accounts beside the management account and the vault's, 1 or more
    /// @param logs the logs of the year
    /// @param seed by which sessions are scattered
    public record Size(int accounts, int logs, long seed) {
        /// The days over which the logs are spread.
        public static final int DAYS = 365;

        /// @throws IllegalArgumentException when there is nothing to generate
        public Size {
            if (accounts < 1 || logs < 0) {
                throw new IllegalArgumentException(
                        accounts + " accounts and " + logs + " logs are no organization");
            }
        }
    }

    private record Logged(AccountId account, RegionName region, String session) {}

    /// @param aws the stand-in
    /// @param clock its clock, at the beginning of the year
    public GeneratedOrganization(
            LocalAws aws, MovableClock clock, LocalAccounts accounts, Size size) {
        this.aws = aws;
        this.clock = clock;
        this.accounts = accounts;
        this.chance = new Random(size.seed());
        this.size = size;
    }

    /// Creates the accounts, each with a role that can run the agent, and has the vault onboard
    /// them.
    ///
    /// @param endpoint where the stand-in listens
    /// @param running the vault at work
    /// @param instances how many instances of the onboarding function work at a time
    /// @throws IllegalStateException when the vault does not govern an account
    public List<AccountId> govern(Endpoint endpoint, RunningVault running, int instances) {
        RegionName home = new RegionName("us-east-1");
        List<AccountId> created =
                IntStream.rangeClosed(1, size.accounts())
                        .mapToObj(number -> accounts.create("team-%04d".formatted(number)))
                        .toList();
        try (var onboarding = running.pool("OnboardAccount", instances)) {
            InParallel.map(
                    created,
                    instances,
                    account -> {
                        new Workload(endpoint, accounts, account, home)
                                .instanceRole("web-server", AGENT_ACTIONS);
                        requireGoverned(
                                account,
                                onboarding.invoke(
                                        "{\"accountId\": \"%s\", \"mode\": \"apply\"}"
                                                .formatted(account)));
                        return account;
                    });
        }
        return created;
    }

    private static void requireGoverned(AccountId account, InvocationResult result) {
        if (!(result instanceof InvocationResult.Answered(String body))
                || !body.contains("\"GOVERNED\"")) {
            throw new IllegalStateException(account + " is not governed: " + result);
        }
    }

    /// Lets a year of sessions go by, at the end of which the clock shows the time that it is.
    ///
    /// @param members the accounts of the sessions' targets
    /// @param regions the Regions of the sessions' targets
    /// @param s3 S3 as the vault's administrator reaches it
    /// @param bucket the vault's bucket
    /// @param prefixes where logs belong
    /// @return how many sessions Systems Manager still knows
    public int work(
            List<AccountId> members,
            List<RegionName> regions,
            S3Client s3,
            String bucket,
            PrefixPattern prefixes) {
        int known = 0;
        for (int day = 0; day < Size.DAYS; day++) {
            Instant morning = clock.instant().plus(WORKDAY_START);
            boolean inHistory = Size.DAYS - day <= HISTORY_DAYS;
            List<Logged> ofTheDay = new ArrayList<>();
            for (int log = 0; log < logsOn(day); log++) {
                Logged session =
                        new Logged(
                                members.get(chance.nextInt(members.size())),
                                regions.get(chance.nextInt(regions.size())),
                                OWNERS.get(chance.nextInt(OWNERS.size())) + "-" + randomPart());
                ofTheDay.add(session);
                Instant start = morning.plus(Duration.ofMinutes(chance.nextInt(WORKDAY_MINUTES)));
                Instant end =
                        start.plus(Duration.ofMinutes(1 + chance.nextInt(LONGEST_SESSION_MINUTES)));
                if (inHistory) {
                    known++;
                    aws.recordSession(
                            session.account(),
                            session.region().value(),
                            record(session, start, end));
                }
            }
            clock.move(DAY);
            InParallel.map(
                    ofTheDay,
                    AT_ONCE,
                    log ->
                            s3.putObject(
                                    ask ->
                                            ask.bucket(bucket)
                                                    .key(
                                                            prefixes.prefix(
                                                                            log.account(),
                                                                            log.region())
                                                                    + "/"
                                                                    + log.session()
                                                                    + ".log"),
                                    RequestBody.fromBytes(LOG)));
        }
        return known;
    }

    /// The logs of one day: all days' together are the size's.
    private int logsOn(int day) {
        return (int)
                ((long) size.logs() * (day + 1) / Size.DAYS - (long) size.logs() * day / Size.DAYS);
    }

    private static SessionRecord record(Logged session, Instant start, Instant end) {
        String owner = session.session().substring(0, session.session().lastIndexOf('-'));
        return new SessionRecord(
                session.session(),
                "i-0123456789abcdef0",
                "SSM-SessionManagerRunShell",
                "arn:aws:sts::" + session.account() + ":assumed-role/Engineer/" + owner,
                SessionStatus.TERMINATED,
                start,
                end);
    }

    private String randomPart() {
        return HexFormat.of().toHexDigits(chance.nextLong())
                + HexFormat.of().toHexDigits((byte) chance.nextInt()).charAt(0);
    }
}
