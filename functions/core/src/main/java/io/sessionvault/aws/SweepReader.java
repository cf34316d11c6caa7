package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.sweep.AccountFacts;
import io.sessionvault.sweep.RegionFacts;
import io.sessionvault.sweep.StoredLog;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Reads what the sweep of an account looks at beyond what a reconciliation does. What a call
/// answers instead is part of what was read, never an exception.
public final class SweepReader {
    private final S3Client vault;
    private final InstantSource clock;
    private final Pacer.Pause pause;

    /// @param vault a client in the Region of the vault's bucket, with the function's own
    ///     credentials
    /// @param clock what time it is
    /// @param pause how to wait between two calls that must not follow each other at once
    public SweepReader(S3Client vault, InstantSource clock, Pacer.Pause pause) {
        this.vault = vault;
        this.clock = clock;
        this.pause = pause;
    }

    /// Reads an account that has been entered.
    public AccountFacts read(AccountReconciler.Visit.Begun visit) {
        DesiredAccount desired = visit.desired();
        return new AccountFacts(
                AccountReader.inEach(
                        desired.regions(), region -> region(visit.member(), desired, region)),
                ServiceErrors.observe(() -> logs(desired)));
    }

    private RegionFacts region(MemberClients member, DesiredAccount desired, RegionName region) {
        SsmClient ssm = member.ssm(region);
        return new RegionFacts(
                ServiceErrors.observe(() -> new SessionReader(ssm, clock, pause).read()),
                ServiceErrors.observe(() -> new SessionDocumentReader(ssm).read()),
                switch (desired.hostManagement()) {
                    case LEAVE ->
                            Optional.of(
                                    ServiceErrors.observe(() -> RegionReader.hostManagement(ssm)));
                    case MANAGE -> Optional.<Observation<String>>empty();
                });
    }

    /// The names and times of the objects under the account's prefixes; their content is never
    /// read.
    ///
    /// Source: S3 API reference, `ListObjectsV2`.
    private List<StoredLog> logs(DesiredAccount desired) {
        AccountId account = desired.account();
        List<StoredLog> logs = new ArrayList<>();
        for (String prefix :
                desired.vault().prefixes().listingPrefixes(account, desired.regions())) {
            vault.listObjectsV2Paginator(ask -> ask.bucket(desired.vault().bucket()).prefix(prefix))
                    .contents()
                    .forEach(
                            object -> logs.add(new StoredLog(object.key(), object.lastModified())));
        }
        return logs;
    }
}
