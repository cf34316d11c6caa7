package io.sessionvault.local.aws.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;

/// Documents as a whole. Only documents in JSON are implemented.
///
/// Source: Systems Manager API reference, the operations of these names.
final class SsmDocuments {
    /// Names that are left to AWS. Source: Systems Manager API reference, `CreateDocument`, `Name`.
    private static final String AWS_PREFIX = "AWS-";

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_DOCUMENTS = 500;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Ssm ssm;

    SsmDocuments(Ssm ssm) {
        this.ssm = ssm;
    }

    void register(Operations operations) {
        operations
                .on(
                        CreateDocumentRequest.class,
                        to("ssm:CreateDocument", CreateDocumentRequest::name),
                        this::create,
                        "Attachments",
                        "Requires")
                .on(
                        GetDocumentRequest.class,
                        to("ssm:GetDocument", GetDocumentRequest::name),
                        this::get,
                        "VersionName")
                .on(
                        DescribeDocumentRequest.class,
                        to("ssm:DescribeDocument", DescribeDocumentRequest::name),
                        this::describe,
                        "VersionName")
                .on(
                        DeleteDocumentRequest.class,
                        to("ssm:DeleteDocument", DeleteDocumentRequest::name),
                        this::delete,
                        "VersionName");
    }

    /// An action on a document of the caller's account, or of AWS, whose ARN names no account.
    ///
    /// @param name the document's name
    static <Q extends SdkRequest> Authorization<Q> to(String action, Function<Q, String> name) {
        return Authorization.to(
                action,
                (call, request) -> {
                    String named = String.valueOf(name.apply(request));
                    return "arn:aws:ssm:%s:%s:document/%s"
                            .formatted(
                                    call.region(),
                                    named.startsWith(AWS_PREFIX) ? "" : call.account(),
                                    named);
                });
    }

    /// A document of the account and Region.
    ///
    /// @throws AwsError `InvalidDocument` when there is none of this name
    static SsmDocument find(SsmRegion region, @Nullable String name) {
        SsmDocument document = region.documents.get(String.valueOf(name));
        if (document == null) {
            throw new AwsError(
                    "InvalidDocument",
                    400,
                    "Document with name %s does not exist.".formatted(name));
        }
        return document;
    }

    /// Makes sure that content is JSON of a size that AWS takes.
    ///
    /// @throws AwsError `InvalidDocumentContent` or `MaxDocumentSizeExceeded`
    static void check(@Nullable String content, @Nullable DocumentFormat format) {
        jsonOnly(format);
        String text = String.valueOf(content);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new AwsError(
                    "MaxDocumentSizeExceeded", 400, "The size limit of a document is 64 KB.");
        }
        try {
            if (JSON.readTree(text).isObject()) {
                return;
            }
        } catch (JsonProcessingException malformed) {
            throw new AwsError(
                    "InvalidDocumentContent",
                    400,
                    "JSON not well-formed. at Line: %d, Column: %d"
                            .formatted(
                                    malformed.getLocation().getLineNr(),
                                    malformed.getLocation().getColumnNr()));
        }
        throw new AwsError("InvalidDocumentContent", 400, "The content is not a JSON object.");
    }

    /// Makes sure that a version may be called so.
    static void checkVersionName(@Nullable String name) {
        if (name != null && !name.matches("[a-zA-Z0-9_\\-.]{1,128}")) {
            throw AwsError.validation("not a version's name: " + name);
        }
    }

    private CreateDocumentResponse create(Call call, CreateDocumentRequest request) {
        SsmRegion region = ssm.region(call);
        if (request.name() == null || !request.name().matches("[a-zA-Z0-9_\\-.]{3,128}")) {
            throw AwsError.validation("not a document's name: " + request.name());
        }
        if (request.name().startsWith(AWS_PREFIX)) {
            throw AwsError.validation("reserved for AWS: " + request.name());
        }
        if (region.documents.containsKey(request.name())) {
            throw new AwsError(
                    "DocumentAlreadyExists",
                    400,
                    "Document with same name %s already exists".formatted(request.name()));
        }
        if (region.documents.size() >= MOST_DOCUMENTS) {
            throw new AwsError("DocumentLimitExceeded", 400, "You can have 500 documents.");
        }
        check(request.content(), request.documentFormat());
        checkVersionName(request.versionName());
        var first = new SsmDocument.Version(request.content(), request.versionName(), call.now());
        String type = Optional.ofNullable(request.documentTypeAsString()).orElse("Command");
        var document = new SsmDocument(request.name(), type, call.account(), first);
        region.documents.put(request.name(), document);
        return CreateDocumentResponse.builder().documentDescription(document.describe(1)).build();
    }

    private GetDocumentResponse get(Call call, GetDocumentRequest request) {
        SsmDocument document = readable(call, request.name());
        jsonOnly(request.documentFormat());
        int number = document.number(request.documentVersion());
        SsmDocument.Version version = document.version(number);
        return GetDocumentResponse.builder()
                .name(document.name)
                .content(version.content())
                .documentVersion(Integer.toString(number))
                .versionName(version.name())
                .createdDate(version.created())
                .documentType(document.type)
                .documentFormat(DocumentFormat.JSON)
                .status(DocumentStatus.ACTIVE)
                .build();
    }

    /// A document of AWS, or one of the account and Region.
    private SsmDocument readable(Call call, @Nullable String name) {
        SsmRegion region = ssm.region(call);
        return ssm.awsDocuments().find(String.valueOf(name)).orElseGet(() -> find(region, name));
    }

    private DescribeDocumentResponse describe(Call call, DescribeDocumentRequest request) {
        SsmDocument document = readable(call, request.name());
        int number = document.number(request.documentVersion());
        return DescribeDocumentResponse.builder().document(document.describe(number)).build();
    }

    private DeleteDocumentResponse delete(Call call, DeleteDocumentRequest request) {
        SsmRegion region = ssm.region(call);
        SsmDocument document = find(region, request.name());
        if (request.documentVersion() == null) {
            region.documents.remove(document.name);
            return DeleteDocumentResponse.builder().build();
        }
        int number = document.number(request.documentVersion());
        if (number == document.defaultVersion) {
            throw new AwsError(
                    "InvalidDocumentOperation",
                    400,
                    "Default version of the document can't be deleted.");
        }
        document.versions.remove(number);
        return DeleteDocumentResponse.builder().build();
    }

    private static void jsonOnly(@Nullable DocumentFormat format) {
        if (format != null && format != DocumentFormat.JSON) {
            throw AwsError.notImplemented("documents in " + format);
        }
    }
}
