package io.sessionvault.writereport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;

/// A Security Hub that keeps findings, refuses all, or fails.
final class Hub implements SecurityHubClient {
    final List<AwsSecurityFinding> findings = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    boolean refuse;
    @Nullable SdkException failure;
    private final List<String> diary;

    Hub(List<String> diary) {
        this.diary = diary;
    }

    @Override
    public BatchImportFindingsResponse batchImportFindings(BatchImportFindingsRequest request) {
        diary.add("import " + request.findings().size());
        batches.add(request.findings().size());
        if (failure != null) {
            throw failure;
        }
        if (refuse) {
            return BatchImportFindingsResponse.builder()
                    .failedCount(request.findings().size())
                    .failedFindings(
                            request.findings().stream()
                                    .map(finding ->
                                            ImportFindingsError.builder()
                                                    .id(finding.id())
                                                    .errorCode("Denied")
                                                    .errorMessage("no")
                                                    .build())
                                    .toList())
                    .build();
        }
        findings.addAll(request.findings());
        return BatchImportFindingsResponse.builder()
                .failedCount(0)
                .successCount(request.findings().size())
                .build();
    }

    @Override
    public String serviceName() {
        return "securityhub";
    }

    @Override
    public void close() {}
}
