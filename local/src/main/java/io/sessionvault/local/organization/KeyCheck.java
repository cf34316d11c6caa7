package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/// Looks at the session key of each Region with the vault administrator's credentials, not with the
/// functions' code, and tells what is not as template.yaml has it.
public final class KeyCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final AccountId vault;
    private final ResolvedTemplate template;

    /// @param vault the account that owns the key
    /// @param template the deployed stack
    public KeyCheck(
            Endpoint endpoint, LocalAccounts accounts, AccountId vault, ResolvedTemplate template) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.vault = vault;
        this.template = template;
    }

    /// What is wrong with the session key; empty when each Region has it with policy and aliases.
    public List<String> faults(Collection<RegionName> regions) {
        List<String> faults = new ArrayList<>();
        regions.forEach(region -> look(region, faults));
        return faults;
    }

    private void look(RegionName region, List<String> faults) {
        KmsClient kms = endpoint.client(KmsClient.builder(), accounts.administrator(vault), region);
        String key =
                template.physicalId("SessionKey", "Arn").replaceFirst("kms:[^:]+", "kms:" + region);
        try {
            String state = kms.describeKey(ask -> ask.keyId(key)).keyMetadata().keyStateAsString();
            if (!state.equals("Enabled")) {
                faults.add(key + " is " + state);
            }
        } catch (NotFoundException absent) {
            faults.add(key + " does not exist");
            return;
        }
        if (!policy(kms, key).equals(policyOfTemplate())) {
            faults.add(key + " has another policy");
        }
        List<String> aliases =
                kms.listAliasesPaginator(ask -> ask.keyId(key)).aliases().stream()
                        .map(AliasListEntry::aliasName)
                        .toList();
        if (!aliases.containsAll(aliasesOfTemplate())) {
            faults.add(key + " has the aliases " + aliases);
        }
    }

    private static JsonNode policy(KmsClient kms, String key) {
        try {
            return JSON.readTree(
                    kms.getKeyPolicy(ask -> ask.keyId(key).policyName("default")).policy());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private JsonNode policyOfTemplate() {
        return JSON.valueToTree(template.resource("SessionKey").get("KeyPolicy"));
    }

    private List<String> aliasesOfTemplate() {
        String key = template.physicalId("SessionKey", PhysicalIds.REF);
        return template.logicalIds("AWS::KMS::Alias").stream()
                .map(template::resource)
                .filter(alias -> key.equals(alias.get("TargetKeyId")))
                .map((Map<String, Object> alias) -> String.valueOf(alias.get("AliasName")))
                .toList();
    }
}
