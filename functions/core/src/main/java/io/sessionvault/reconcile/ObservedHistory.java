package io.sessionvault.reconcile;

import io.sessionvault.preferences.NamedPlaces;
import io.sessionvault.preferences.VersionName.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The preferences document of one Region with all of its versions.
public sealed interface ObservedHistory {
    /// There is none.
    record Absent() implements ObservedHistory {}

    /// It is a document of another type, which is none of the vault's.
    ///
    /// @param type the type
    record OfOtherType(String type) implements ObservedHistory {}

    /// It is there.
    ///
    /// @param versions its versions, the oldest first
    /// @param newest the number of the newest one
    /// @param defaultVersion the number of the default one
    /// @param texts the texts of those two, and of others as far as they were read, by number
    record Present(
            List<Version> versions, String newest, String defaultVersion, Map<String, Text> texts)
            implements ObservedHistory {
        /// Copies the collections.
        public Present {
            versions = List.copyOf(versions);
            texts = Map.copyOf(texts);
        }

        /// The same where another version was read.
        public Present with(String number, Text text) {
            Map<String, Text> all = new HashMap<>(texts);
            all.put(number, text);
            return new Present(versions, newest, defaultVersion, all);
        }

        /// Whether sessions may use the vault by this document, as it stands.
        boolean mayNameVault(VaultPlaces vault) {
            return inForce().anyMatch(text -> text.mayNameVault(vault));
        }

        /// Whether the document itself says that sessions use the vault.
        boolean namesVault(VaultPlaces vault) {
            return inForce().anyMatch(text -> text.namesVault(vault));
        }

        /// Which version sessions use, the default or the newest, is not known for certain.
        private Stream<Text> inForce() {
            return Stream.of(newest, defaultVersion)
                    .map(number -> texts.getOrDefault(number, new Text("", Optional.empty())));
        }

        /// The version with a number.
        Optional<Version> version(String number) {
            return versions.stream().filter(each -> each.number().equals(number)).findFirst();
        }
    }

    /// A version.
    ///
    /// @param number its number
    /// @param origin who wrote it
    /// @param created when; empty when AWS does not tell
    record Version(String number, Origin origin, Optional<Instant> created) {}

    /// The text of a version.
    ///
    /// @param text the text as it was saved
    /// @param content what it says, as parsed JSON; empty when it is not a JSON object
    record Text(String text, Optional<Map<String, Object>> content) {
        /// Whether sessions by this text may be logged to a bucket of the vault or use a key of
        /// its account.
        boolean mayNameVault(VaultPlaces vault) {
            return content.map(NamedPlaces::of)
                    .map(places -> !places.isCertain() || vault.isNamed(places))
                    .orElse(true);
        }

        /// Whether the text itself says so.
        boolean namesVault(VaultPlaces vault) {
            return content.map(NamedPlaces::of).filter(vault::isNamed).isPresent();
        }
    }
}
