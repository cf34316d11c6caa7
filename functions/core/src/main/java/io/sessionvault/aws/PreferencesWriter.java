package io.sessionvault.aws;

import io.sessionvault.preferences.ContentForm;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change;
import java.util.Iterator;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DuplicateDocumentContentException;

/// Writes one Region's preferences. No version is ever deleted for it.
final class PreferencesWriter {
    private PreferencesWriter() {}

    static void create(SsmClient ssm, Change.CreatePreferences create) {
        ssm.createDocument(ask ->
                ask.name(PreferencesDocument.NAME)
                        .documentType(DocumentType.SESSION)
                        .documentFormat(DocumentFormat.JSON)
                        .content(Json.write(create.content())));
    }

    /// Writes a new version and makes it the default one. Each form of its content is tried once,
    /// the next one only where AWS takes the one before for a duplicate.
    ///
    /// @throws DuplicateDocumentContentException when it takes all of them for duplicates
    static void update(SsmClient ssm, Change.UpdatePreferences update) {
        Iterator<ContentForm> forms =
                ContentForm.of(update.content(), update.newestVersion()).iterator();
        setDefaultVersion(ssm, write(ssm, update.newestVersion(), forms));
    }

    static void setDefaultVersion(SsmClient ssm, String version) {
        ssm.updateDocumentDefaultVersion(
                ask -> ask.name(PreferencesDocument.NAME).documentVersion(version));
    }

    private static String write(SsmClient ssm, String mergedVersion, Iterator<ContentForm> forms) {
        String text = text(forms.next());
        try {
            // Naming the version that was merged makes AWS refuse the update when somebody saved a
            // newer one meanwhile.
            return ssm.updateDocument(ask ->
                            ask.name(PreferencesDocument.NAME)
                                    .documentVersion(mergedVersion)
                                    .documentFormat(DocumentFormat.JSON)
                                    .content(text))
                    .documentDescription()
                    .documentVersion();
        } catch (DuplicateDocumentContentException duplicate) {
            if (!forms.hasNext()) {
                throw duplicate;
            }
            return write(ssm, mergedVersion, forms);
        }
    }

    private static String text(ContentForm form) {
        return "{" + form.space() + Json.write(form.content()).substring(1);
    }
}
