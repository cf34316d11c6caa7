package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.LocalAws;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Keeps a [ServedOrganization] until it is stopped, for `sam local invoke` and the AWS CLI.
public final class Serve {
    /// The port that `events/environment.local.json` names.
    static final int PORT = 4747;

    private Serve() {}

    /// Serves the organization of the repository in the current directory.
    public static void main(String[] arguments) throws InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            System.err.println(
                    "The functions run on Linux only, as Lambda's runtime client does: use a virtual machine.");
            System.exit(1);
        }
        System.out.println("Setting up the organization of events/ takes about half a minute.");
        // Containers reach this machine by another address than its own programs do.
        InetSocketAddress everywhere = new InetSocketAddress(PORT);
        try (ServedOrganization served =
                ServedOrganization.start(Path.of("").toAbsolutePath(), everywhere)) {
            tell(served, System.out);
            new CountDownLatch(1).await();
        } catch (UncheckedIOException portIsTaken) {
            System.err.println(portIsTaken.getMessage() + ": is it served already?");
            System.exit(1);
        }
    }

    private static void tell(ServedOrganization served, PrintStream out) {
        out.printf(
                """

                An AWS in memory listens on port %d, and on the ports that follow for each function, of
                every address of this machine. It checks no signatures: whoever can reach it can use it.

                  from here         %s
                  from a container  http://host.docker.internal:%d (Linux: --add-host, see samconfig.toml)

                In it:
                  %s  management account of organization o-sv4exmpl01
                  %s  the vault: bucket %s, reports of two compliance runs
                  %s  payments, which the vault has not configured yet
                  %s  shop, which it has

                Functions, in another shell, after `sam build` (all commands are in README.md):
                  sam local invoke OnboardAccount -e events/onboard-account/manual-plan.json
                Each function calls by an address of its own (events/environment.local.json), which
                stands for its role; the credentials that SAM hands on do not matter.

                The AWS CLI, as the administrator of an account:
                """,
                PORT,
                served.endpoint(),
                PORT,
                ServedOrganization.MANAGEMENT,
                ServedOrganization.VAULT,
                served.template().bucketName(),
                ServedOrganization.PAYMENTS,
                ServedOrganization.SHOP);
        out.println("  export AWS_ENDPOINT_URL=" + served.endpoint() + " AWS_REGION=us-east-1");
        tell(ServedOrganization.MANAGEMENT, "aws organizations list-accounts", out);
        tell(
                ServedOrganization.VAULT,
                "aws s3api list-objects-v2 --bucket " + served.template().bucketName(),
                out);
        tell(
                ServedOrganization.PAYMENTS,
                "aws ssm get-document --name SSM-SessionManagerRunShell --region eu-west-1",
                out);
        out.println("\nCtrl-C ends it; nothing is kept.");
    }

    private static void tell(AccountId account, String example, PrintStream out) {
        AwsCredentials credentials = LocalAws.credentialsFor(account);
        out.printf(
                "  AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s \\%n    %s%n",
                credentials.accessKeyId(), credentials.secretAccessKey(), example);
    }
}
