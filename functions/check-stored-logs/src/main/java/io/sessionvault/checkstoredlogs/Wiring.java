package io.sessionvault.checkstoredlogs;

import io.sessionvault.account.RegionName;
import io.sessionvault.aws.ClientConfiguration;
import io.sessionvault.aws.JsonCalls;
import io.sessionvault.aws.MemberQuestions;
import io.sessionvault.aws.OwnBuckets;
import io.sessionvault.aws.Pacer;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.aws.VersionReader;
import io.sessionvault.log.HistoryCheck;
import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import io.sessionvault.vault.Vault;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import software.amazon.awssdk.services.s3.S3Client;

/// The function's parts, put together once per function instance.
///
/// @param check from a batch to what was found
/// @param reports where results go that are too large to be handed on
/// @param clock what time it is
record Wiring(CheckStoredLogs check, ReportsBucket reports, InstantSource clock) {
    static Wiring of(Environment environment) {
        Vault vault = VaultVariables.vault(environment);
        RegionName home = VaultVariables.homeRegion(environment);
        ClientConfiguration clients = VaultVariables.clients(environment);
        S3Client s3 = OwnBuckets.s3(clients, vault.account(), vault.bucketKey().region());
        ReportsBucket reports = new ReportsBucket(s3, VaultVariables.reportsBucket(environment));
        MemberQuestions organization = new MemberQuestions(JsonCalls.organizations(clients, home));
        Clock clock = Clock.systemUTC();
        RunMembers members = new RunMembers(organization::about, reports, clock);
        CheckStoredLogs check =
                new CheckStoredLogs(
                        vault,
                        new HistoryCheck(vault.prefixes(), VaultVariables.retention(environment)),
                        new VersionReader(s3, vault.bucket()),
                        new PatientReading(
                                OwnBuckets.logsAskedOnce(
                                        clients, vault.account(), vault.bucketKey().region()),
                                clock,
                                Pacer.Pause.SLEEP,
                                new SecureRandom()::nextDouble),
                        members);
        return new Wiring(check, reports, clock);
    }
}
