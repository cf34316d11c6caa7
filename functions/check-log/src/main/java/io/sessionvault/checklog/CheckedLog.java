package io.sessionvault.checklog;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.Arrival;
import io.sessionvault.log.ForeignText;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Uploader;
import io.sessionvault.log.Verdict;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Remedy;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.vault.Placement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One object and its verdict, as the function answers, logs and publishes it.
///
/// @param verdict the verdict
/// @param bucket the bucket's name
/// @param key the object's key, verbatim
/// @param versionId the version that arrived
/// @param accountId the account under whose prefix it lies
/// @param region the Region in the prefix
/// @param requester who uploaded it
/// @param operation the operation that wrote it, in S3's words
/// @param requestId the id of the request that wrote it, for CloudTrail
/// @param reason why the rules do not apply, or what could not be told
/// @param findings the broken rules
public record CheckedLog(
        Kind verdict,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String versionId,
        @Nullable String accountId,
        @Nullable String region,
        @Nullable String requester,
        @Nullable String operation,
        @Nullable String requestId,
        @Nullable String reason,
        @Nullable List<Violation> findings) {

    /// The verdict in one word.
    public enum Kind {
        /// Every rule is kept.
        COMPLIANT("Compliant"),
        /// A rule is broken.
        NON_COMPLIANT("NonCompliant"),
        /// The rules do not apply.
        NOT_APPLICABLE("NotApplicable"),
        /// It could not be told.
        UNDETERMINED("Undetermined");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word, as in `NonCompliant`.
        public String word() {
            return word;
        }
    }

    /// One broken rule, with what a person needs to act on it.
    ///
    /// @param rule the rule's stable id
    /// @param title what is wrong
    /// @param severity how bad it is
    /// @param detail what was expected and what was found
    /// @param risk what is at stake
    /// @param remedy what to do
    public record Violation(
            String rule, String title, String severity, String detail, String risk, String remedy) {
        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("rule", rule);
            fields.put("title", title);
            fields.put("severity", severity);
            fields.put("detail", detail);
            fields.put("risk", risk);
            fields.put("remedy", remedy);
            return fields;
        }

        static Violation of(Finding finding, Remedy remedy) {
            return new Violation(
                    finding.rule().id(),
                    finding.rule().title(),
                    finding.rule().severity().name().toLowerCase(Locale.ROOT),
                    finding.detail(),
                    finding.rule().risk(),
                    remedy.text());
        }
    }

    static CheckedLog of(
            Arrival arrival, Optional<Placement> placement, Verdict verdict, VaultNames names) {
        LogObject object = arrival.object();
        return new CheckedLog(
                kind(verdict),
                object.bucket(),
                object.key(),
                object.versionId().orElse(null),
                placement.map(place -> place.account().value()).orElse(null),
                placement.flatMap(Placement::region).map(RegionName::value).orElse(null),
                object.uploader() instanceof Uploader.Named(String requester) ? requester : null,
                arrival.reason(),
                arrival.requestId().orElse(null),
                reason(verdict),
                verdict instanceof Verdict.NonCompliant(List<Finding> findings)
                        ? findings.stream()
                                .map(finding ->
                                        Violation.of(
                                                finding,
                                                remedy(finding, object.key(), placement, names)))
                                .toList()
                        : null);
    }

    private static Remedy remedy(
            Finding finding, String key, Optional<Placement> placement, VaultNames names) {
        return Remedy.of(
                new LocatedFinding(
                        finding.rule(),
                        placement.map(Placement::account).orElse(null),
                        placement.flatMap(Placement::region).orElse(null),
                        ForeignText.escaped(key),
                        finding.detail()),
                names);
    }

    /// The verdict on an event that names no object.
    static CheckedLog withoutObject(Verdict verdict) {
        return new CheckedLog(
                kind(verdict),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                reason(verdict),
                null);
    }

    /// The fields that have a value by their names, as they are answered, logged and published. A
    /// map, because a JSON library has to study a record before it can write the first one.
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", verdict.word());
        put(fields, "bucket", bucket);
        put(fields, "key", key);
        put(fields, "versionId", versionId);
        put(fields, "accountId", accountId);
        put(fields, "region", region);
        put(fields, "requester", requester);
        put(fields, "operation", operation);
        put(fields, "requestId", requestId);
        put(fields, "reason", reason);
        put(
                fields,
                "findings",
                findings == null ? null : findings.stream().map(Violation::fields).toList());
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /// Tells whether the message may leave the queue.
    boolean isSettled() {
        return verdict != Kind.UNDETERMINED;
    }

    private static Kind kind(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Compliant _ -> Kind.COMPLIANT;
            case Verdict.NonCompliant _ -> Kind.NON_COMPLIANT;
            case Verdict.NotApplicable _ -> Kind.NOT_APPLICABLE;
            case Verdict.Undetermined _ -> Kind.UNDETERMINED;
        };
    }

    private static @Nullable String reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Compliant _, Verdict.NonCompliant _ -> null;
            case Verdict.NotApplicable(String reason) -> reason;
            case Verdict.Undetermined(String reason) -> reason;
        };
    }
}
