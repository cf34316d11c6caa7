package io.sessionvault.writereport;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.report.Glob;
import io.sessionvault.report.Suppression;
import io.sessionvault.report.Suppressions;
import io.sessionvault.report.Suppressions.Fault;
import io.sessionvault.rule.Rule;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads `suppressions.json`: an object with a list `suppressions`, each entry with `rule`,
/// `reason` and `expires`, and if it is not about all of them, `account`, `region` and `resource`.
///
/// Reading is strict, because a name that is misspelt would make an entry cover more than its
/// author meant. An entry that cannot be read suppresses nothing and says where it stands; the
/// others hold.
final class SuppressionFile {
    /// Its key in the reports bucket.
    static final String KEY = "suppressions.json";

    private static final String ENTRIES = "suppressions";
    private static final Set<String> NAMES =
            Set.of("rule", "account", "region", "resource", "reason", "expires");

    private final List<Suppression> entries = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private SuppressionFile() {}

    /// Reads the text of the file.
    static Suppressions read(String text) {
        JsonNode root;
        try {
            root = ComplianceJson.MAPPER.readTree(text);
        } catch (JsonProcessingException malformed) {
            JsonLocation place = malformed.getLocation();
            return unreadable(
                    "line "
                            + place.getLineNr()
                            + ", column "
                            + place.getColumnNr()
                            + ": "
                            + malformed.getOriginalMessage());
        }
        JsonNode list = root.path(ENTRIES);
        if (!list.isArray()) {
            return unreadable("it is not an object with a list '" + ENTRIES + "'");
        }
        SuppressionFile file = new SuppressionFile();
        file.unknownNames(root, Set.of(ENTRIES), "");
        for (int i = 0; i < list.size(); i++) {
            file.read(list.get(i), "/" + ENTRIES + "/" + i);
        }
        return new Suppressions(file.entries, file.faults, true);
    }

    private static Suppressions unreadable(String problem) {
        return new Suppressions(List.of(), List.of(new Fault(KEY, problem)), false);
    }

    private void read(JsonNode entry, String place) {
        int before = faults.size();
        if (!entry.isObject()) {
            fault(place, "it is not an object");
            return;
        }
        unknownNames(entry, NAMES, place);
        Rule rule = required(entry, place, "rule", SuppressionFile::rule);
        AccountId account = optional(entry, place, "account", AccountId::new);
        RegionName region = optional(entry, place, "region", RegionName::new);
        Glob resource = optional(entry, place, "resource", Glob::new);
        String reason = required(entry, place, "reason", Function.identity());
        LocalDate expires = required(entry, place, "expires", LocalDate::parse);
        if (faults.size() == before && rule != null && reason != null && expires != null) {
            entries.add(
                    new Suppression(
                            rule,
                            account,
                            region,
                            resource == null ? Glob.ANY : resource,
                            reason,
                            expires));
        }
    }

    private static Rule rule(String id) {
        Rule rule = Rule.of(id);
        if (rule == Rule.SUPPRESSION_EXPIRED || rule == Rule.SUPPRESSION_INVALID) {
            throw new IllegalArgumentException(
                    id + " cannot be suppressed: correct or delete the entry that it is about");
        }
        return rule;
    }

    private void unknownNames(JsonNode object, Set<String> known, String place) {
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            fault(
                    place.isEmpty() ? "/" : place,
                    "it has " + unknown + ", and only " + new TreeSet<>(known) + " are known");
        }
    }

    private <T> @Nullable T required(
            JsonNode entry, String place, String name, Function<String, T> parse) {
        if (!entry.has(name)) {
            fault(place, "it has no '" + name + "'");
            return null;
        }
        return optional(entry, place, name, parse);
    }

    private <T> @Nullable T optional(
            JsonNode entry, String place, String name, Function<String, T> parse) {
        if (!entry.has(name)) {
            return null;
        }
        String at = place + "/" + name;
        JsonNode value = entry.get(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(at, "it is not a text, or an empty one: " + value);
            return null;
        }
        try {
            return parse.apply(value.textValue().strip());
        } catch (IllegalArgumentException | DateTimeException malformed) {
            fault(at, String.valueOf(malformed.getMessage()));
            return null;
        }
    }

    private void fault(String place, String problem) {
        faults.add(new Fault(place, problem));
    }
}
