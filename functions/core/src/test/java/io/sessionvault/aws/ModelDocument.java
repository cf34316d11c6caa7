package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.preferences.PreferencesDocument;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DuplicateDocumentContentException;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentVersionException;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/// One Region's preferences in memory, with all versions that they ever had.
final class ModelDocument implements SsmClient {
    /// Which contents are duplicates; AWS does not say.
    enum Duplicates {
        NEWEST_VERSION {
            @Override
            boolean contain(List<String> versions, String content) {
                return versions.getLast().equals(content);
            }
        },
        TEXT_OF_ANY_VERSION {
            @Override
            boolean contain(List<String> versions, String content) {
                return versions.contains(content);
            }
        },
        JSON_OF_ANY_VERSION {
            @Override
            boolean contain(List<String> versions, String content) {
                return versions.stream()
                        .anyMatch(version -> parsed(version).equals(parsed(content)));
            }
        };

        abstract boolean contain(List<String> versions, String content);
    }

    final List<String> versions = new ArrayList<>();
    int defaultVersion = 1;
    private final Duplicates duplicates;

    ModelDocument(Duplicates duplicates, String first) {
        this.duplicates = duplicates;
        versions.add(first);
    }

    /// Somebody saves a version and makes it the default.
    void save(String content) {
        updateDocument(ask ->
                ask.name(PreferencesDocument.NAME).documentVersion("$LATEST").content(content));
        defaultVersion = versions.size();
    }

    @Override
    public DescribeDocumentResponse describeDocument(DescribeDocumentRequest request) {
        return DescribeDocumentResponse.builder()
                .document(it ->
                        it.documentType(DocumentType.SESSION)
                                .defaultVersion(Integer.toString(defaultVersion)))
                .build();
    }

    @Override
    public GetDocumentResponse getDocument(GetDocumentRequest request) {
        return GetDocumentResponse.builder()
                .content(versions.getLast())
                .documentVersion(Integer.toString(versions.size()))
                .build();
    }

    @Override
    public UpdateDocumentResponse updateDocument(UpdateDocumentRequest request) {
        String newest = Integer.toString(versions.size());
        if (!List.of("$LATEST", newest).contains(request.documentVersion())) {
            throw InvalidDocumentVersionException.builder().build();
        }
        if (duplicates.contain(versions, request.content())) {
            throw DuplicateDocumentContentException.builder().build();
        }
        versions.add(request.content());
        return UpdateDocumentResponse.builder()
                .documentDescription(it -> it.documentVersion(Integer.toString(versions.size())))
                .build();
    }

    @Override
    public UpdateDocumentDefaultVersionResponse updateDocumentDefaultVersion(
            UpdateDocumentDefaultVersionRequest request) {
        defaultVersion = Integer.parseInt(request.documentVersion());
        return UpdateDocumentDefaultVersionResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "ssm";
    }

    @Override
    public void close() {}

    private static Object parsed(String content) {
        try {
            return Json.object(content);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
