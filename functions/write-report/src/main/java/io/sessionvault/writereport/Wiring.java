package io.sessionvault.writereport;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.Switch;
import io.sessionvault.settings.VaultVariables;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// The function's parts, put together once per function instance.
///
/// @param report from what a run left to its report
record Wiring(WriteReport report) {
    static Wiring of(Environment environment) {
        AccountId account =
                environment.required("VAULT_ACCOUNT_ID", "the vault's account id", AccountId::new);
        String organization = VaultVariables.organization(environment);
        Optional<String> topic =
                environment.optional(
                        "NOTIFICATION_TOPIC_ARN", "the ARN of an SNS topic", Wiring::arn);
        Switch securityHub =
                environment.required("SECURITY_HUB", "on or off", Environment.oneOf(Switch.class));
        String runbook =
                environment
                        .optional("RUNBOOK_URL", "where to read what to do", Function.identity())
                        .orElse("");
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        ReportsBucket bucket =
                new ReportsBucket(
                        OwnBuckets.s3(clients, account, home),
                        VaultVariables.reportsBucket(environment));
        Optional<SecurityHub> hub =
                switch (securityHub) {
                    case OFF -> Optional.empty();
                    case ON ->
                            Optional.of(
                                    new SecurityHub(
                                            clients.build(SecurityHubClient.builder(), own, home),
                                            new SecurityFindings(account, home, runbook),
                                            bucket));
                };
        return new Wiring(
                new WriteReport(
                        bucket,
                        new VaultNames(
                                VaultVariables.vaultBucket(environment),
                                VaultVariables.bucketKey(environment),
                                environment.required(
                                        "ONBOARD_ACCOUNT",
                                        "the ARN of a function's alias",
                                        Wiring::arn)),
                        new ResultReader(bucket, organization),
                        new Notification(
                                clients.build(SnsClient.builder(), own, home),
                                topic,
                                bucket,
                                runbook),
                        hub,
                        new ReportMetrics(MetricsFactory.getMetricsInstance())));
    }

    private static String arn(String text) {
        if (!text.startsWith("arn:")) {
            throw new IllegalArgumentException("an ARN begins with arn:");
        }
        return text;
    }
}
