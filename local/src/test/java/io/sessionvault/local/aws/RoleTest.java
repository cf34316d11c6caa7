package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sessionvault.account.AccountId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Roles to act as, whose policies are what a test says.
abstract class RoleTest extends StandInTest {
    private static final String TRUST =
            "{'Statement': {'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'},"
                    + " 'Action': 'sts:AssumeRole'}}";

    /// A session of a new role in the management account.
    ///
    /// @param statements the statements of its one policy, in JSON with single quotes
    Clients role(String name, String... statements) {
        return role(Clients.MANAGEMENT, name, statements);
    }

    /// A session of a new role in any account.
    Clients role(AccountId account, String name, String... statements) {
        administrator(account)
                .iam()
                .createRole(c -> c.roleName(name).assumeRolePolicyDocument(json(TRUST)));
        allow(account, name, statements);
        String arn = "arn:aws:iam::" + account + ":role/" + name;
        var session = aws.assumeForService("ec2.amazonaws.com", arn, "i-0123456789abcdef0");
        return new Clients(aws.endpoint(), session, Clients.HOME);
    }

    /// Gives a role other statements than those it has.
    void allow(AccountId account, String name, String... statements) {
        administrator(account)
                .iam()
                .putRolePolicy(
                        p -> p.roleName(name).policyName("Own").policyDocument(policy(statements)));
    }

    /// A policy of these statements.
    static String policy(String... statements) {
        return json(
                "{'Version': '2012-10-17', 'Statement': [" + String.join(", ", statements) + "]}");
    }

    /// A statement that allows something without a condition.
    static String may(String action, String resource) {
        return "{'Sid': 'May', 'Effect': 'Allow', 'Action': '%s', 'Resource': '%s'}"
                .formatted(action, resource);
    }

    /// Asserts that a call is refused for a reason.
    ///
    /// @param reason the end of the message
    static void assertDenied(String reason, ThrowingCallable call) {
        assertThatExceptionOfType(AwsServiceException.class)
                .isThrownBy(call)
                .satisfies(refused -> {
                    var details = refused.awsErrorDetails();
                    assertThat(details.errorCode()).startsWith("AccessDenied");
                    assertThat(details.errorMessage()).endsWith(reason);
                });
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
