package io.sessionvault.writereport;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.report.FindingGroup;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Remedy;
import io.sessionvault.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/// A report's findings in the form of Security Hub (ASFF).
///
/// All of them belong to the vault's account, which imports them as its own product; the account
/// that has to act is among the resources. What is suppressed here is archived there, and active
/// again when the suppression expires: `Workflow`, the place for people's decisions, can be set
/// only when a finding is made, so a suppression written into it would never end. What is resolved
/// or out of sight is archived, too. Of many findings with one cause, some are imported one by one,
/// and one stands for the others.
///
/// Source: Security Hub API reference, `BatchImportFindings` (who may import for which account;
/// which fields cannot be updated) and `AwsSecurityFinding`; user guide, "Required and optional top
/// level attributes" for the lengths.
final class SecurityFindings {
    private static final String SCHEMA = "2018-10-08";
    private static final String TYPE =
            "Software and Configuration Checks/AWS Security Best Practices";
    private static final int LONGEST_ID = 512;
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int LONGEST_REMEDY = 512;
    private static final int LONGEST_FIELD = 1024;
    private static final int LONGEST_REQUIREMENT = 64;

    private final AccountId account;
    private final RegionName region;
    private final String partition;
    private final String runbook;

    /// @param account the account that imports, the vault's
    /// @param region the Region in which it does
    /// @param runbook where to read what to do; may be empty
    SecurityFindings(AccountId account, RegionName region, String runbook) {
        this.account = account;
        this.region = region;
        this.partition = PartitionMetadata.of(Region.of(region.value())).id();
        this.runbook = runbook;
    }

    /// What a report shows of its open findings, and what is active in Security Hub and this report
    /// does not show.
    List<AwsSecurityFinding> of(FoldedReport folded, List<ReportedFinding> before) {
        Map<String, AwsSecurityFinding> all = new LinkedHashMap<>();
        for (FindingGroup group : folded.findings()) {
            folded.shown(group).forEach(each -> all.put(each.id(), open(folded, each)));
        }
        Gone gone = Gone.of(folded);
        for (ReportedFinding each : before) {
            all.computeIfAbsent(each.id(), id -> archived(folded, each, gone));
        }
        return List.copyOf(all.values());
    }

    /// What is open no more, and what still is.
    private record Gone(
            Set<String> resolved, Set<String> outOfSight, Set<String> openGroups, Set<Rule> open) {
        static Gone of(FoldedReport folded) {
            return new Gone(
                    ids(folded.resolved()),
                    ids(folded.outOfSight()),
                    folded.openGroups(),
                    folded.findings().stream().map(FindingGroup::rule).collect(Collectors.toSet()));
        }

        /// What stood for the findings of a cause is not resolved while one of them is open.
        boolean isOpen(ReportedFinding before) {
            boolean isRest = !before.id().equals(before.finding().id());
            return isRest
                    && (openGroups.contains(before.id())
                            || (FindingGroup.isOther(before.id())
                                    && open.contains(before.finding().rule())));
        }
    }

    private AwsSecurityFinding archived(FoldedReport folded, ReportedFinding before, Gone gone) {
        if (!gone.isOpen(before) && gone.resolved().contains(before.id())) {
            return archived(folded, before, "resolved", ComplianceStatus.PASSED);
        }
        String state =
                !gone.isOpen(before) && gone.outOfSight().contains(before.id())
                        ? "out of sight"
                        : "shown with others of its cause";
        return archived(folded, before, state, ComplianceStatus.NOT_AVAILABLE);
    }

    /// What a report leaves active in Security Hub.
    static List<ReportedFinding> active(FoldedReport folded) {
        return folded.findings().stream()
                .filter(group -> !group.isSuppressed())
                .flatMap(group -> folded.shown(group).stream())
                .toList();
    }

    /// The ids of groups and of all their findings.
    private static Set<String> ids(List<FindingGroup> groups) {
        return groups.stream()
                .flatMap(group ->
                        Stream.concat(
                                Stream.of(group.id()),
                                group.findings().stream().map(ReportedFinding::id)))
                .collect(Collectors.toSet());
    }

    private AwsSecurityFinding archived(
            FoldedReport folded, ReportedFinding finding, String state, ComplianceStatus status) {
        return finding(folded, finding, state, RecordState.ARCHIVED, status);
    }

    private AwsSecurityFinding open(FoldedReport folded, ReportedFinding finding) {
        ComplianceStatus status =
                switch (finding.finding().rule().meaning()) {
                    case BROKEN -> ComplianceStatus.FAILED;
                    case ADVICE -> ComplianceStatus.WARNING;
                    case UNKNOWN -> ComplianceStatus.NOT_AVAILABLE;
                };
        return finding.suppression() == null
                ? finding(folded, finding, "open", RecordState.ACTIVE, status)
                : finding(folded, finding, "suppressed", RecordState.ARCHIVED, status);
    }

    private AwsSecurityFinding finding(
            FoldedReport folded,
            ReportedFinding reported,
            String state,
            RecordState record,
            ComplianceStatus status) {
        LocatedFinding finding = reported.finding();
        Rule rule = finding.rule();
        Report report = folded.report();
        SeverityLabel label = SeverityLabel.fromValue(rule.severity().name());
        return AwsSecurityFinding.builder()
                .schemaVersion(SCHEMA)
                .id(limited(reported.id()))
                .productArn(
                        String.join(
                                ":",
                                "arn",
                                partition,
                                "securityhub",
                                region.value(),
                                account.value(),
                                "product/" + account + "/default"))
                .generatorId(rule.id())
                .awsAccountId(account.value())
                .types(TYPE)
                .createdAt(midnight(reported.since()))
                .firstObservedAt(midnight(reported.since()))
                .lastObservedAt(midnight(reported.seen()))
                .updatedAt(report.run().startedAt().toString())
                .severity(severity -> severity.label(label))
                .findingProviderFields(own -> own.types(TYPE).severity(grade -> grade.label(label)))
                .title(PlainLine.of(rule.title(), LONGEST_TITLE))
                .description(orTitle(PlainLine.of(finding.detail(), LONGEST_DESCRIPTION), rule))
                .remediation(remediation ->
                        remediation.recommendation(advice ->
                                advice.text(
                                                recommended(
                                                        folded.remedy(
                                                                reported,
                                                                record == RecordState.ACTIVE),
                                                        rule))
                                        .url(url())))
                .productFields(fields(report, reported, state))
                .resources(resources(finding))
                .recordState(record)
                .compliance(compliance ->
                        compliance.status(status).relatedRequirements(requirements(reported)))
                .build();
    }

    /// A command without its end must not be typed: where the text is too long they are only named.
    private static String recommended(Remedy remedy, Rule rule) {
        return remedy.text().length() <= LONGEST_REMEDY
                ? remedy.text()
                : PlainLine.shortened(Remedy.inWords(rule), LONGEST_REMEDY);
    }

    private static String orTitle(String description, Rule rule) {
        return description.isEmpty() ? rule.title() : description;
    }

    private @Nullable String url() {
        return runbook.startsWith("https://") || runbook.startsWith("http://") ? runbook : null;
    }

    private static Map<String, String> fields(
            Report report, ReportedFinding reported, String state) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("session-vault/organization", report.organization());
        fields.put("session-vault/run", report.run().id());
        fields.put("session-vault/state", state);
        AccountId account = reported.finding().account();
        if (account != null) {
            fields.put("session-vault/account", account.value());
        }
        AcceptedUntil accepted = reported.suppression();
        if (accepted != null) {
            fields.put("session-vault/acceptedUntil", accepted.expires().toString());
            fields.put(
                    "session-vault/acceptedBecause",
                    PlainLine.of(accepted.reason(), LONGEST_FIELD));
        }
        return fields;
    }

    private List<Resource> resources(LocatedFinding finding) {
        String resourceRegion = Objects.toString(finding.region(), null);
        List<Resource> resources = new ArrayList<>();
        resources.add(
                Resource.builder()
                        .type("Other")
                        .id(limited(finding.resource().isBlank() ? "-" : finding.resource()))
                        .partition(partition)
                        .region(resourceRegion)
                        .build());
        if (finding.account() != null) {
            resources.add(
                    Resource.builder()
                            .type("AwsAccount")
                            .id("AWS::::Account:" + finding.account())
                            .partition(partition)
                            .region(resourceRegion)
                            .build());
        }
        return resources;
    }

    private static List<String> requirements(ReportedFinding finding) {
        return finding.finding().rule().controls().stream()
                .map(control -> PlainLine.of(control, LONGEST_REQUIREMENT))
                .toList();
    }

    private static String midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }

    /// An id that is too long ends in the digest of all of it, so that it stays one of its own.
    static String limited(String id) {
        if (id.length() <= LONGEST_ID) {
            return id;
        }
        String digest = "#" + digest(id);
        return PlainLine.shortened(id, LONGEST_ID - digest.length()) + digest;
    }

    private static String digest(String id) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
