package io.sessionvault.aws;

import io.sessionvault.preferences.ContentForm;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.preferences.VersionName;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.ReleaseChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.DuplicateDocumentContentException;
import software.amazon.awssdk.services.ssm.model.DuplicateDocumentVersionNameException;

/// Writes one Region's preferences, each version with a name by which it is known again. No version
/// is ever deleted for it.
final class PreferencesWriter {
    private PreferencesWriter() {}

    static void create(SsmClient ssm, Change.CreatePreferences create) {
        ssm.createDocument(ask ->
                ask.name(PreferencesDocument.NAME)
                        .documentType(DocumentType.SESSION)
                        .documentFormat(DocumentFormat.JSON)
                        .versionName(VersionName.FIRST)
                        .content(Json.write(create.content())));
    }

    /// Writes a new version and makes it the default one. A version whose names somebody else has
    /// taken is written without one: what is to be logged does not wait for that.
    ///
    /// @throws DuplicateDocumentContentException when AWS takes all forms for duplicates
    static void update(SsmClient ssm, Change.UpdatePreferences update) {
        String newest = update.newestVersion();
        List<String> texts =
                ContentForm.of(update.content(), newest).stream()
                        .map(PreferencesWriter::text)
                        .toList();
        List<String> names = VersionName.merged(newest, update.defaultVersion());
        setDefaultVersion(ssm, new Version(ssm, newest, texts, names, true).write());
    }

    /// Writes the text of an earlier version and makes it the default one.
    ///
    /// @throws DuplicateDocumentContentException when AWS takes all forms for duplicates
    /// @throws DuplicateDocumentVersionNameException when all names are taken: without one, nobody
    ///     would know that the text was given back
    static void giveBack(SsmClient ssm, ReleaseChange.GiveBack back) {
        String newest = back.newestVersion();
        List<String> texts =
                ContentForm.ofText(back.text().text(), back.text().content(), newest, Json::write);
        List<String> names = VersionName.returned(back.source(), newest);
        setDefaultVersion(ssm, new Version(ssm, newest, texts, names, false).write());
    }

    /// Writes what is left of the vault's own text when what can lock people out is taken back, and
    /// makes it the default one.
    ///
    /// @param content what to write
    /// @param newest the number of the newest version
    /// @throws DuplicateDocumentContentException when AWS takes all forms for duplicates
    /// @throws DuplicateDocumentVersionNameException when all names are taken: without one, nobody
    ///     would know whose text it is
    static void rollBack(SsmClient ssm, Map<String, Object> content, String newest) {
        List<String> texts =
                ContentForm.of(content, newest).stream().map(PreferencesWriter::text).toList();
        List<String> names = VersionName.rolledBack(newest);
        setDefaultVersion(ssm, new Version(ssm, newest, texts, names, false).write());
    }

    static void setDefaultVersion(SsmClient ssm, String version) {
        ssm.updateDocumentDefaultVersion(
                ask -> ask.name(PreferencesDocument.NAME).documentVersion(version));
    }

    private static String text(ContentForm form) {
        return "{" + form.space() + Json.write(form.content()).substring(1);
    }

    /// A version that is to be written.
    private static final class Version {
        private final SsmClient ssm;
        private final String after;
        private final Deque<String> texts;
        private final Deque<String> names;
        private final boolean mayBeNameless;

        Version(
                SsmClient ssm,
                String after,
                List<String> texts,
                List<String> names,
                boolean mayBeNameless) {
            this.ssm = ssm;
            this.after = after;
            this.texts = new ArrayDeque<>(texts);
            this.names = new ArrayDeque<>(names);
            this.mayBeNameless = mayBeNameless;
        }

        /// Each text and each name is tried once, the next one only where AWS refuses the one before
        /// because it is there already.
        String write() {
            try {
                return update(texts.getFirst(), names.peekFirst());
            } catch (DuplicateDocumentContentException duplicate) {
                texts.removeFirst();
                if (texts.isEmpty()) {
                    throw duplicate;
                }
            } catch (DuplicateDocumentVersionNameException taken) {
                names.removeFirst();
                if (names.isEmpty() && !mayBeNameless) {
                    throw taken;
                }
            }
            return write();
        }

        /// Naming the version that was read makes AWS refuse the update when somebody saved a newer
        /// one meanwhile.
        private String update(String text, @Nullable String name) {
            return ssm.updateDocument(ask ->
                            ask.name(PreferencesDocument.NAME)
                                    .documentVersion(after)
                                    .versionName(name)
                                    .documentFormat(DocumentFormat.JSON)
                                    .content(text))
                    .documentDescription()
                    .documentVersion();
        }
    }
}
