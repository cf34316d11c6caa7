package io.sessionvault.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/// One member's credentials, as a request carries them.
record MemberCredentials(AwsCredentialsProvider provider) {
    /// The same request with its own configuration and these credentials.
    @SuppressWarnings("unchecked") // A builder builds what it was made from.
    <R extends AwsRequest> R on(R request) {
        AwsRequestOverrideConfiguration.Builder configuration =
                request.overrideConfiguration()
                        .map(AwsRequestOverrideConfiguration::toBuilder)
                        .orElseGet(AwsRequestOverrideConfiguration::builder);
        return (R)
                request.toBuilder()
                        .overrideConfiguration(configuration.credentialsProvider(provider).build())
                        .build();
    }
}
