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

/// One object and its verdict, as the function answers, logs and publishes it.
///
/// @param verdict the verdict
/// @param subject the object; empty for an event that names none
record CheckedLog(Verdict verdict, Optional<Subject> subject) {
    /// The verdict in one word.
    enum Kind {
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
    }

    /// An object.
    ///
    /// @param arrival what its event tells
    /// @param placement under whose prefix it lies
    /// @param names what commands of remedies name
    record Subject(Arrival arrival, Optional<Placement> placement, VaultNames names) {
        /// As findings about stored logs name a version that others came before.
        private String resource() {
            String key = ForeignText.escaped(arrival.object().key());
            return arrival.object()
                    .versionId()
                    .map(version -> key + "?versionId=" + version)
                    .orElse(key);
        }

        private Remedy remedy(Finding finding) {
            return Remedy.of(
                    new LocatedFinding(
                            finding.rule(),
                            placement.map(Placement::account).orElse(null),
                            placement.flatMap(Placement::region).orElse(null),
                            resource(),
                            finding.detail()),
                    names);
        }
    }

    static CheckedLog of(
            Arrival arrival, Optional<Placement> placement, Verdict verdict, VaultNames names) {
        return new CheckedLog(verdict, Optional.of(new Subject(arrival, placement, names)));
    }

    /// The verdict on an event that names no object.
    static CheckedLog withoutObject(Verdict verdict) {
        return new CheckedLog(verdict, Optional.empty());
    }

    Kind kind() {
        return switch (verdict) {
            case Verdict.Compliant _ -> Kind.COMPLIANT;
            case Verdict.NonCompliant _ -> Kind.NON_COMPLIANT;
            case Verdict.NotApplicable _ -> Kind.NOT_APPLICABLE;
            case Verdict.Undetermined _ -> Kind.UNDETERMINED;
        };
    }

    /// Why the rules do not apply, or what could not be told.
    Optional<String> reason() {
        return switch (verdict) {
            case Verdict.Compliant _, Verdict.NonCompliant _ -> Optional.empty();
            case Verdict.NotApplicable(String reason) -> Optional.of(reason);
            case Verdict.Undetermined(String reason) -> Optional.of(reason);
        };
    }

    /// The broken rules.
    List<Finding> findings() {
        return verdict instanceof Verdict.NonCompliant(List<Finding> findings)
                ? findings
                : List.of();
    }

    /// Tells whether the message may leave the queue.
    boolean isSettled() {
        return kind() != Kind.UNDETERMINED;
    }

    /// The fields that have a value by their names, as they are answered, logged and published:
    /// bucket and key verbatim, who uploaded it, S3's word for the operation and its request's id
    /// for CloudTrail. A map, because a JSON library has to study a record before it can write the
    /// first one.
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("verdict", kind().word);
        subject.ifPresent(object -> put(fields, object));
        reason().ifPresent(reason -> fields.put("reason", reason));
        if (!findings().isEmpty()) {
            fields.put("findings", findings().stream().map(this::fields).toList());
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, Subject subject) {
        LogObject object = subject.arrival().object();
        fields.put("bucket", object.bucket());
        fields.put("key", object.key());
        object.versionId().ifPresent(version -> fields.put("versionId", version));
        subject.placement()
                .ifPresent(place -> {
                    fields.put("accountId", place.account().value());
                    place.region()
                            .map(RegionName::value)
                            .ifPresent(region -> fields.put("region", region));
                });
        if (object.uploader() instanceof Uploader.Named(String requester)) {
            fields.put("requester", requester);
        }
        fields.put("operation", subject.arrival().reason());
        subject.arrival().requestId().ifPresent(request -> fields.put("requestId", request));
    }

    /// One broken rule, with what a person needs to act on it.
    private Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", finding.rule().id());
        fields.put("title", finding.rule().title());
        fields.put("severity", finding.rule().severity().name().toLowerCase(Locale.ROOT));
        fields.put("detail", finding.detail());
        fields.put("risk", finding.rule().risk());
        fields.put(
                "remedy",
                subject.map(object -> object.remedy(finding).text())
                        .orElseGet(finding.rule()::remedy));
        return fields;
    }
}
