package io.sessionvault.local.organization;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// A vault that has been deployed into an organization, the way into the other accounts open.
///
/// @param accounts the organization's accounts
/// @param account the vault's account
/// @param stack its stack
public record LocalVault(LocalAccounts accounts, AccountId account, VaultStack stack) {
    /// How the vault is to get into the other accounts, such as `WayIn::byMemberRole`.
    @FunctionalInterface
    public interface Entrance {
        /// The way in.
        ///
        /// @param repository the repository's root
        WayIn of(Endpoint endpoint, LocalAccounts accounts, Path repository);
    }

    /// Creates the vault's account, deploys the stack of `template.yaml` there and opens the way in.
    ///
    /// @param repository the repository's root
    /// @param home the vault's Region
    /// @param entrance the way in
    /// @param parameters the stack's, beside those of the way in
    public static LocalVault deploy(
            Path repository,
            Endpoint endpoint,
            RegionName home,
            Entrance entrance,
            Map<String, String> parameters) {
        return deploy(
                repository,
                endpoint,
                home,
                entrance,
                parameters,
                LocalAccounts::createVaultAccount);
    }

    /// The same, in an account that the caller chooses.
    ///
    /// @param place the account, a delegated administrator
    public static LocalVault deploy(
            Path repository,
            Endpoint endpoint,
            RegionName home,
            Entrance entrance,
            Map<String, String> parameters,
            Function<LocalAccounts, AccountId> place) {
        LocalAccounts accounts = new LocalAccounts(endpoint, home);
        AccountId account = place.apply(accounts);
        VaultStack stack =
                new VaultStack(
                        endpoint,
                        accounts,
                        account,
                        home,
                        Template.read(repository.resolve("template.yaml")));
        WayIn wayIn = entrance.of(endpoint, accounts, repository);
        Map<String, String> all = new HashMap<>(wayIn.parameters());
        all.putAll(parameters);
        wayIn.open(stack.deploy(all));
        return new LocalVault(accounts, account, stack);
    }

    /// The template as the stack has it.
    public ResolvedTemplate template() {
        return stack.resolved();
    }
}
