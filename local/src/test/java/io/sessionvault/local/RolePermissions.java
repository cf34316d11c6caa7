package io.sessionvault.local;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.access.UsedPermission;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.Statement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;

/// What roles are allowed as they are deployed, statement by statement, and what of it they used.
/// The same role may be looked at in several organizations; what it used in any of them counts.
final class RolePermissions {
    /// Something that a statement allows and nobody used.
    ///
    /// @param role the role's logical id in its template
    /// @param statement the statement's id
    /// @param what an action, or a resource that no used action was about
    record Unused(String role, String statement, String what) {}

    private record Place(String role, String statement) {}

    private static final class Use {
        final NavigableSet<String> unusedActions = new TreeSet<>();
        final Map<Integer, String> unusedResources = new LinkedHashMap<>();
        boolean isUsed;
    }

    private final Map<Place, Use> uses = new LinkedHashMap<>();

    /// Looks at a role.
    ///
    /// @param account where the role is
    /// @param name its name in IAM
    /// @param logicalId its logical id in its template
    void add(VaultUnderTest vault, AccountId account, String name, String logicalId) {
        List<UsedPermission> used =
                vault.aws().permissions().of("arn:aws:iam::" + account + ":role/" + name);
        for (Statement statement : statements(vault.iam(account), name)) {
            if (statement.isAllow()) {
                add(new Place(logicalId, statement.id()), statement, used);
            }
        }
    }

    /// What nobody used, sorted.
    List<Unused> unused() {
        return uses.entrySet().stream()
                .flatMap(entry -> {
                    var all = new TreeSet<>(entry.getValue().unusedActions);
                    if (entry.getValue().isUsed) {
                        all.addAll(entry.getValue().unusedResources.values());
                    }
                    Place place = entry.getKey();
                    return all.stream()
                            .map(what -> new Unused(place.role(), place.statement(), what));
                })
                .sorted(Comparator.comparing(Unused::toString))
                .toList();
    }

    private void add(Place place, Statement statement, List<UsedPermission> used) {
        boolean isNew = !uses.containsKey(place);
        Use use = uses.computeIfAbsent(place, created -> new Use());
        if (isNew) {
            use.unusedActions.addAll(statement.actions());
            for (int i = 0; i < statement.resources().size(); i++) {
                use.unusedResources.put(i, statement.resources().get(i));
            }
        }
        for (UsedPermission permission : used) {
            if (permission.statements().contains(statement.id())) {
                use.isUsed = true;
                use.unusedActions.removeIf(pattern -> matches(pattern, permission.action()));
                use.unusedResources
                        .keySet()
                        .removeIf(
                                i -> matches(statement.resources().get(i), permission.resource()));
            }
        }
    }

    private static List<Statement> statements(IamClient iam, String role) {
        return iam.listRolePoliciesPaginator(ask -> ask.roleName(role)).policyNames().stream()
                .map(policy ->
                        iam.getRolePolicy(ask -> ask.roleName(role).policyName(policy))
                                .policyDocument())
                .map(document -> URLDecoder.decode(document, StandardCharsets.UTF_8))
                .flatMap(document -> PolicyDocument.parse(document).statements().stream())
                .toList();
    }

    private static boolean matches(String pattern, String text) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return text.matches(regex);
    }
}
