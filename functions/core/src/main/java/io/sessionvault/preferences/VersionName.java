package io.sessionvault.preferences;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names that the vault gives to the versions of preferences that it writes. By nothing else
/// are they told from versions of others.
///
/// Source: Systems Manager API reference, `UpdateDocument`, `VersionName`: 1 to 128 letters, digits
/// and `_`, `-`, `.`; unique in the document, and never changed.
public final class VersionName {
    /// The name of the first version of a document that the vault created.
    public static final String FIRST = "session-vault-first";

    private static final String MERGED = "session-vault-after-";
    private static final String RETURNED = "session-vault-returned-";
    private static final String ROLLED_BACK = "session-vault-rolled-back-after-";
    private static final String NUMBER = "([1-9][0-9]{0,8})";

    /// The end of a name whose beginning was taken.
    private static final String NEXT = "(?:\\.[23])?";

    private static final String DEFAULT = "-default-";

    private static final Pattern WRITTEN =
            Pattern.compile(FIRST + "|" + MERGED + NUMBER + "(?:" + DEFAULT + NUMBER + ")?" + NEXT);
    private static final Pattern GIVEN_BACK =
            Pattern.compile(RETURNED + NUMBER + "-after-[1-9][0-9]{0,8}" + NEXT);

    private static final Pattern GONE_BACK = Pattern.compile(ROLLED_BACK + NUMBER + NEXT);

    private VersionName() {}

    /// Who wrote a version.
    public sealed interface Origin {
        /// Somebody else.
        record Others() implements Origin {}

        /// The vault, to have sessions logged.
        ///
        /// @param mergedFrom the number of the version that it was merged from; empty where there
        ///     was no document
        /// @param otherDefault the number of the default version before it, where that was another one:
        ///     which of the two sessions used is not known
        record Vault(Optional<String> mergedFrom, Optional<String> otherDefault)
                implements Origin {}

        /// The vault, to give a text back.
        ///
        /// @param source the number of the version whose text it is
        record Returned(String source) implements Origin {}

        /// The vault, to take back from its own text what can lock people out.
        ///
        /// @param mergedFrom the number of the version from which it was taken
        record RolledBack(String mergedFrom) implements Origin {}
    }

    /// The names for a version that is merged from another one, to be tried in this order.
    ///
    /// @param from the number of the newest version
    /// @param defaultVersion the number of the default one
    public static List<String> merged(String from, String defaultVersion) {
        return ordered(
                MERGED + from + (defaultVersion.equals(from) ? "" : DEFAULT + defaultVersion));
    }

    /// The names for a version that gives a text back, to be tried in this order.
    ///
    /// @param source the number of the version whose text it is
    /// @param after the number of the newest version
    public static List<String> returned(String source, String after) {
        return ordered(RETURNED + source + "-after-" + after);
    }

    /// The names for a version that takes back what can lock people out, to be tried in this order.
    ///
    /// @param after the number of the newest version
    public static List<String> rolledBack(String after) {
        return ordered(ROLLED_BACK + after);
    }

    private static List<String> ordered(String name) {
        return Stream.of("", ".2", ".3").map(end -> name + end).toList();
    }

    /// Who wrote a version.
    ///
    /// @param name the version's name, if it has one
    public static Origin origin(Optional<String> name) {
        Matcher written = WRITTEN.matcher(name.orElse(""));
        if (written.matches()) {
            return new Origin.Vault(
                    Optional.ofNullable(written.group(1)), Optional.ofNullable(written.group(2)));
        }
        Matcher returned = GIVEN_BACK.matcher(name.orElse(""));
        if (returned.matches()) {
            return new Origin.Returned(returned.group(1));
        }
        Matcher back = GONE_BACK.matcher(name.orElse(""));
        return back.matches() ? new Origin.RolledBack(back.group(1)) : new Origin.Others();
    }
}
