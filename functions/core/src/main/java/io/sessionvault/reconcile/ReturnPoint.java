package io.sessionvault.reconcile;

import io.sessionvault.preferences.VersionName.Origin;
import io.sessionvault.reconcile.ObservedHistory.Present;
import io.sessionvault.reconcile.ObservedHistory.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a Region gets back when it is let go. It follows from the names of the versions; what they
/// say only decides whether a person is asked.
public sealed interface ReturnPoint {
    /// Nothing: the document has nothing of the vault, or has its text back.
    record Nothing() implements ReturnPoint {}

    /// The text of a version.
    ///
    /// @param number the version's number
    record OfVersion(String number) implements ReturnPoint {}

    /// Before the vault there was no document.
    record NoDocument() implements ReturnPoint {}

    /// A person has to say.
    ///
    /// @param reason why, with the numbers of the versions
    record Unclear(String reason) implements ReturnPoint {}

    /// What a person wants back.
    sealed interface Wish {
        /// The text of a version.
        ///
        /// @param number the version's number
        record OfVersion(String number) implements Wish {}

        /// No document.
        record NoDocument() implements Wish {}
    }

    /// What a document's history says.
    ///
    /// @param vault what counts as naming the vault
    /// @param wish what a person wants, where somebody said so
    static ReturnPoint of(VaultPlaces vault, ObservedHistory history, Optional<Wish> wish) {
        return switch (history) {
            case ObservedHistory.Absent(), ObservedHistory.OfOtherType _ -> new Nothing();
            case Present present ->
                    wish.map(wanted -> wished(present, wanted))
                            .orElseGet(() -> byNames(vault, present));
        };
    }

    private static ReturnPoint wished(Present present, Wish wish) {
        return switch (wish) {
            case Wish.NoDocument() -> new NoDocument();
            case Wish.OfVersion(String number) when present.version(number).isEmpty() ->
                    new Unclear(
                            "there is no version "
                                    + number
                                    + ", only "
                                    + numbers(present.versions()));
            case Wish.OfVersion(String number) ->
                    number.equals(present.newest()) || isOf(present, number)
                            ? new Nothing()
                            : new OfVersion(number);
        };
    }

    private static boolean isOf(Present present, String source) {
        return present.versions().getLast().origin() instanceof Origin.Returned(String from)
                && from.equals(source);
    }

    /// Whether the newest version gives a text back.
    static boolean isBack(Present present) {
        return present.versions().getLast().origin() instanceof Origin.Returned;
    }

    private static ReturnPoint byNames(VaultPlaces vault, Present present) {
        List<Version> versions = present.versions();
        int since = lastReturned(versions);
        int first = firstOfVault(versions, since);
        if (first == versions.size()) {
            return since < 0 && present.namesVault(vault)
                    ? new Unclear(
                            "the document names the vault, and no version has a name that the vault"
                                    + " gives, so which of "
                                    + numbers(versions)
                                    + " is the account's own is not known")
                    : new Nothing();
        }
        List<Version> others =
                versions.subList(first, versions.size()).stream()
                        .filter(version -> version.origin() instanceof Origin.Others)
                        .toList();
        if (!others.isEmpty()) {
            return new Unclear(
                    "others wrote version "
                            + numbers(others)
                            + " after the vault's first version "
                            + versions.get(first).number());
        }
        return switch (before(versions, first)) {
            case OfVersion back when mayNameVault(vault, present, back) ->
                    new Unclear(
                            "the text of version "
                                    + back.number()
                                    + ", which would come back, may name the vault");
            case ReturnPoint other -> other;
        };
    }

    /// The vault's own versions had no names once. A text that was not read yet is judged when it is.
    private static boolean mayNameVault(VaultPlaces vault, Present present, OfVersion version) {
        return Optional.ofNullable(present.texts().get(version.number()))
                .filter(text -> text.mayNameVault(vault))
                .isPresent();
    }

    private static ReturnPoint before(List<Version> versions, int first) {
        if (versions.get(first).origin()
                        instanceof Origin.Vault(Optional<String> merged, Optional<String> other)
                && merged.isPresent()
                && other.isPresent()) {
            return new Unclear(
                    "before the vault's first version "
                            + versions.get(first).number()
                            + " version "
                            + other.get()
                            + " was the default and "
                            + merged.get()
                            + " the newest, and which of them sessions used is not known");
        }
        Optional<String> from =
                switch (versions.get(first).origin()) {
                    case Origin.Vault(Optional<String> merged, Optional<String> _) -> merged;
                    case Origin.RolledBack(String merged) -> Optional.of(merged);
                    case Origin.Returned _, Origin.Others _ -> Optional.empty();
                };
        if (from.isEmpty() && first == 0) {
            return new NoDocument();
        }
        Optional<String> earlier =
                first == 0 ? Optional.empty() : Optional.of(versions.get(first - 1).number());
        return earlier.isPresent() && earlier.equals(from)
                ? new OfVersion(earlier.get())
                : new Unclear(
                        "the vault's first version "
                                + versions.get(first).number()
                                + from.map(number -> " was made from version " + number)
                                        .orElse(" was the document's first one")
                                + ", and the version before it is "
                                + earlier.orElse("gone"));
    }

    /// The place of the last version that gave a text back: what is before it is over. -1 when there
    /// is none.
    private static int lastReturned(List<Version> versions) {
        for (int at = versions.size() - 1; at >= 0; at--) {
            if (versions.get(at).origin() instanceof Origin.Returned) {
                return at;
            }
        }
        return -1;
    }

    private static int firstOfVault(List<Version> versions, int after) {
        for (int at = after + 1; at < versions.size(); at++) {
            if (isOfVault(versions.get(at).origin())) {
                return at;
            }
        }
        return versions.size();
    }

    /// Whether a text is the vault's: sessions are logged to it, also where it went back by itself.
    private static boolean isOfVault(Origin origin) {
        return switch (origin) {
            case Origin.Vault _, Origin.RolledBack _ -> true;
            case Origin.Returned _, Origin.Others _ -> false;
        };
    }

    private static String numbers(List<Version> versions) {
        return versions.stream().map(Version::number).collect(Collectors.joining(", "));
    }
}
