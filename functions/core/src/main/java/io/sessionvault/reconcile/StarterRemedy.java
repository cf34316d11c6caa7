package io.sessionvault.reconcile;

import io.sessionvault.vault.KeyArn;
import java.util.List;
import java.util.stream.Collectors;

/// What lets somebody who starts sessions use the session key.
final class StarterRemedy {
    private StarterRemedy() {}

    /// The exact statement, and where it belongs. Where a policy denies the key, the denial has to
    /// go as well, which the explanation says.
    static String of(List<Lack> lacks) {
        String keys =
                lacks.stream()
                        .map(lack ->
                                LogGrants.inAnyRegion(KeyArn.parse(lack.permission().resource())))
                        .distinct()
                        .map(arn -> "\"" + arn + "\"")
                        .collect(Collectors.joining(", "));
        return "it needs {\"Effect\": \"Allow\", \"Action\": \"kms:GenerateDataKey\", \"Resource\": "
                + keys
                + "}; a permission set is edited in IAM Identity Center";
    }
}
