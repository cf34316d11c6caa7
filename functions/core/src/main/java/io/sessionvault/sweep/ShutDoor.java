package io.sessionvault.sweep;

import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.AccountResult.Unreachable;
import io.sessionvault.reconcile.ErrorKind;

/// Why an account could not be entered, and what to do about it.
final class ShutDoor {
    private ShutDoor() {}

    /// What was tried and what AWS answered, in one sentence.
    static String reason(Unreachable shut) {
        return "cannot " + shut.step() + ": " + ForeignText.plain(shut.error().withoutRequest());
    }

    /// What to do, to be read behind the reason; empty where the answer does not say.
    ///
    /// Source: STS API reference, `AssumeRole`, errors; IAM user guide, "Troubleshoot access denied
    /// error messages": a refusal by a control policy says so; Organizations user guide, "Service
    /// control policies": they bind the caller's account.
    static String advice(Unreachable shut) {
        String message = shut.error().message();
        if (shut.error().code().startsWith("RegionDisabled")) {
            return ": STS is off in the vault's home Region for that account; activate it there (IAM,"
                    + " Account settings, Security Token Service)";
        }
        if (message.contains("service control policy")) {
            return shut.step().startsWith("assume")
                    ? ": a service control policy on the caller's account denies it, which is the"
                            + " vault's or that of the hub role; exempt the caller there by"
                            + " aws:PrincipalArn"
                    : ": a service control policy on that account denies it; exempt the role there by"
                            + " aws:PrincipalArn";
        }
        if (message.contains("resource control policy")) {
            return ": a resource control policy denies it; exempt the vault's role there by"
                    + " aws:PrincipalArn";
        }
        if (shut.error().kind() == ErrorKind.TRANSIENT) {
            return ": usually gone on the next run";
        }
        return shut.error().kind() == ErrorKind.DENIED ? ofDenial(shut.step()) : "";
    }

    private static String ofDenial(String step) {
        if (step.startsWith("assume hub role")) {
            return ": the hub role is missing or does not trust the vault's role; deploy"
                    + " stacks/management.yaml, and name its output in HubRoleArn";
        }
        if (step.startsWith("assume")) {
            return ": the role is missing, has another name, does not trust the vault's role and"
                    + " external id, or is a minute old; deploy stacks/member.yaml there, or correct"
                    + " MemberRoleName";
        }
        return step.startsWith("list the account's Regions")
                ? ": the role lacks account:ListRegions; compare it with stacks/member.yaml"
                : "";
    }
}
