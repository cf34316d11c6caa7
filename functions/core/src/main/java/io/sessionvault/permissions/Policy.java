package io.sessionvault.permissions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A policy document, read once.
///
/// @param name what people see, as in `inline policy Logs of role Agent`
/// @param statements its statements
/// @param unread why nobody can tell what it says
public record Policy(String name, List<Statement> statements, Optional<Doubt> unread) {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final String WITH_VARIABLES = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of(WITH_VARIABLES, "2008-10-17");

    /// Copies the statements.
    public Policy {
        statements = List.copyOf(statements);
    }

    /// Reads a document. It never throws: of what it cannot understand nobody can tell the answer.
    ///
    /// Source: IAM user guide, "IAM JSON policy elements: Version": without one it is the older
    /// version, which knows no variables.
    ///
    /// @param name what people see
    /// @param document the document as parsed JSON
    public static Policy of(String name, Map<String, ?> document) {
        for (String element : document.keySet()) {
            if (!ELEMENTS.contains(element)) {
                return unread(name, "it has the unknown element " + element);
            }
        }
        Object version = document.containsKey("Version") ? document.get("Version") : "2008-10-17";
        if (!(version instanceof String text && VERSIONS.contains(text))) {
            return unread(name, "it has the version " + version);
        }
        return read(name, document.get("Statement"), version.equals(WITH_VARIABLES));
    }

    /// A policy that nobody could read.
    ///
    /// @param name what people see
    /// @param why why not, as in `AccessDenied`
    public static Policy unread(String name, String why) {
        return new Policy(
                name, List.of(), Optional.of(Doubt.of(name + " could not be read: " + why)));
    }

    private static Policy read(String name, @Nullable Object value, boolean variables) {
        var elements = value instanceof List<?> list ? list : java.util.Arrays.asList(value);
        var statements = new ArrayList<Statement>();
        for (var element : elements) {
            if (!(element instanceof Map<?, ?> map)) {
                return unread(name, "a statement of it is none");
            }
            statements.add(StatementReader.read(map, variables, statements.size() + 1, name));
        }
        return new Policy(name, statements, Optional.empty());
    }

    /// Tells whether one of its statements allows a request.
    Match allows(Request request, Layer layer, Set<Reach> reaches) {
        var any = unread.map(Match::maybe).orElse(Match.no());
        for (var statement : statements) {
            if (any.isCertain()) {
                break;
            }
            any = any.or(statement.allows(request, layer, reaches));
        }
        return any;
    }

    /// Tells whether one of its statements denies a request.
    Match denies(Request request, Layer layer, boolean bounded) {
        var any = unread.map(Match::maybe).orElse(Match.no());
        for (var statement : statements) {
            if (any.isCertain()) {
                break;
            }
            any = any.or(statement.denies(request, layer, bounded));
        }
        return any;
    }
}
