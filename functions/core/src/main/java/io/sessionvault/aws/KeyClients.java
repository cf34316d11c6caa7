package io.sessionvault.aws;

import io.sessionvault.account.RegionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsClient;

/// The clients with which the vault looks after its own keys, one for each Region: KMS finds a key
/// only in the Region that its ARN names. The keys belong to the account in which the function
/// runs, so the function's own credentials do.
public final class KeyClients {
    private final ClientConfiguration clients;
    private final AwsCredentialsProvider credentials;
    private final Map<RegionName, KmsClient> kms = new ConcurrentHashMap<>();

    /// @param credentials credentials in the account that owns the keys
    public KeyClients(ClientConfiguration clients, AwsCredentialsProvider credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    /// KMS in one Region.
    public KmsClient kms(RegionName region) {
        return kms.computeIfAbsent(
                region, name -> clients.build(KmsClient.builder(), credentials, name));
    }
}
