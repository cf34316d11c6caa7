package io.sessionvault.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/// One member's credentials, as a request carries them.
record MemberCredentials(AwsCredentialsProvider provider) {
    /// What a request has to be sent with: its own configuration and these credentials.
    AwsRequestOverrideConfiguration with(AwsRequest request) {
        return request.overrideConfiguration()
                .map(AwsRequestOverrideConfiguration::toBuilder)
                .orElseGet(AwsRequestOverrideConfiguration::builder)
                .credentialsProvider(provider)
                .build();
    }
}
