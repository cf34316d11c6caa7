package io.sessionvault.checkvault;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.Switch;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.Vault;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's parts, put together once per function instance.
///
/// @param check what looks at the vault
/// @param reports where a result goes that is too large to be handed on
record Wiring(CheckVault check, ReportsBucket reports) {
    static Wiring of(Environment environment) {
        VaultExpectation expected = VaultExpectation.read(environment);
        Vault vault = expected.deployed().vault();
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        var own = ClientConfiguration.ownCredentials();
        S3Client s3 = OwnBuckets.s3(clients, vault.account(), home);
        ReportsBucket reports = new ReportsBucket(s3, VaultVariables.reportsBucket(environment));
        CheckVault check =
                new CheckVault(
                        new BucketSettings(s3, expected),
                        new PoliciesAndKeys(
                                s3,
                                clients.build(KmsClient.builder(), own, home),
                                expected.deployed()),
                        new Queues(clients.build(SqsClient.builder(), own, home), expected),
                        reacts(environment)
                                ? Optional.of(
                                        new ReactionReader(
                                                clients.build(
                                                        CloudWatchClient.builder(), own, home),
                                                VaultVariables.metricsNamespace(environment)))
                                : Optional.empty(),
                        new VersionReader(s3, vault.bucket()),
                        new HistoryCheck(vault.prefixes(), expected.retention()),
                        vault.bucketArn());
        return new Wiring(check, reports);
    }

    private static boolean reacts(Environment environment) {
        return environment.required(
                        "REACTIONS", "\"on\" or \"off\"", Environment.oneOf(Switch.class))
                == Switch.ON;
    }
}
