package io.sessionvault.local.organization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.preferences.PreferencesDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Looks into a member account with the member's own credentials, not with the functions' code, and
/// tells what is not as it should be.
public final class GovernedCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final ResolvedTemplate template;

    /// @param template the deployed stack
    public GovernedCheck(Endpoint endpoint, LocalAccounts accounts, ResolvedTemplate template) {
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.template = template;
    }

    /// What is wrong with the preferences of an account; empty when every Region has them right.
    public List<String> faults(AccountId account, NavigableSet<RegionName> regions) {
        List<String> faults = new ArrayList<>();
        for (RegionName region : regions) {
            JsonNode inputs = inputs(account, region);
            expect(faults, region, "s3BucketName", inputs, template.bucketName());
            expect(faults, region, "s3KeyPrefix", inputs, account + "/" + region);
            expect(faults, region, "s3EncryptionEnabled", inputs, "true");
            expect(
                    faults,
                    region,
                    "kmsKeyId",
                    inputs,
                    template.physicalId("SessionKey", "Arn")
                            .replaceFirst("kms:[^:]+", "kms:" + region));
        }
        return faults;
    }

    /// The inputs of the default version of an account's preferences, which is the version that the
    /// console shows.
    public JsonNode inputs(AccountId account, RegionName region) {
        SsmClient ssm =
                endpoint.client(SsmClient.builder(), accounts.administrator(account), region);
        String content = ssm.getDocument(ask -> ask.name(PreferencesDocument.NAME)).content();
        String newest =
                ssm.getDocument(ask ->
                                ask.name(PreferencesDocument.NAME).documentVersion("$LATEST"))
                        .content();
        try {
            if (!JSON.readTree(content).equals(JSON.readTree(newest))) {
                throw new IllegalStateException(region + ": the default version is not the newest");
            }
            return JSON.readTree(content).path("inputs");
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /// The names of the roles that carry the logging policy, sorted.
    public List<String> rolesWithPolicy(AccountId account, String policyName, RegionName home) {
        IamClient iam = endpoint.client(IamClient.builder(), accounts.administrator(account), home);
        return iam
                .listEntitiesForPolicyPaginator(
                        ask -> ask.policyArn("arn:aws:iam::" + account + ":policy/" + policyName))
                .policyRoles()
                .stream()
                .map(role -> role.roleName())
                .sorted()
                .toList();
    }

    private static void expect(
            List<String> faults,
            RegionName region,
            String field,
            JsonNode inputs,
            String expected) {
        String found = inputs.path(field).asText();
        if (!found.equals(expected)) {
            faults.add(region + ": " + field + " is '" + found + "', not '" + expected + "'");
        }
    }
}
