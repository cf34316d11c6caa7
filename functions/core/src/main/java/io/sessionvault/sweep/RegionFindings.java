package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedIdentity;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a Region's other Session documents and its Default Host Management setting break.
final class RegionFindings {
    /// What a finding about the setting is about.
    static final String HOST_MANAGEMENT = "default-host-management";

    private final SweptAccount swept;
    private final RegionName region;
    private final List<LocatedFinding> findings = new ArrayList<>();

    private RegionFindings(SweptAccount swept, RegionName region) {
        this.swept = swept;
        this.region = region;
    }

    static List<LocatedFinding> of(SweptAccount swept, RegionName region, RegionFacts facts) {
        RegionFindings findings = new RegionFindings(swept, region);
        switch (facts.documents()) {
            case Observation.Seen<List<SessionDocument>>(List<SessionDocument> documents) ->
                    documents.forEach(findings::check);
            case Observation.Unseen<List<SessionDocument>>(ServiceError error) ->
                    findings.add(
                            Rule.ACCOUNT_UNSEEN,
                            "documents",
                            "Session documents could not be listed: "
                                    + ForeignText.plain(error.withoutRequest()));
        }
        findings.checkHostManagement(facts);
        return findings.findings;
    }

    private void check(SessionDocument document) {
        switch (document) {
            case SessionDocument.Read(String name, List<Map<String, Object>> versions) ->
                    versions.stream()
                            .flatMap(version -> whyNotLogged(version).stream())
                            .findFirst()
                            .ifPresent(reason -> add(Rule.DOCUMENT_NOT_LOGGED, name, reason));
            case SessionDocument.Malformed(String name) ->
                    add(Rule.DOCUMENT_NOT_LOGGED, name, "its content is not a JSON object");
            case SessionDocument.Unseen(String name, ServiceError error) ->
                    add(
                            Rule.ACCOUNT_UNSEEN,
                            name,
                            "the Session document could not be read: "
                                    + ForeignText.plain(error.withoutRequest()));
        }
    }

    private Optional<String> whyNotLogged(Map<String, Object> content) {
        var vault = swept.desired().vault();
        return SessionDocument.whyNotLogged(
                content, vault.bucket(), vault.prefixes().prefix(swept.account(), region));
    }

    /// A setting that a reconciliation could not read is told by its plan.
    private void checkHostManagement(RegionFacts facts) {
        ObservedRegion reconciled = swept.result().reconciliation().seen().regions().get(region);
        if (reconciled != null
                && reconciled.hostManagement().orElse(null)
                        instanceof Observation.Seen<String>(String value)) {
            checkRole(value);
        }
        facts.hostManagement()
                .ifPresent(setting -> {
                    switch (setting) {
                        case Observation.Seen<String>(String value) -> checkRole(value);
                        case Observation.Unseen<String>(ServiceError error) ->
                                add(
                                        Rule.ACCOUNT_UNSEEN,
                                        HOST_MANAGEMENT,
                                        "the Default Host Management setting could not be read: "
                                                + ForeignText.plain(error.withoutRequest()));
                    }
                });
    }

    /// The setting names a role, with or without its path.
    private void checkRole(String setting) {
        String role = setting.substring(setting.lastIndexOf('/') + 1);
        if (!role.isEmpty()
                && !setting.equals(HostManagement.NO_ROLE)
                && !role.equals(HostManagement.ROLE_NAME)
                && !canWriteLogs(role)) {
            add(
                    Rule.HOST_MANAGEMENT_ROLE,
                    HOST_MANAGEMENT,
                    "Default Host Management uses role "
                            + ForeignText.plain(setting)
                            + ", which is not known to have the logging policy");
        }
    }

    private boolean canWriteLogs(String role) {
        return swept.result().reconciliation().seen().identity()
                        instanceof Observation.Seen<ObservedIdentity>(ObservedIdentity identity)
                && identity.roles().stream()
                        .anyMatch(agent ->
                                agent.name().equals(role)
                                        && agent.lacks().isEmpty()
                                        && !(agent.logAccess() instanceof LogAccess.None));
    }

    private void add(Rule rule, String resource, String detail) {
        findings.add(new LocatedFinding(rule, swept.account(), region, resource, detail));
    }
}
