package io.sessionvault.permissions;

import io.sessionvault.account.AccountId;
import io.sessionvault.permissions.Principals.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the element Principal or NotPrincipal.
///
/// Source: IAM user guide, "AWS JSON policy elements: Principal"; "IAM identifiers", "Unique
/// identifiers": a principal that is gone stands there by its id.
final class PrincipalReader {
    private static final Pattern ROOT = Pattern.compile("arn:[^:*?]+:iam::([0-9]{12}):root");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[^:*?]+:(?:iam::[0-9]{12}:(?:role|user)|sts::[0-9]{12}:(?:assumed-role|federated-user))/[^*?]+");
    private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z0-9]{15,}");

    private PrincipalReader() {}

    static List<Principal> read(@Nullable Object value, String statement) {
        if ("*".equals(value)) {
            return List.of(new Principal.Everybody());
        }
        if (!(value instanceof Map<?, ?> kinds)) {
            return List.of(untold(value, statement));
        }
        var principals = new ArrayList<Principal>();
        kinds.forEach((kind, names) -> principals.addAll(read(kind, names, statement)));
        return List.copyOf(principals);
    }

    private static List<Principal> read(
            @Nullable Object kind, @Nullable Object names, String statement) {
        var texts = Json.texts(names);
        if (texts.isEmpty()) {
            return List.of(untold(names, statement));
        }
        return switch (String.valueOf(kind)) {
            case "AWS" -> texts.get().stream().map(name -> aws(name, statement)).toList();
            case "Service", "Federated" -> List.of(new Principal.Nobody());
            default -> List.of(untold(kind, statement));
        };
    }

    private static Principal aws(String name, String statement) {
        var root = ROOT.matcher(name);
        if (name.equals("*")) {
            return new Principal.Everybody();
        } else if (AccountId.isValid(name)) {
            return new Principal.Account(name);
        } else if (root.matches()) {
            return new Principal.Account(root.group(1));
        } else if (ARN.matcher(name).matches()) {
            return new Principal.Arn(name);
        }
        return UNIQUE_ID.matcher(name).matches() ? new Principal.Nobody() : untold(name, statement);
    }

    private static Principal untold(@Nullable Object what, String statement) {
        return new Principal.Untold(
                Doubt.of("principal " + what + " of " + statement + " cannot be understood"));
    }
}
