package io.sessionvault.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.RegionName;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.PreferencesStep;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Reads one Region of an account.
///
/// Source: Systems Manager API reference, `DescribeDocument`, `GetDocument` and
/// `GetServiceSetting`. A document that does not exist is answered with `InvalidDocument`.
final class RegionReader {
    /// The setting that names the Default Host Management role.
    static final String HOST_MANAGEMENT_SETTING =
            "/ssm/managed-instance/default-ec2-instance-management-role";

    private RegionReader() {}

    /// @param kms gives a client of the account that owns the session key, in the same Region
    /// @param now what time it is
    static ObservedRegion read(
            SsmClient ssm,
            Supplier<KmsClient> kms,
            DesiredAccount desired,
            RegionName region,
            Instant now) {
        Observation<Preferences> preferences = ServiceErrors.observe(() -> preferences(ssm));
        return new ObservedRegion(
                preferences,
                needsSessionKey(preferences, desired, region)
                        ? Optional.of(
                                ServiceErrors.observe(
                                        () -> KeyReader.readFor(desired, kms.get(), region, now)))
                        : Optional.empty(),
                switch (desired.hostManagement()) {
                    case LEAVE -> Optional.empty();
                    case MANAGE -> Optional.of(ServiceErrors.observe(() -> hostManagement(ssm)));
                });
    }

    /// Only preferences that have to be switched need the key, and the account that owns it looks
    /// at its keys anyway: an account that is as it should be costs no call of KMS.
    private static boolean needsSessionKey(
            Observation<Preferences> preferences, DesiredAccount desired, RegionName region) {
        return desired.encryptsSessions()
                && !desired.ownsSessionKey()
                && preferences instanceof Observation.Seen<Preferences>(Preferences seen)
                && PreferencesStep.between(desired, region, seen, true)
                        instanceof PreferencesStep.Switch;
    }

    static Preferences preferences(SsmClient ssm) {
        try {
            DocumentDescription versions =
                    ssm.describeDocument(ask -> ask.name(PreferencesDocument.NAME)).document();
            if (versions.documentType() != null
                    && versions.documentType() != DocumentType.SESSION) {
                return new Preferences.Unusable(
                        PreferencesDocument.NAME
                                + " is a document of type "
                                + versions.documentTypeAsString());
            }
            GetDocumentResponse newest =
                    ssm.getDocument(ask ->
                            ask.name(PreferencesDocument.NAME)
                                    .documentVersion("$LATEST")
                                    .documentFormat(DocumentFormat.JSON));
            return new Preferences.Present(
                    Json.object(newest.content()),
                    newest.documentVersion(),
                    versions.defaultVersion());
        } catch (InvalidDocumentException absent) {
            return new Preferences.Absent();
        } catch (JsonProcessingException malformed) {
            return new Preferences.Unusable(
                    PreferencesDocument.NAME + " is not a JSON object: " + position(malformed));
        }
    }

    /// Where the JSON breaks, without its content.
    private static String position(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? "unreadable"
                : "unreadable at line "
                        + malformed.getLocation().getLineNr()
                        + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    /// The value of the Default Host Management setting.
    static String hostManagement(SsmClient ssm) {
        return ssm.getServiceSetting(ask -> ask.settingId(HOST_MANAGEMENT_SETTING))
                .serviceSetting()
                .settingValue();
    }
}
