package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.template.DefinitionFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The repository's own definition, with substitutions for a toy.
final class ComplianceDefinition {
    static final String VAULT_ACCOUNT = "123456789012";
    static final String VAULT_BUCKET = "vault-logs";
    static final String REPORTS_BUCKET = "vault-reports";
    static final List<String> FUNCTIONS =
            List.of("ListAccounts", "SweepAccount", "CheckStoredLogs", "CheckVault", "WriteReport");

    /// Tests run in the folder of their module.
    private static final Path FILE = Path.of("../stacks/compliance.asl.json");

    private ComplianceDefinition() {}

    /// The definition as it would be deployed.
    static String json() {
        Map<String, String> substitutions = new LinkedHashMap<>();
        FUNCTIONS.forEach(name -> substitutions.put(name + "Arn", arn(name)));
        substitutions.put("VaultAccount", VAULT_ACCOUNT);
        substitutions.put("VaultBucket", VAULT_BUCKET);
        substitutions.put("ReportsBucket", REPORTS_BUCKET);
        substitutions.put("Partition", "aws");
        return DefinitionFile.read(FILE, substitutions);
    }

    /// The definition, to be changed.
    static ObjectNode tree() {
        return (ObjectNode) Machine.json(json());
    }

    static String arn(String function) {
        return "arn:aws:lambda:us-east-1:123456789012:function:" + function + ":live";
    }
}
