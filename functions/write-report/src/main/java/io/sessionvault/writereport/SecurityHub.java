package io.sessionvault.writereport;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.event.ComplianceJson;
import io.sessionvault.log.ForeignText;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report.ReportedFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/// Imports a report's findings into Security Hub. Importing one again changes nothing.
///
/// What is active there is noted in the reports bucket, before and after an import. So what a run
/// imported is archived when it is no longer shown, also if the run after it failed, could not import
/// or had Security Hub switched off.
///
/// Source: Security Hub API reference, `BatchImportFindings`: at most 100 findings, each of which
/// can be refused by itself.
final class SecurityHub {
    /// The findings that are active there, or may be.
    static final String ACTIVE = "security-hub.json";

    private static final Logger LOG = LoggerFactory.getLogger(SecurityHub.class);
    private static final TypeReference<List<ReportedFinding>> FINDINGS = new TypeReference<>() {};
    private static final int BATCH = 100;
    private static final int LOGGED = 20;

    private final SecurityHubClient hub;
    private final SecurityFindings findings;
    private final ReportsBucket bucket;

    SecurityHub(SecurityHubClient hub, SecurityFindings findings, ReportsBucket bucket) {
        this.hub = hub;
        this.findings = findings;
        this.bucket = bucket;
    }

    /// Imports what a report shows; a batch that fails does not stop the others.
    ///
    /// @param earlier what the report of the run before showed, where nothing is noted
    /// @return what was not imported, in words; empty when all was
    List<String> take(FoldedReport report, List<ReportedFinding> earlier)
            throws JsonProcessingException {
        List<ReportedFinding> before = noted().orElse(earlier);
        List<ReportedFinding> now = SecurityFindings.active(report);
        note(Stream.concat(before.stream(), now.stream()));
        Refused refused = importAll(findings.of(report, before));
        note(
                Stream.concat(
                        before.stream()
                                .filter(each ->
                                        refused.ids()
                                                .contains(SecurityFindings.limited(each.id()))),
                        now.stream()));
        if (!refused.texts().isEmpty()) {
            // When one is refused for a reason such as a missing permission, all are.
            LOG.error(
                    "not imported into Security Hub",
                    entry("problems", refused.texts().size()),
                    entry(
                            "first",
                            refused.texts().subList(0, Math.min(LOGGED, refused.texts().size()))));
        }
        return refused.texts();
    }

    private record Refused(List<String> texts, Set<String> ids) {}

    private Refused importAll(List<AwsSecurityFinding> all) {
        Refused refused = new Refused(new ArrayList<>(), new HashSet<>());
        for (List<AwsSecurityFinding> batch :
                all.stream().gather(Gatherers.windowFixed(BATCH)).toList()) {
            try {
                BatchImportFindingsResponse answer =
                        hub.batchImportFindings(ask -> ask.findings(batch));
                answer.failedFindings()
                        .forEach(error -> {
                            refused.texts().add(text(error));
                            refused.ids().add(error.id());
                        });
            } catch (SdkException failure) {
                refused.texts()
                        .add(
                                ForeignText.plain(
                                        batch.size() + " findings: " + failure.getMessage()));
                batch.forEach(each -> refused.ids().add(each.id()));
            }
        }
        return refused;
    }

    private Optional<List<ReportedFinding>> noted() {
        return bucket.get(ACTIVE)
                .flatMap(text -> {
                    try {
                        return Optional.ofNullable(ComplianceJson.MAPPER.readValue(text, FINDINGS));
                    } catch (JsonProcessingException malformed) {
                        LOG.error(
                                "what is active in Security Hub is not known",
                                entry("key", ACTIVE),
                                entry("cause", malformed.getOriginalMessage()));
                        return Optional.empty();
                    }
                });
    }

    private void note(Stream<ReportedFinding> active) throws JsonProcessingException {
        Map<String, ReportedFinding> byId = new TreeMap<>();
        active.forEach(each -> byId.put(each.id(), each));
        bucket.put(
                ACTIVE,
                "application/json",
                ComplianceJson.MAPPER.writeValueAsBytes(List.copyOf(byId.values())));
    }

    private static String text(ImportFindingsError error) {
        return ForeignText.plain(
                error.id() + ": " + error.errorCode() + ": " + error.errorMessage());
    }
}
