package io.sessionvault.local.aws.securityhub;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.EnableSecurityHubRequest;
import software.amazon.awssdk.services.securityhub.model.EnableSecurityHubResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/// AWS Security Hub of every account and Region: off until it is enabled, then it keeps what is
/// imported, each finding in its newest state.
///
/// Source: Security Hub API reference, "BatchImportFindings".
public final class SecurityHub {
    private static final int MOST_FINDINGS = 100;

    /// Where it is enabled, as `account/Region`.
    private final Set<String> enabled = new TreeSet<>();

    /// Findings by their product and id.
    private final Map<String, AwsSecurityFinding> findings = new LinkedHashMap<>();

    /// The service.
    public Service service() {
        var operations =
                new Operations()
                        .on(EnableSecurityHubRequest.class, this::enable, "Tags")
                        .on(
                                BatchImportFindingsRequest.class,
                                SecurityHub::toImport,
                                this::importFindings);
        return new Service(
                "securityhub", WireFormat.REST_JSON, SecurityHubClient.class, operations);
    }

    /// Every finding in its newest state, in the order of their first import.
    public List<AwsSecurityFinding> findings() {
        return List.copyOf(findings.values());
    }

    private EnableSecurityHubResponse enable(Call call, EnableSecurityHubRequest request) {
        if (!enabled.add(place(call))) {
            throw new AwsError("ResourceConflictException", 409, "Account is already subscribed.");
        }
        return EnableSecurityHubResponse.builder().build();
    }

    private static List<Permission> toImport(Call call, BatchImportFindingsRequest request) {
        return request.findings().stream()
                .map(finding -> String.valueOf(finding.productArn()))
                .distinct()
                .map(product -> Permission.of("securityhub:BatchImportFindings", product))
                .toList();
    }

    private BatchImportFindingsResponse importFindings(
            Call call, BatchImportFindingsRequest request) {
        if (!enabled.contains(place(call))) {
            throw new AwsError(
                    "InvalidAccessException",
                    401,
                    "Account %s is not subscribed to AWS Security Hub".formatted(call.account()));
        }
        int count = request.findings().size();
        if (count == 0 || count > MOST_FINDINGS) {
            throw new AwsError(
                    "InvalidInputException", 400, "1 to 100 findings are imported, not " + count);
        }
        var failed = new ArrayList<ImportFindingsError>();
        for (AwsSecurityFinding finding : request.findings()) {
            List<String> faults = FindingFormat.faults(finding, call.account(), call.region());
            if (faults.isEmpty()) {
                findings.put(finding.productArn() + " " + finding.id(), finding);
            } else {
                failed.add(
                        ImportFindingsError.builder()
                                .id(String.valueOf(finding.id()))
                                .errorCode("InvalidInput")
                                .errorMessage(String.join("; ", faults))
                                .build());
            }
        }
        return BatchImportFindingsResponse.builder()
                .successCount(count - failed.size())
                .failedCount(failed.size())
                .failedFindings(failed)
                .build();
    }

    private static String place(Call call) {
        return call.account() + "/" + call.region();
    }
}
