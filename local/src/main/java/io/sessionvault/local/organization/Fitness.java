package io.sessionvault.local.organization;

import io.sessionvault.account.RegionName;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// Whether an emulator can play an organization at all, and what it does with policies.
public final class Fitness {
    /// Another one each time: a run that is killed leaves its own behind.
    private static final String PROBE =
            "session-vault-probe-" + UUID.randomUUID().toString().substring(0, 8);

    private static final int FORBIDDEN = 403;

    private Fitness() {}

    /// Asks an emulator what it does with policies: a role that has none looks at the roles.
    ///
    /// @throws UnfitEmulatorException when the emulator does not answer, does not take the
    ///     credentials, or has no Organizations
    public static Endpoint.Policies of(Endpoint endpoint, RegionName home) {
        StsClient sts = endpoint.client(StsClient.builder(), endpoint.management(), home);
        String management =
                demand("who its credentials belong to", () -> sts.getCallerIdentity().account());
        OrganizationsClient organizations =
                endpoint.client(OrganizationsClient.builder(), endpoint.management(), home);
        demand("about its organization (AWS Organizations)", () -> isKnown(organizations));
        IamClient iam = endpoint.client(IamClient.builder(), endpoint.management(), home);
        return demand(
                "to create a role (IAM)",
                () -> {
                    iam.createRole(ask ->
                            ask.roleName(PROBE)
                                    .assumeRolePolicyDocument(
                                            """
                                            {"Version":"2012-10-17","Statement":{"Effect":"Allow",\
                                            "Action":"sts:AssumeRole","Principal":\
                                            {"AWS":"arn:aws:iam::%s:root"}}}\
                                            """
                                                    .formatted(management)));
                    try {
                        return ofRole(endpoint, home, sts, management);
                    } finally {
                        iam.deleteRole(ask -> ask.roleName(PROBE));
                    }
                });
    }

    private static boolean isKnown(OrganizationsClient organizations) {
        try {
            organizations.describeOrganization();
            return true;
        } catch (AwsOrganizationsNotInUseException none) {
            // The run creates one.
            return false;
        }
    }

    private static Endpoint.Policies ofRole(
            Endpoint endpoint, RegionName home, StsClient sts, String management) {
        String role = "arn:aws:iam::" + management + ":role/" + PROBE;
        @Nullable Credentials granted =
                sts.assumeRole(ask -> ask.roleArn(role).roleSessionName(PROBE)).credentials();
        if (granted == null) {
            throw new UnfitEmulatorException(
                    "the emulator of AWS_ENDPOINT_URL cannot play the run; it gives no credentials"
                            + " of a role (sts:AssumeRole)",
                    null);
        }
        AwsCredentials session =
                AwsSessionCredentials.create(
                        granted.accessKeyId(), granted.secretAccessKey(), granted.sessionToken());
        try {
            endpoint.client(IamClient.builder(), session, home).listRoles();
            return new Endpoint.Policies.Ignored();
        } catch (AwsServiceException refused) {
            if (refused.statusCode() == FORBIDDEN) {
                return new Endpoint.Policies.Enforced();
            }
            throw refused;
        }
    }

    private static <T> T demand(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException failure) {
            throw new UnfitEmulatorException(
                    "the emulator of AWS_ENDPOINT_URL cannot play the run; it was asked "
                            + what
                            + " and answered: "
                            + failure.getMessage(),
                    failure);
        }
    }
}
