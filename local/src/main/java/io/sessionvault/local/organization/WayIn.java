package io.sessionvault.local.organization;

import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.Map;

/// How the onboarding gets into an account: what the vault's stack has to be told of it, and the
/// stack in the other accounts that opens them.
public sealed interface WayIn permits WayInByMemberRole, WayInByHub {
    /// The external id of every role in a local run.
    String EXTERNAL_ID = "external-id-of-the-local-vault";

    /// By the role of `stacks/member.yaml`, which the vault assumes directly.
    ///
    /// @param repository the repository's root
    static WayIn byMemberRole(Endpoint endpoint, LocalAccounts accounts, Path repository) {
        return new WayInByMemberRole(
                endpoint, accounts, Template.read(repository.resolve("stacks/member.yaml")));
    }

    /// By the hub role of `stacks/management.yaml`, and from there by the role that Organizations
    /// creates with an account.
    ///
    /// @param repository the repository's root
    static WayIn byHub(Endpoint endpoint, LocalAccounts accounts, Path repository) {
        return new WayInByHub(
                endpoint, accounts, Template.read(repository.resolve("stacks/management.yaml")));
    }

    /// Parameters of the vault's stack.
    Map<String, String> parameters();

    /// Deploys the stack that opens the accounts.
    ///
    /// @param vault the vault's stack
    void open(ResolvedTemplate vault);

    /// A variable of the onboarding function, which has to agree with the stack in the other
    /// accounts.
    static String setting(ResolvedTemplate vault, String variable) {
        String value = function(vault).get(variable);
        if (value == null) {
            throw new IllegalArgumentException("the onboarding has no variable " + variable);
        }
        return value;
    }

    private static Map<String, String> function(ResolvedTemplate vault) {
        var onboarding = vault.functions().get("OnboardAccount");
        if (onboarding == null) {
            throw new IllegalArgumentException("the template has no function OnboardAccount");
        }
        return onboarding.environment();
    }
}
