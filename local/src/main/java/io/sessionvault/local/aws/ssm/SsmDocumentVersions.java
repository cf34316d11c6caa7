package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/// The versions of documents. An update makes a new one and leaves the default where it is.
final class SsmDocumentVersions {
    /// Source: Systems Manager endpoints and quotas.
    private static final int MOST_VERSIONS = 1000;

    private final Ssm ssm;
    private final int pageSize;

    SsmDocumentVersions(Ssm ssm, int pageSize) {
        this.ssm = ssm;
        this.pageSize = pageSize;
    }

    void register(Operations operations) {
        operations
                .on(
                        UpdateDocumentRequest.class,
                        SsmDocuments.to("ssm:UpdateDocument", UpdateDocumentRequest::name),
                        this::update,
                        "Attachments",
                        "TargetType")
                .on(
                        UpdateDocumentDefaultVersionRequest.class,
                        SsmDocuments.to(
                                "ssm:UpdateDocumentDefaultVersion",
                                UpdateDocumentDefaultVersionRequest::name),
                        this::setDefault)
                .on(
                        ListDocumentVersionsRequest.class,
                        SsmDocuments.to(
                                "ssm:ListDocumentVersions", ListDocumentVersionsRequest::name),
                        this::list);
    }

    private UpdateDocumentResponse update(Call call, UpdateDocumentRequest request) {
        SsmDocument document = SsmDocuments.find(ssm.region(call), request.name());
        String latest = Integer.toString(document.latest());
        String asked = request.documentVersion();
        if (asked != null && !asked.equals("$LATEST") && !asked.equals(latest)) {
            throw new AwsError(
                    "InvalidDocumentVersion",
                    400,
                    "Version provided %s is not latest %s".formatted(asked, latest));
        }
        SsmDocuments.check(request.content(), request.documentFormat());
        checkName(document, request.versionName());
        List<String> contents =
                document.versions.values().stream().map(SsmDocument.Version::content).toList();
        if (ssm.duplicateContent.isIn(contents, request.content())) {
            throw new AwsError(
                    "DuplicateDocumentContent",
                    400,
                    "The content of the document is that of another version.");
        }
        if (document.versions.size() >= MOST_VERSIONS) {
            throw new AwsError(
                    "DocumentVersionLimitExceeded",
                    400,
                    "The document has too many versions. Delete one or more document versions and"
                            + " try again.");
        }
        int number =
                document.add(
                        new SsmDocument.Version(
                                request.content(), request.versionName(), call.now()));
        return UpdateDocumentResponse.builder()
                .documentDescription(document.describe(number))
                .build();
    }

    private static void checkName(SsmDocument document, @Nullable String name) {
        SsmDocuments.checkVersionName(name);
        boolean isTaken =
                name != null
                        && document.versions.values().stream()
                                .anyMatch(version -> name.equals(version.name()));
        if (isTaken) {
            throw new AwsError(
                    "DuplicateDocumentVersionName",
                    400,
                    "The version name %s has already been used in this document.".formatted(name));
        }
    }

    private UpdateDocumentDefaultVersionResponse setDefault(
            Call call, UpdateDocumentDefaultVersionRequest request) {
        SsmDocument document = SsmDocuments.find(ssm.region(call), request.name());
        document.defaultVersion = document.number(request.documentVersion());
        String number = Integer.toString(document.defaultVersion);
        return UpdateDocumentDefaultVersionResponse.builder()
                .description(d -> d.name(document.name).defaultVersion(number))
                .build();
    }

    private ListDocumentVersionsResponse list(Call call, ListDocumentVersionsRequest request) {
        SsmDocument document = SsmDocuments.find(ssm.region(call), request.name());
        Page<Integer> page =
                Page.of(
                        List.copyOf(document.versions.descendingKeySet()),
                        request.nextToken(),
                        request.maxResults(),
                        pageSize,
                        wrong -> new AwsError("InvalidNextToken", 400, "not a token: " + wrong));
        return ListDocumentVersionsResponse.builder()
                .documentVersions(page.items().stream().map(n -> shape(document, n)).toList())
                .nextToken(page.next())
                .build();
    }

    private static DocumentVersionInfo shape(SsmDocument document, int number) {
        SsmDocument.Version version = document.version(number);
        return DocumentVersionInfo.builder()
                .name(document.name)
                .documentVersion(Integer.toString(number))
                .versionName(version.name())
                .createdDate(version.created())
                .isDefaultVersion(number == document.defaultVersion)
                .documentFormat(DocumentFormat.JSON)
                .status(DocumentStatus.ACTIVE)
                .build();
    }
}
