package io.sessionvault.local.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.LogPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Everything in an account that the vault could have touched, as its administrator sees it, in
/// lines that are the same for two accounts in the same state.
final class CallState {
    /// What the scenes begin with, the repair, and one more.
    private static final int MOST_VERSIONS = 3;

    private static final String HOST_MANAGEMENT =
            "/ssm/managed-instance/default-ec2-instance-management-role";

    private static final JsonMapper SORTING =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private final CallVault vault;
    private final AccountId account;

    CallState(CallVault vault, AccountId account) {
        this.vault = vault;
        this.account = account;
    }

    /// All lines.
    String text() {
        List<String> lines = new ArrayList<>();
        policy(lines);
        vault.iam(account).listRolesPaginator().roles().stream()
                .map(Role::roleName)
                .sorted()
                .forEach(role -> role(role, lines));
        vault.regions.forEach(region -> region(region, lines));
        return normalised(String.join("\n", lines));
    }

    /// The session key in every Region.
    String keys() {
        List<String> lines = new ArrayList<>();
        vault.regions.forEach(region -> key(region, lines));
        return normalised(String.join("\n", lines));
    }

    /// Roles that run the agent in a Region whose preferences demand encrypted logs in the vault,
    /// and have no policy that lets them write those: their users are locked out.
    List<String> lockOuts() {
        List<String> found = new ArrayList<>();
        for (RegionName region : vault.regions) {
            if (switched(region) && !canWrite("web-server")) {
                found.add("locked out in " + region + ": web-server cannot write its logs");
            }
        }
        return found;
    }

    private boolean switched(RegionName region) {
        try {
            return vault.ssm(account, region)
                    .getDocument(ask -> ask.name(PreferencesDocument.NAME))
                    .content()
                    .contains(vault.template.bucketName());
        } catch (InvalidDocumentException absent) {
            return false;
        }
    }

    private boolean canWrite(String role) {
        try {
            return attached(role).contains(LogPolicy.NAME) || inline(role).contains(LogPolicy.NAME);
        } catch (NoSuchEntityException noSuchRole) {
            return true;
        }
    }

    private void policy(List<String> lines) {
        IamClient iam = vault.iam(account);
        String arn = "arn:aws:iam::" + account + ":policy/" + LogPolicy.NAME;
        try {
            var versions = iam.listPolicyVersionsPaginator(ask -> ask.policyArn(arn)).versions();
            int count = (int) versions.stream().count();
            String standard =
                    versions.stream()
                            .filter(version -> version.isDefaultVersion())
                            .findFirst()
                            .orElseThrow()
                            .versionId();
            lines.add(
                    "policy with "
                            + count
                            + " versions: "
                            + sorted(
                                    URLDecoder.decode(
                                            iam.getPolicyVersion(ask ->
                                                            ask.policyArn(arn).versionId(standard))
                                                    .policyVersion()
                                                    .document(),
                                            StandardCharsets.UTF_8)));
        } catch (NoSuchEntityException absent) {
            lines.add("no policy");
        }
    }

    private void role(String role, List<String> lines) {
        lines.add("role " + role + ": attached " + attached(role) + ", inline " + inline(role));
    }

    private List<String> attached(String role) {
        return vault
                .iam(account)
                .listAttachedRolePoliciesPaginator(ask -> ask.roleName(role))
                .attachedPolicies()
                .stream()
                .map(policy -> policy.policyName())
                .sorted()
                .toList();
    }

    private List<String> inline(String role) {
        return vault
                .iam(account)
                .listRolePoliciesPaginator(ask -> ask.roleName(role))
                .policyNames()
                .stream()
                .sorted()
                .toList();
    }

    private void region(RegionName region, List<String> lines) {
        SsmClient ssm = vault.ssm(account, region);
        lines.add(
                region
                        + " host management: "
                        + ssm.getServiceSetting(ask -> ask.settingId(HOST_MANAGEMENT))
                                .serviceSetting()
                                .settingValue());
        try {
            var document = ssm.getDocument(ask -> ask.name(PreferencesDocument.NAME));
            // Where the key could not be asked for, logging did not wait for it: the key came with
            // one
            // version more.
            int newest =
                    ssm
                            .listDocumentVersionsPaginator(
                                    ask -> ask.name(PreferencesDocument.NAME))
                            .documentVersions()
                            .stream()
                            .map(DocumentVersionInfo::documentVersion)
                            .mapToInt(Integer::parseInt)
                            .max()
                            .orElse(0);
            lines.add(
                    region
                            + " preferences: "
                            + (document.documentVersion().equals(Integer.toString(newest))
                                    ? "the newest version is the default"
                                    : "default " + document.documentVersion() + " of " + newest)
                            + (newest > MOST_VERSIONS ? ", too many versions" : "")
                            + ": "
                            + sorted(document.content()));
        } catch (InvalidDocumentException absent) {
            lines.add(region + " no preferences");
        }
    }

    private void key(RegionName region, List<String> lines) {
        KmsClient kms = vault.kms(region);
        try {
            lines.add(
                    region
                            + " key: "
                            + kms.describeKey(ask -> ask.keyId(vault.sessionKey()))
                                    .keyMetadata()
                                    .keyStateAsString()
                            + " "
                            + kms
                                    .listAliasesPaginator(ask -> ask.keyId(vault.sessionKey()))
                                    .aliases()
                                    .stream()
                                    .map(alias -> alias.aliasName())
                                    .sorted()
                                    .toList()
                            + " "
                            + sorted(
                                    kms.getKeyPolicy(ask -> ask.keyId(vault.sessionKey()))
                                            .policy()));
        } catch (NotFoundException absent) {
            lines.add(region + " no key");
        }
    }

    /// JSON with its fields in order: functions write them in another one in each JVM.
    private static String sorted(String json) {
        try {
            return SORTING.writeValueAsString(SORTING.readValue(json, Object.class));
        } catch (JsonProcessingException malformed) {
            return json;
        }
    }

    private String normalised(String text) {
        return text.replace(account.value(), "ACCOUNT");
    }
}
