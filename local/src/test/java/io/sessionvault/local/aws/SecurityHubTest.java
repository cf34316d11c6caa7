package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;

class SecurityHubTest extends RoleTest {
    private static final String PRODUCT =
            "arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default";

    @SuppressWarnings("NullAway.Init")
    private SecurityHubClient hub;

    @BeforeEach
    void openSecurityHub() {
        hub = management.securityHub();
    }

    @Test
    void takesFindingsOnlyWhereItIsEnabled() {
        assertRefused("InvalidAccessException", 401, () -> importOne(finding("f-1")));

        hub.enableSecurityHub(e -> {});

        assertThat(importOne(finding("f-1")).successCount()).isEqualTo(1);
        assertRefused(
                "InvalidAccessException",
                401,
                () ->
                        management
                                .in("eu-west-1")
                                .securityHub()
                                .batchImportFindings(b -> b.findings(finding("f-1"))));
        assertRefused("ResourceConflictException", 409, () -> hub.enableSecurityHub(e -> {}));
    }

    @Test
    void keepsTheNewestStateOfAFinding() {
        hub.enableSecurityHub(e -> {});
        importOne(finding("f-1"));
        importOne(finding("f-2"));

        importOne(finding("f-1").toBuilder().recordState(RecordState.ARCHIVED).build());

        assertThat(aws.findings()).extracting(AwsSecurityFinding::id).containsExactly("f-1", "f-2");
        assertThat(aws.findings().getFirst().recordState()).isEqualTo(RecordState.ARCHIVED);
    }

    @Test
    void takesAHundredAtMost() {
        hub.enableSecurityHub(e -> {});

        assertThat(
                        hub.batchImportFindings(
                                        b -> b.findings(Collections.nCopies(100, finding("f"))))
                                .successCount())
                .isEqualTo(100);
        assertRefused(
                "InvalidInputException",
                400,
                () ->
                        hub.batchImportFindings(
                                b -> b.findings(Collections.nCopies(101, finding("f")))));
        assertRefused(
                "InvalidInputException",
                400,
                () -> hub.batchImportFindings(b -> b.findings(List.of())));
    }

    @Test
    void refusesFindingsOneByOne() {
        hub.enableSecurityHub(e -> {});

        BatchImportFindingsResponse answer =
                hub.batchImportFindings(b ->
                        b.findings(
                                finding("good"),
                                finding("long", f -> f.title("x".repeat(257))),
                                finding("foreign", f -> f.awsAccountId("444455556666")),
                                finding("bare", f -> f.resources(List.of())),
                                finding("undated", f -> f.updatedAt("yesterday"))));

        assertThat(answer.successCount()).isEqualTo(1);
        assertThat(answer.failedCount()).isEqualTo(4);
        assertThat(answer.failedFindings())
                .extracting(ImportFindingsError::id)
                .containsExactly("long", "foreign", "bare", "undated");
        assertThat(answer.failedFindings())
                .extracting(ImportFindingsError::errorMessage)
                .containsExactly(
                        "Title is longer than 256",
                        "AwsAccountId is 444455556666, not 111122223333",
                        "Resources are 0, not 1 to 32",
                        "UpdatedAt is no time: yesterday");
        assertThat(aws.findings()).extracting(AwsSecurityFinding::id).containsExactly("good");
    }

    @Test
    void asksRolesForThePermissionOnTheProduct() {
        hub.enableSecurityHub(e -> {});
        Clients other = role("other", may("securityhub:BatchImportFindings", PRODUCT + "-2"));
        Clients writer = role("writer", may("securityhub:BatchImportFindings", PRODUCT));

        assertRefused(
                "AccessDeniedException",
                403,
                () -> other.securityHub().batchImportFindings(b -> b.findings(finding("f"))));
        assertThat(
                        writer.securityHub()
                                .batchImportFindings(b -> b.findings(finding("f")))
                                .successCount())
                .isEqualTo(1);
    }

    private BatchImportFindingsResponse importOne(AwsSecurityFinding finding) {
        return hub.batchImportFindings(b -> b.findings(finding));
    }

    private static AwsSecurityFinding finding(String id) {
        return finding(id, f -> {});
    }

    private static AwsSecurityFinding finding(
            String id, Consumer<AwsSecurityFinding.Builder> otherwise) {
        AwsSecurityFinding.Builder finding =
                AwsSecurityFinding.builder()
                        .schemaVersion("2018-10-08")
                        .id(id)
                        .productArn(PRODUCT)
                        .generatorId("session-vault/LOG-KEY")
                        .awsAccountId("111122223333")
                        .types("Software and Configuration Checks/AWS Security Best Practices")
                        .createdAt("2026-11-24T10:00:00Z")
                        .updatedAt("2026-11-24T10:00:00Z")
                        .severity(s -> s.label("HIGH"))
                        .title("t")
                        .description("d")
                        .resources(Resource.builder().type("Other").id("r").build());
        otherwise.accept(finding);
        return finding.build();
    }
}
