package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.local.aws.ssm.SessionRecord;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.MemberForwarding;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Outcome;
import io.sessionvault.local.template.PhysicalIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// A vault on the stand-in whose compliance runs can be started, in an organization of which every
/// account is governed.
final class ComplianceUnderTest implements AutoCloseable {
    static final String IRELAND = "eu-west-1";
    static final String CAPE_TOWN = "af-south-1";

    final VaultUnderTest vault;
    final Map<String, AccountId> accounts = new TreeMap<>();
    private final ComplianceRun compliance;
    private final Instant runTime;
    private int sessions;

    /// @param regions the governed Regions
    /// @param parameters more of the template's
    /// @param names those of the accounts beside the management account and the vault's
    ComplianceUnderTest(String regions, Map<String, String> parameters, String... names) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("GovernedRegions", regions);
        vault = new VaultUnderTest(all);
        accounts.put("vault", vault.account);
        accounts.put("management", vault.accounts.management());
        optIn(vault.account);
        optIn(vault.accounts.management());
        govern(vault.account);
        govern(vault.accounts.management());
        List.of(names)
                .forEach(name -> {
                    AccountId created = vault.memberWithAgents(name);
                    accounts.put(name, created);
                    optIn(created);
                    govern(created);
                });
        runTime = vault.platform.clock().instant().plus(Duration.ofHours(6));
        compliance = vault.compliance(fixed());
    }

    /// What time it is for every run: six hours later, when each grace time is over.
    private InstantSource fixed() {
        return InstantSource.fixed(runTime);
    }

    AccountId account(String name) {
        return Objects.requireNonNull(accounts.get(name), name);
    }

    /// Enables the one opt-in Region of these tests.
    void optIn(AccountId account) {
        vault.platform
                .endpoint()
                .client(AccountClient.builder(), vault.administrator(account), VaultUnderTest.HOME)
                .enableRegion(ask -> ask.regionName(CAPE_TOWN));
        forwarding().deploy(account, new RegionName(CAPE_TOWN));
    }

    private MemberForwarding forwarding() {
        return MemberForwarding.of(
                vault.platform.endpoint(),
                vault.accounts,
                VaultUnderTest.REPOSITORY,
                vault.stack.resolved());
    }

    void govern(AccountId account) {
        assertThat(vault.request(account, "apply").path("status").asText())
                .as("status of " + account)
                .isEqualTo("GOVERNED");
    }

    /// A session that has ended an hour before anything else happens.
    String session(String account, String region, String document, SessionStatus status) {
        return session(account, region, document, status, Duration.ofMinutes(10));
    }

    /// The same, of another length.
    String session(
            String account, String region, String document, SessionStatus status, Duration length) {
        return session(account, region, document, status, length, "ana.ruiz");
    }

    private String session(
            String account,
            String region,
            String document,
            SessionStatus status,
            Duration length,
            String owner) {
        String id = "ana.ruiz-" + Integer.toHexString(0x10000000 + sessions++);
        Instant end = runTime.minus(Duration.ofHours(3));
        vault.aws()
                .recordSession(
                        account(account),
                        region,
                        new SessionRecord(
                                id,
                                "i-0123456789abcdef0",
                                document,
                                "arn:aws:sts::%s:assumed-role/Engineer/%s"
                                        .formatted(account(account), owner),
                                status,
                                end.minus(length),
                                end));
        return id;
    }

    /// A session of the usual kind.
    String session(String account, String region) {
        return session(account, region, "SSM-SessionManagerRunShell", SessionStatus.TERMINATED);
    }

    /// A session whose owner's name has 2,000 characters, so that few of them make a large result.
    String sessionOfALongName(String account, String region) {
        return session(
                account,
                region,
                "SSM-SessionManagerRunShell",
                SessionStatus.TERMINATED,
                Duration.ofMinutes(10),
                "a".repeat(2000));
    }

    /// Where the log of a session belongs.
    String key(String account, String region, String session) {
        return account(account) + "/" + region + "/" + session + ".log";
    }

    /// A session with its log.
    void loggedSession(String account, String region) {
        vault.agents()
                .beforeThePolicy(account(account))
                .upload(key(account, region, session(account, region)), "uptime");
    }

    /// Runs from start to end.
    JsonNode run(String name) {
        Execution execution =
                compliance.machine().start(name, VaultUnderTest.JSON.createObjectNode());
        assertThat(execution.outcome()).isInstanceOf(Outcome.Succeeded.class);
        return VaultUnderTest.json(report(name));
    }

    /// A run's report as it is stored.
    String report(String run) {
        return reports()
                .getObjectAsBytes(
                        ask -> ask.bucket(reportsBucket()).key("runs/" + run + "/report.json"))
                .asUtf8String();
    }

    S3Client reports() {
        return vault.stack.s3();
    }

    String reportsBucket() {
        return vault.template.physicalId("ReportsBucket", PhysicalIds.REF);
    }

    /// Puts an object into the reports bucket, as a person does.
    void putReportsObject(String key, Object json) {
        reports()
                .putObject(
                        ask -> ask.bucket(reportsBucket()).key(key),
                        RequestBody.fromString(Json.write(json)));
    }

    /// The open findings of a report as `RULE account Region`, sorted.
    List<String> findings(JsonNode report) {
        return report.path("findings")
                .valueStream()
                .flatMap(group -> group.path("examples").valueStream())
                .map(entry -> entry.path("finding"))
                .map(finding ->
                        String.join(
                                " ",
                                finding.path("rule").asText(),
                                nameOf(finding.path("account").asText("-")),
                                finding.path("region").asText("-")))
                .sorted()
                .toList();
    }

    private String nameOf(String account) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().value().equals(account))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(account);
    }

    @Override
    public void close() {
        compliance.close();
        vault.close();
    }
}
