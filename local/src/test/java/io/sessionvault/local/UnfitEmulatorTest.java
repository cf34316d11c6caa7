package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.local.ScriptedAws.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The guided run on an emulator that cannot play it: one sentence, no stack trace.
class UnfitEmulatorTest {
    private static final String SESSION =
            """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
            <Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>
            <SecretAccessKey>none</SecretAccessKey><SessionToken>none</SessionToken>
            <Expiration>2036-11-28T00:00:00Z</Expiration></Credentials>
            </AssumeRoleResult></AssumeRoleResponse>\
            """;

    @Test
    void saysThatItHasNoOrganizations() {
        try (ScriptedAws aws =
                ScriptedAws.start(operation ->
                        new Answer(
                                400,
                                "{\"__type\":\"UnknownOperationException\","
                                        + "\"message\":\"not implemented\"}"))) {
            assertThat(run(aws.address()))
                    .contains("about its organization (AWS Organizations)", "not implemented")
                    .contains("docs/local.md")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        String dead = "http://127.0.0.1:" + port;
        assertThat(told(dead, 1)).startsWith("nobody answers at " + dead + ", ").hasLineCount(1);
        assertThat(told("http://no-such-host.invalid:5000", 1)).hasLineCount(1);
    }

    /// The first questions find it alive; the one that is asked last has no name in the request.
    @ParameterizedTest
    @ValueSource(strings = {"CreateRole", "ListRoles", ""})
    void saysThatNobodyAnswersAnyMore(String last) {
        AtomicBoolean dead = new AtomicBoolean();
        try (ScriptedAws aws =
                ScriptedAws.start(operation -> {
                    if (operation.equals(last) || dead.get()) {
                        dead.set(true);
                        throw new IllegalStateException("the connection ends");
                    }
                    return switch (operation) {
                        case "AssumeRole" -> new Answer(200, SESSION);
                        case "DescribeOrganization" -> new Answer(200, "{}");
                        default -> new Answer(200, "<" + operation + "/>");
                    };
                })) {
            assertThat(told(aws.address(), 1))
                    .contains("nobody answers at " + aws.address())
                    .doesNotContain("\tat ", "does not list Regions");
        }
    }

    @ParameterizedTest
    @CsvSource({"403, Enforced", "200, Ignored"})
    void asksARoleWithoutPoliciesWhetherTheyBind(int status, String policies) {
        try (ScriptedAws aws =
                ScriptedAws.start(operation ->
                        switch (operation) {
                            case "AssumeRole" -> new Answer(200, SESSION);
                            case "ListRoles" -> new Answer(status, "<Answer/>");
                            case "DescribeOrganization" -> new Answer(200, "{}");
                            case String other -> new Answer(200, "<" + other + "/>");
                        })) {
            assertThat(
                            Platform.Foreign.at(
                                            Map.of("AWS_ENDPOINT_URL", aws.address()),
                                            new RegionName("us-east-1"))
                                    .endpoint()
                                    .policies()
                                    .getClass()
                                    .getSimpleName())
                    .isEqualTo(policies);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:5000",
                "127.0.0.1:5000",
                "http://",
                "http://h/path",
                "what is this"
            })
    void saysThatAnAddressIsNone(String address) {
        assertThat(run(address)).contains("AWS_ENDPOINT_URL", address).doesNotContain("\tat ");
    }

    @Test
    void saysThatItGivesNoCredentials() {
        try (ScriptedAws aws =
                ScriptedAws.start(operation ->
                        operation.equals("DescribeOrganization")
                                ? new Answer(200, "{}")
                                : new Answer(200, "<" + operation + "/>"))) {
            assertThat(run(aws.address()))
                    .contains("it gives no credentials of a role")
                    .doesNotContain("\tat ");
        }
    }

    private static String run(String address) {
        return told(address, 2);
    }

    private static String told(String address, int status) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            assertThat(
                            GuidedRun.exitCode(
                                    Map.of("AWS_ENDPOINT_URL", address),
                                    VaultUnderTest.REPOSITORY,
                                    out,
                                    out))
                    .isEqualTo(status);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
