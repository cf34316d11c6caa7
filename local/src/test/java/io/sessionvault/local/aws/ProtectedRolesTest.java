package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.local.aws.iam.PermissionSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/// Roles that only AWS changes, and the people and services that use them.
class ProtectedRolesTest extends RoleTest {
    private static final String READ_S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    @SuppressWarnings("NullAway.Init")
    private IamClient iam;

    @BeforeEach
    void openIam() {
        iam = management.iam();
    }

    @Test
    void makesARoleOfAPermissionSetThatNobodyElseChanges() {
        String arn =
                aws.assign(
                        Clients.MANAGEMENT,
                        PermissionSet.of("Operators", policy(may("iam:ListRoles", "*"))));
        String name = arn.substring(arn.lastIndexOf('/') + 1);

        assertThat(arn)
                .matches(
                        "arn:aws:iam::111122223333:role/aws-reserved/sso\\.amazonaws\\.com/AWSReservedSSO_Operators_[0-9a-f]{16}");
        assertAllUnmodifiable(name);
    }

    @Test
    void makesRolesOfServicesThatNobodyElseChanges() {
        String name =
                iam.createServiceLinkedRole(c -> c.awsServiceName("ssm.amazonaws.com"))
                        .role()
                        .roleName();

        assertThat(name).isEqualTo("AWSServiceRoleForAmazonSSM");
        assertAllUnmodifiable(name);
        assertRefused(
                "InvalidInput",
                400,
                () -> iam.createServiceLinkedRole(c -> c.awsServiceName("ssm.amazonaws.com")));
    }

    @Test
    void keepsThePathsOfSuchRolesForAws() {
        for (String path : List.of("/aws-reserved/sso.amazonaws.com/", "/aws-service-role/x/")) {
            assertRefused(
                    "ValidationError",
                    400,
                    () ->
                            iam.createRole(c ->
                                    c.roleName("r").path(path).assumeRolePolicyDocument(policy())));
        }
    }

    @Test
    void signsPeopleInByTheirPermissionSetAlone() {
        String arn =
                aws.assign(
                        Clients.MANAGEMENT,
                        PermissionSet.of("Operators", policy(may("iam:ListRoles", "*"))));
        var ana =
                new Clients(
                        aws.endpoint(), aws.signIn(arn, "ana@example.com", Map.of()), Clients.HOME);

        assertThatCode(() -> ana.iam().listRoles()).doesNotThrowAnyException();
        assertThat(ana.sts().getCallerIdentity().arn()).endsWith("/ana@example.com");
        role("plain");
        assertRefusedToSignIn("arn:aws:iam::111122223333:role/plain");
        assertRefused(
                "AccessDenied",
                403,
                () -> management.sts().assumeRole(a -> a.roleArn(arn).roleSessionName("someone")));
    }

    private void assertRefusedToSignIn(String arn) {
        assertThatThrownBy(() -> aws.signIn(arn, "ana", Map.of()))
                .hasMessageContaining("sts:AssumeRoleWithSAML");
    }

    private void assertAllUnmodifiable(String name) {
        Tag tag = Tag.builder().key("k").value("v").build();
        Stream.<ThrowingCallable>of(
                        () -> iam.attachRolePolicy(a -> a.roleName(name).policyArn(READ_S3)),
                        () ->
                                iam.putRolePolicy(p ->
                                        p.roleName(name)
                                                .policyName("p")
                                                .policyDocument(policy(may("s3:*", "*")))),
                        () ->
                                iam.putRolePermissionsBoundary(
                                        b -> b.roleName(name).permissionsBoundary(READ_S3)),
                        () -> iam.tagRole(t -> t.roleName(name).tags(tag)),
                        () -> iam.deleteRole(d -> d.roleName(name)))
                .forEach(change -> assertRefused("UnmodifiableEntity", 400, change));
    }
}
