package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A Region that is not governed and still logs to the vault is told, and nothing is changed there.
class StillLogsTest {
    private static final DesiredAccount DESIRED =
            Desires.withUngoverned(
                    Desires.account(
                            MEMBER,
                            HostManagement.LEAVE,
                            SessionEncryption.WHEN_SAFE,
                            FRANKFURT,
                            IRELAND),
                    new TreeSet<>(List.of(VIRGINIA)));

    @ParameterizedTest
    @CsvSource({
        "session-logs, '', the vault's bucket session-logs",
        "elsewhere, KEY, the vault's key KEY",
        "session-logs, KEY, the vault's bucket session-logs and the vault's key KEY",
        "session-logs, arn:aws:kms:us-east-1:999999999999:key/a, the vault's bucket session-logs"
    })
    void aDocumentThatNamesTheVaultIsToldWithWhatItNames(String bucket, String key, String named) {
        String ours = SESSION_KEY.in(VIRGINIA).toString();

        Plan plan =
                plan(
                        DESIRED,
                        new Observation.Seen<>(
                                naming(
                                        Map.of(
                                                "s3BucketName",
                                                bucket,
                                                "kmsKeyId",
                                                key.replace("KEY", ours)))));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(PlanText.lines(plan))
                .contains(
                        "i NOT GOVERNED, STILL LOGS us-east-1: the Region is not governed, and its"
                                + " preferences name "
                                + named.replace("KEY", ours)
                                + ": sessions there need the policy SessionVaultLogWriter and the"
                                + " vault's keys for as long as they do");
    }

    @Test
    void nothingIsSaidOfADocumentThatNamesNothingOfTheVaultsOrCouldNotBeRead() {
        assertThat(told(new Observation.Seen<>(new Preferences.Absent()))).isEmpty();
        assertThat(told(new Observation.Seen<>(new Preferences.Unusable("no JSON")))).isEmpty();
        assertThat(told(new Observation.Unseen<>(Observed.THROTTLED))).isEmpty();
        assertThat(told(new Observation.Seen<>(naming(Map.of("s3BucketName", "elsewhere")))))
                .isEmpty();
        assertThat(told(new Observation.Seen<>(naming(Map.of())))).isEmpty();
    }

    @Test
    void aHeldRegionIsToldAsHeldAndNotTwice() {
        Hold hold = new Hold(Instant.EPOCH, Hold.Reason.RELEASED, "request r-1");
        DesiredAccount held =
                DESIRED.under(
                        Holds.NONE.plus(new Scope.Regions(new TreeSet<>(List.of(IRELAND))), hold));
        ObservedAccount observed = Observed.asDesired(held);
        Plan plan =
                Plan.between(
                        held,
                        new ObservedAccount(
                                observed.identity(),
                                observed.keys(),
                                observed.regions(),
                                new TreeMap<>(
                                        Map.of(
                                                IRELAND,
                                                new Observation.Seen<>(
                                                        naming(
                                                                Map.of(
                                                                        "s3BucketName",
                                                                        "session-logs")))))));

        assertThat(plan.notices()).containsExactly(new Notice.RegionHeld(IRELAND, hold));
    }

    private static List<Notice> told(Observation<Preferences> virginia) {
        return plan(DESIRED, virginia).notices();
    }

    private static Plan plan(DesiredAccount desired, Observation<Preferences> virginia) {
        ObservedAccount observed = Observed.asDesired(desired);
        return Plan.between(
                desired,
                new ObservedAccount(
                        observed.identity(),
                        observed.keys(),
                        observed.regions(),
                        new TreeMap<>(Map.of(VIRGINIA, virginia))));
    }

    private static Preferences naming(Map<String, Object> inputs) {
        return new Preferences.Present(Map.of("inputs", inputs), "2", "2");
    }
}
