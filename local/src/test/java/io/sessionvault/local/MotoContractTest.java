package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sessionvault.account.RegionName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/// The guided run on an emulator that this project did not write.
class MotoContractTest {
    @Test
    void tellsTheSameStoryOnMoto() throws Exception {
        assumeThat(MotoServer.isOnThePath())
                .as(
                        "SKIPPED: moto_server is not on the PATH, so the run was not repeated on another emulator")
                .isTrue();
        try (MotoServer moto = MotoServer.start()) {
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            boolean success;
            try (Platform platform =
                            Platform.Foreign.at(
                                    Map.of("AWS_ENDPOINT_URL", moto.uri().toString()),
                                    new RegionName("us-east-1"));
                    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
                success = new GuidedRun(VaultUnderTest.REPOSITORY, platform, out).run();
            }
            assertThat(success).as(told.toString(StandardCharsets.UTF_8)).isTrue();
        }
    }

    /// Moto can bind everybody by policies, and then lets nobody take a role: the run must not say
    /// that policies bind nobody.
    @Test
    void saysInASentenceThatItCannotPlayOnMotoThatEnforcesPolicies() throws Exception {
        assumeThat(MotoServer.isOnThePath())
                .as(
                        "SKIPPED: moto_server is not on the PATH, so no emulator that enforces policies was asked")
                .isTrue();
        try (MotoServer moto = MotoServer.start()) {
            Map<String, String> administrator = administrator(moto);
            moto.enforcePolicies();
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            int code;
            try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
                code = GuidedRun.exitCode(administrator, VaultUnderTest.REPOSITORY, out, out);
            }
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .startsWith("the emulator of AWS_ENDPOINT_URL cannot play the run")
                    .contains("Status Code: 403")
                    .doesNotContain("\tat ");
            assertThat(code).isEqualTo(2);
        }
    }

    private static Map<String, String> administrator(MotoServer moto) {
        try (IamClient iam =
                IamClient.builder()
                        .endpointOverride(moto.uri())
                        .region(Region.AWS_GLOBAL)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .build()) {
            iam.createUser(ask -> ask.userName("administrator"));
            iam.putUserPolicy(ask ->
                    ask.userName("administrator")
                            .policyName("everything")
                            .policyDocument(
                                    """
                                    {"Version":"2012-10-17","Statement":\
                                    {"Effect":"Allow","Action":"*","Resource":"*"}}\
                                    """));
            AccessKey key = iam.createAccessKey(ask -> ask.userName("administrator")).accessKey();
            return Map.of(
                    "AWS_ENDPOINT_URL", moto.uri().toString(),
                    "AWS_ACCESS_KEY_ID", key.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        }
    }
}
