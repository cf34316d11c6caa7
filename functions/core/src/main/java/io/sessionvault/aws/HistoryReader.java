package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.preferences.VersionName;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.ObservedHistory;
import io.sessionvault.reconcile.ObservedHistory.Text;
import io.sessionvault.reconcile.ObservedHistory.Version;
import io.sessionvault.reconcile.ReturnPoint;
import io.sessionvault.reconcile.VaultPlaces;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DocumentVersionInfo;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Reads one Region's preferences with all versions, and the texts of those that matter.
///
/// Source: Systems Manager API reference, `ListDocumentVersions`: 50 a page at most, and
/// `GetDocument`.
final class HistoryReader {
    private static final int PAGE = 50;

    private HistoryReader() {}

    /// Reads it.
    ///
    /// @param wish what a person wants back, where somebody said so
    /// @throws software.amazon.awssdk.core.exception.SdkException when it cannot be read
    static ObservedHistory read(
            SsmClient ssm, DesiredAccount desired, Optional<ReturnPoint.Wish> wish) {
        try {
            return read(ssm, listed(ssm), desired, wish);
        } catch (InvalidDocumentException absent) {
            return new ObservedHistory.Absent();
        }
    }

    private static List<DocumentVersionInfo> listed(SsmClient ssm) {
        return ssm
                .listDocumentVersionsPaginator(
                        ask -> ask.name(PreferencesDocument.NAME).maxResults(PAGE))
                .documentVersions()
                .stream()
                .sorted(
                        Comparator.comparingLong(
                                version -> Long.parseLong(version.documentVersion())))
                .toList();
    }

    private static ObservedHistory read(
            SsmClient ssm,
            List<DocumentVersionInfo> versions,
            DesiredAccount desired,
            Optional<ReturnPoint.Wish> wish) {
        String used = defaultVersion(versions);
        String newest = versions.getLast().documentVersion();
        GetDocumentResponse latest = get(ssm, newest);
        if (latest.documentType() != null && latest.documentType() != DocumentType.SESSION) {
            return new ObservedHistory.OfOtherType(latest.documentTypeAsString());
        }
        Map<String, Text> texts = new HashMap<>(Map.of(newest, text(latest)));
        if (!used.equals(newest)) {
            texts.put(used, text(get(ssm, used)));
        }
        ObservedHistory.Present seen =
                new ObservedHistory.Present(
                        versions.stream().map(HistoryReader::version).toList(),
                        newest,
                        used,
                        texts);
        return ReturnPoint.of(VaultPlaces.of(desired), seen, wish)
                                instanceof ReturnPoint.OfVersion(String number)
                        && !texts.containsKey(number)
                ? seen.with(number, text(get(ssm, number)))
                : seen;
    }

    /// A document that changes while it is listed may show none.
    private static String defaultVersion(List<DocumentVersionInfo> versions) {
        return versions.stream()
                .filter(DocumentVersionInfo::isDefaultVersion)
                .findFirst()
                .map(DocumentVersionInfo::documentVersion)
                .orElseThrow(() ->
                        SdkClientException.create(
                                "Systems Manager lists no default version of "
                                        + PreferencesDocument.NAME));
    }

    private static Version version(DocumentVersionInfo listed) {
        return new Version(
                listed.documentVersion(),
                VersionName.origin(Optional.ofNullable(listed.versionName())),
                Optional.ofNullable(listed.createdDate()));
    }

    private static GetDocumentResponse get(SsmClient ssm, String version) {
        return ssm.getDocument(ask ->
                ask.name(PreferencesDocument.NAME)
                        .documentVersion(version)
                        .documentFormat(DocumentFormat.JSON));
    }

    private static Text text(GetDocumentResponse version) {
        try {
            return new Text(version.content(), Optional.of(Json.object(version.content())));
        } catch (JsonProcessingException malformed) {
            return new Text(version.content(), Optional.empty());
        }
    }
}
