package io.sessionvault.writereport;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// The function's parts, put together once per function instance.
///
/// @param report from what a run left to its report
record Wiring(WriteReport report) {
    /// Source: Organizations API reference, data type `Organization`, member `Id`.
    private static final Pattern ORGANIZATION = Pattern.compile("o-[a-z0-9]{10,32}");

    private enum Switch {
        ON,
        OFF
    }

    static Wiring of(Environment environment) {
        AccountId account =
                environment.required("VAULT_ACCOUNT_ID", "the vault's account id", AccountId::new);
        String organization =
                environment.required(
                        "ORGANIZATION_ID", "the organization's id", Wiring::organization);
        Optional<String> topic =
                environment.optional(
                        "NOTIFICATION_TOPIC_ARN", "the ARN of an SNS topic", Wiring::arn);
        Switch securityHub = environment.required("SECURITY_HUB", "on or off", Wiring::onOrOff);
        String runbook =
                environment
                        .optional("RUNBOOK_URL", "where to read what to do", Function.identity())
                        .orElse("");
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = new ClientConfiguration();
        var own = ClientConfiguration.ownCredentials();
        // A bucket on an emulator has no host name of its own.
        boolean emulator = environment.variables().containsKey("AWS_ENDPOINT_URL");
        ReportsBucket bucket =
                new ReportsBucket(
                        clients.build(S3Client.builder().forcePathStyle(emulator), own, home),
                        environment.required(
                                "REPORTS_BUCKET", "the name of the reports bucket", text -> text));
        Optional<SecurityHub> hub =
                switch (securityHub) {
                    case OFF -> Optional.empty();
                    case ON ->
                            Optional.of(
                                    new SecurityHub(
                                            clients.build(SecurityHubClient.builder(), own, home),
                                            new SecurityFindings(account, home, runbook)));
                };
        return new Wiring(
                new WriteReport(
                        bucket,
                        new ResultReader(bucket, organization),
                        new Notification(
                                clients.build(SnsClient.builder(), own, home),
                                topic,
                                bucket,
                                runbook),
                        hub,
                        new ReportMetrics(MetricsFactory.getMetricsInstance())));
    }

    private static String organization(String id) {
        if (!ORGANIZATION.matcher(id).matches()) {
            throw new IllegalArgumentException("an organization's id is like o-a1b2c3d4e5");
        }
        return id;
    }

    private static String arn(String text) {
        if (!text.startsWith("arn:")) {
            throw new IllegalArgumentException("an ARN begins with arn:");
        }
        return text;
    }

    private static Switch onOrOff(String text) {
        return switch (text) {
            case "on" -> Switch.ON;
            case "off" -> Switch.OFF;
            case String other -> throw new IllegalArgumentException("neither on nor off");
        };
    }
}
