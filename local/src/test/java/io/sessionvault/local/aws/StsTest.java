package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.call.AwsError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

class StsTest extends StandInTest {
    @Test
    void entersNewAccountsThroughTheRoleThatOrganizationsCreates() {
        AccountId member = management.createAccount("a");

        Credentials session =
                assume(management, role(member, "OrganizationAccountAccessRole"), "onboarding");

        var identity = management.as(session).sts().getCallerIdentity();
        assertThat(session.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(identity.account()).isEqualTo(member.value());
        assertThat(identity.arn())
                .isEqualTo(
                        "arn:aws:sts::%s:assumed-role/OrganizationAccountAccessRole/onboarding"
                                .formatted(member));
    }

    @Test
    void refusesRolesThatAreAbsentAsItRefusesThoseThatDoNotTrust() {
        AccountId member = management.createAccount("a");
        AccountId other = management.createAccount("b");
        String absent = role(member, "Absent");
        String present = role(member, "OrganizationAccountAccessRole");

        assertRefused("AccessDenied", 403, () -> assume(management, absent, "s-1"));
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> assume(administrator(other), present, "s-1"))
                .withMessageContaining(
                        "User: arn:aws:iam::%s:user/administrator is not authorized to perform: sts:AssumeRole on resource: %s"
                                .formatted(other, present));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'AWS': '111122223333'} | | true",
                "{'AWS': 'arn:aws:iam::111122223333:root'} | | true",
                "{'AWS': ['arn:aws:iam::222222222222:root', 'arn:aws:iam::111122223333:root']} | | true",
                "{'AWS': 'arn:aws:iam::111122223333:user/administrator'} | | true",
                "{'AWS': '*'} | | true",
                "'*' | | true",
                "{'AWS': 'arn:aws:iam::222222222222:root'} | | false",
                "{'Service': 'lambda.amazonaws.com'} | | false",
                "{'AWS': '*'} | {'StringEquals': {'sts:ExternalId': 'vault'}} | true",
                "{'AWS': '*'} | {'StringEquals': {'sts:ExternalId': 'other'}} | false",
                "{'AWS': '*'} | {'StringEquals': {'aws:PrincipalOrgID': 'o-sessionvault'}} | true",
                "{'AWS': '*'} | {'StringEquals': {'aws:PrincipalOrgID': 'o-another0rg'}} | false",
                "{'AWS': '*'} | {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:user/admin*'}} | true",
                "{'AWS': '*'} | {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/*'}} | false",
            })
    void letsInWhomTheTrustPolicyNames(
            String principal, @Nullable String condition, boolean isLetIn) {
        String trust = trust(principal, condition);
        management.iam().createRole(c -> c.roleName("gate").assumeRolePolicyDocument(trust));
        String role = role(Clients.MANAGEMENT, "gate");

        if (isLetIn) {
            assertThat(assumeWithId(role)).isNotNull();
        } else {
            assertRefused("AccessDenied", 403, () -> assumeWithId(role));
        }
    }

    @Test
    void deniesBeforeItAllows() {
        String trust =
                """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:*"},
                  {"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}\
                """;
        management.iam().createRole(c -> c.roleName("gate").assumeRolePolicyDocument(trust));

        assertRefused("AccessDenied", 403, () -> assumeWithId(role(Clients.MANAGEMENT, "gate")));
    }

    @Test
    void chainsRolesByTheNameOfTheRoleBehindTheSession() {
        management
                .iam()
                .createRole(c ->
                        c.roleName("hub")
                                .path("/vault/")
                                .assumeRolePolicyDocument(trust("{'AWS': '*'}", null)));
        String hub = "arn:aws:iam::111122223333:role/vault/hub";
        String trustsHub = trust("{'AWS': '" + hub + "'}", null);
        management.iam().createRole(c -> c.roleName("spoke").assumeRolePolicyDocument(trustsHub));
        String spoke = role(Clients.MANAGEMENT, "spoke");

        Credentials session = assume(management, hub, "chained");

        assertThat(assume(management.as(session), spoke, "chained")).isNotNull();
        assertRefused("AccessDenied", 403, () -> assume(management, spoke, "direct"));
        assertRefused(
                "ValidationError",
                400,
                () ->
                        management
                                .as(session)
                                .sts()
                                .assumeRole(a ->
                                        a.roleArn(spoke)
                                                .roleSessionName("long")
                                                .durationSeconds(7200)));
    }

    @Test
    void lendsRolesToTheServicesTheyTrust() {
        management
                .iam()
                .createRole(c ->
                        c.roleName("function")
                                .assumeRolePolicyDocument(
                                        trust("{'Service': 'lambda.amazonaws.com'}", null)));
        String role = role(Clients.MANAGEMENT, "function");

        var session = aws.assumeForService("lambda.amazonaws.com", role, "onboard-account");

        var clients = new Clients(aws.endpoint(), session, Clients.HOME);
        assertThat(clients.sts().getCallerIdentity().arn())
                .endsWith("assumed-role/function/onboard-account");
        assertThatExceptionOfType(AwsError.class)
                .isThrownBy(() -> aws.assumeForService("ec2.amazonaws.com", role, "instance"));
    }

    @Test
    void endsSessionsWhenTheirTimeIsOver() {
        AccountId member = management.createAccount("a");
        Clients session =
                management.as(
                        assume(management, role(member, "OrganizationAccountAccessRole"), "s-1"));
        session.sts().getCallerIdentity();

        now = now.plus(Duration.ofHours(1));

        assertRefused("ExpiredToken", 403, () -> session.sts().getCallerIdentity());
        assertRefused("ExpiredTokenException", 400, () -> session.kms().listAliases());
        assertRefused(
                "ExpiredToken", 400, () -> session.s3().listObjectsV2(l -> l.bucket("vault")));
    }

    @Test
    void rejectsKeysItNeverGaveOut() {
        var stranger =
                new Clients(
                        aws.endpoint(),
                        AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret"),
                        Clients.HOME);

        assertRefused("InvalidClientTokenId", 403, () -> stranger.sts().getCallerIdentity());
        assertRefused("UnrecognizedClientException", 403, () -> stranger.kms().listAliases());
        assertRefused(
                "UnrecognizedClientException", 403, () -> stranger.account().listRegions(l -> {}));
    }

    private static String role(AccountId account, String name) {
        return "arn:aws:iam::" + account + ":role/" + name;
    }

    private static Credentials assume(Clients caller, String role, String session) {
        return caller.sts().assumeRole(a -> a.roleArn(role).roleSessionName(session)).credentials();
    }

    private Credentials assumeWithId(String role) {
        return management
                .sts()
                .assumeRole(a -> a.roleArn(role).roleSessionName("s-1").externalId("vault"))
                .credentials();
    }

    private static String trust(String principal, @Nullable String condition) {
        return """
        {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': %s,
          'Action': 'sts:AssumeRole', 'Condition': %s}]}\
        """
                .formatted(principal, condition == null ? "{}" : condition)
                .replace('\'', '"');
    }
}
