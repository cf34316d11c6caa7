package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.sweep.SessionDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Reads the Session documents that an account made in one Region, the preferences left out, and
/// those of others that its sessions name.
///
/// Source: Systems Manager API reference, `ListDocuments`, `DocumentKeyValuesFilter` and
/// `GetDocument`.
final class SessionDocumentReader {
    private final SsmClient ssm;

    SessionDocumentReader(SsmClient ssm) {
        this.ssm = ssm;
    }

    /// @throws SdkException when they cannot be listed
    List<SessionDocument> read() {
        return ssm
                .listDocumentsPaginator(ask ->
                        ask.filters(filter("Owner", "Self"), filter("DocumentType", "Session")))
                .documentIdentifiers()
                .stream()
                .map(DocumentIdentifier::name)
                .filter(name -> !name.equals(PreferencesDocument.NAME))
                .flatMap(name -> read(name).stream())
                .toList();
    }

    /// Reads a document that another account shares, or one of AWS. Of these only the version that
    /// is shared can be read, which is the default one.
    ///
    /// Source: Systems Manager API reference, `ModifyDocumentPermission`, `SharedDocumentVersion`.
    ///
    /// @param name its name or ARN
    SessionDocument readForeign(String name) {
        try {
            return new SessionDocument.Read(
                    name, List.of(Json.object(get(name, "$DEFAULT").content())));
        } catch (SdkException failure) {
            return new SessionDocument.Unseen(name, ServiceErrors.of(failure));
        } catch (JsonProcessingException malformed) {
            return new SessionDocument.Malformed(name);
        }
    }

    private static DocumentKeyValuesFilter filter(String key, String value) {
        return DocumentKeyValuesFilter.builder().key(key).values(value).build();
    }

    /// Empty when it was deleted since it was listed.
    private Optional<SessionDocument> read(String name) {
        try {
            GetDocumentResponse used = get(name, "$DEFAULT");
            GetDocumentResponse newest = get(name, "$LATEST");
            return Optional.of(
                    new SessionDocument.Read(
                            name,
                            Stream.of(Json.object(used.content()), Json.object(newest.content()))
                                    .distinct()
                                    .toList()));
        } catch (InvalidDocumentException deleted) {
            return Optional.empty();
        } catch (SdkException failure) {
            return Optional.of(new SessionDocument.Unseen(name, ServiceErrors.of(failure)));
        } catch (JsonProcessingException malformed) {
            return Optional.of(new SessionDocument.Malformed(name));
        }
    }

    private GetDocumentResponse get(String name, String version) {
        return ssm.getDocument(
                ask -> ask.name(name).documentVersion(version).documentFormat(DocumentFormat.JSON));
    }
}
