package io.sessionvault.sweep;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static io.sessionvault.sweep.Swept.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.Scope;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions without a log, and logs without a session.
class SessionsAndLogsTest {
    private static final String PREFERENCES = "SSM-SessionManagerRunShell";
    private static final String ADA = "ada-0a1b2c3d4e5f60718";
    private static final String ADAS_LOG = "222222222222/eu-west-1/" + ADA + ".log";
    private static final Instant YESTERDAY = NOW.minus(Duration.ofHours(24));

    private final Swept swept = new Swept(Desires.member());

    @Test
    void findsTheLogOfASession() {
        swept.sessions(IRELAND, session(PREFERENCES)).log(ADAS_LOG, YESTERDAY);

        assertThat(swept.ids()).isEmpty();
        assertThat(count()).isEqualTo(new SessionCount(1, 0, 0, 0));
    }

    @Test
    void looksForTheLogUnderANameWithoutColons() {
        Session session =
                new Session(
                        "ada:0a:1b-2c", "ada", "i-1", "", false, YESTERDAY, Optional.of(YESTERDAY));
        swept.sessions(IRELAND, session).log("222222222222/eu-west-1/ada0a1b-2c.log", YESTERDAY);

        assertThat(swept.ids()).isEmpty();
        assertThat(count().logged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "222222222222/eu-central-1/" + ADA + ".log",
                "333333333333/eu-west-1/" + ADA + ".log",
                "222222222222/eu-west-1/" + ADA,
                "222222222222/eu-west-1/sub/" + ADA + ".log"
            })
    void takesNoLogInAnotherPlaceForTheSessions(String key) {
        swept.sessions(IRELAND, session(PREFERENCES)).log(key, NOW);

        assertThat(swept.ids()).containsExactly("SESSION-UNLOGGED/222222222222/eu-west-1/" + ADA);
    }

    @Test
    void tellsOwnerTargetDocumentStartAndEndOfASessionWithoutLog() {
        Instant start = YESTERDAY.minus(Duration.ofMinutes(5));
        swept.sessions(
                IRELAND,
                new Session(
                        ADA,
                        "arn:aws:sts::222222222222:assumed-role/Ops/ada\u202e",
                        "i-0a1b",
                        PREFERENCES,
                        false,
                        start,
                        Optional.of(YESTERDAY)));

        assertThat(swept.sweep().findings())
                .singleElement()
                .extracting(LocatedFinding::detail)
                .isEqualTo(
                        "the session of arn:aws:sts::222222222222:assumed-role/Ops/ada? on i-0a1b by"
                                + " SSM-SessionManagerRunShell from 2026-11-23T02:55:00Z to"
                                + " 2026-11-23T03:00:00Z has no log "
                                + ADAS_LOG);
        assertThat(count()).isEqualTo(new SessionCount(0, 1, 0, 0));
    }

    /// The run started at 03:00, the grace time is an hour.
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T02:00:00Z, 0, 1, SESSION-UNLOGGED",
        "2026-11-24T02:00:01Z, 1, 0,",
        "2026-11-24T03:00:00Z, 1, 0,",
        "2026-11-24T03:00:01Z, 0, 0,"
    })
    void waitsForTheLogUntilTheGraceTimeIsOver(
            Instant end, int waiting, int unlogged, String rule) {
        swept.sessions(IRELAND, session(PREFERENCES, YESTERDAY, Optional.of(end)));

        assertThat(count()).isEqualTo(new SessionCount(0, unlogged, 0, waiting));
        assertThat(rules()).isEqualTo(rule == null ? List.of() : List.of(rule));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T02:00:00Z, SESSION-UNLOGGED",
        "2026-11-24T02:00:01Z,",
        "2026-11-24T03:00:01Z,"
    })
    void takesTheStartForTheEndWhereTheHistoryTellsNone(Instant start, String rule) {
        swept.sessions(IRELAND, session(PREFERENCES, start, Optional.empty()));

        assertThat(rules()).isEqualTo(rule == null ? List.of() : List.of(rule));
        swept.sweep()
                .findings()
                .forEach(finding ->
                        assertThat(finding.detail())
                                .contains("to a time that the history does not tell"));
    }

    @ParameterizedTest
    @CsvSource({
        "SSM-SessionManagerRunShell, SESSION-UNLOGGED",
        "'', SESSION-UNLOGGED",
        "arn:aws:ssm:eu-west-1:222222222222:document/SSM-SessionManagerRunShell, SESSION-UNLOGGED",
        "arn:aws:ssm:eu-west-1:999999999999:document/SSM-SessionManagerRunShell, SESSION-OTHER-DOCUMENT",
        "AWS-StartSSHSession, SESSION-UNLOGGABLE",
        "arn:aws:ssm:eu-west-1::document/AWS-StartSSHSession, SESSION-UNLOGGABLE",
        "AWS-StartPortForwardingSession, SESSION-UNLOGGABLE",
        "AWS-StartPortForwardingSessionToRemoteHost, SESSION-UNLOGGABLE",
        "AWS-StartInteractiveCommand, SESSION-OTHER-DOCUMENT",
        "TeamTunnel, SESSION-UNLOGGABLE",
        "TeamShell, SESSION-OTHER-DOCUMENT"
    })
    void sortsSessionsWithoutLogByTheirDocument(String document, String rule) {
        swept.sessions(IRELAND, session(document))
                .documents(
                        IRELAND,
                        new SessionDocument.Read(
                                "TeamTunnel", List.of(Map.of("sessionType", "Port"))));

        assertThat(rules()).filteredOn(found -> found.startsWith("SESSION")).containsExactly(rule);
        assertThat(count().unloggable()).isEqualTo(rule.equals("SESSION-UNLOGGED") ? 0 : 1);
    }

    /// AWS adds documents that forward ports, and teams share some by ARN.
    @ParameterizedTest
    @CsvSource({
        "AWS-StartPortForwardingSessionToSocket, Port, SESSION-UNLOGGABLE",
        "AWS-ForwardSomethingNew, Port, SESSION-UNLOGGABLE",
        "arn:aws:ssm:eu-west-1::document/AWS-ForwardSomethingNew, Port, SESSION-UNLOGGABLE",
        "arn:aws:ssm:eu-west-1:999999999999:document/Tunnel, Port, SESSION-UNLOGGABLE",
        "arn:aws:ssm:eu-west-1:999999999999:document/Shell, Standard_Stream, SESSION-OTHER-DOCUMENT",
        "AWS-StartSSHSession, InteractiveCommands, SESSION-OTHER-DOCUMENT",
        "AWS-StartInteractiveCommand, InteractiveCommands, SESSION-OTHER-DOCUMENT",
        "AWS-StartNonInteractiveCommand, NonInteractiveCommands, SESSION-OTHER-DOCUMENT"
    })
    void whatDocumentsSayDecidesWhetherTheirSessionsForwardAPort(
            String document, String type, String rule) {
        swept.sessions(IRELAND, session(document))
                .named(
                        IRELAND,
                        new SessionDocument.Read(
                                document.replaceFirst(".*::document/", ""),
                                List.of(Map.of("sessionType", type))));

        assertThat(rules()).containsExactly(rule);
        assertThat(detail()).doesNotContain("could not be read");
    }

    /// Source: Systems Manager user guide, "Start a session".
    @ParameterizedTest
    @CsvSource({
        "AWS-StartSSHSession, true",
        "AWS-StartPortForwardingSession, true",
        "AWS-StartPortForwardingSessionToRemoteHost, true",
        "AWS-StartPortForwardingSessionToSocket, true",
        "arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSessionToSocket, true",
        "AWS-StartInteractiveCommand, false",
        "AWS-ForwardSomethingNew, false",
        "DeletedSince, false",
        "arn:aws:ssm:eu-west-1:999999999999:document/AWS-StartSSHSession, false"
    })
    void theNamesOfAwsDecideWhereADocumentCannotBeReadAndTheFindingSaysSo(
            String document, boolean port) {
        swept.sessions(IRELAND, session(document))
                .named(
                        IRELAND,
                        new SessionDocument.Unseen(
                                document.replaceFirst(".*::document/", ""), Observed.THROTTLED));

        assertThat(rules()).containsExactly(port ? "SESSION-UNLOGGABLE" : "SESSION-OTHER-DOCUMENT");
        assertThat(detail())
                .contains("could not be read", "ThrottlingException")
                .contains(port ? "its name is one of AWS's" : "may have forwarded a port");
    }

    @Test
    void aDocumentThatIsNoJsonIsNotReadEither() {
        swept.sessions(IRELAND, session("TeamShell"))
                .documents(IRELAND, new SessionDocument.Malformed("TeamShell"));

        assertThat(detail()).contains("may have forwarded a port", "no JSON object");
    }

    @ParameterizedTest
    @CsvSource({
        "AmazonECS-ExecuteInteractiveCommand, ECS-EXEC-NOT-LOGGED",
        "arn:aws:ssm:eu-west-1::document/AmazonECS-ExecuteInteractiveCommand, ECS-EXEC-NOT-LOGGED",
        // Somebody can share a document of that name.
        "arn:aws:ssm:eu-west-1:999999999999:document/AmazonECS-ExecuteInteractiveCommand, SESSION-OTHER-DOCUMENT",
        // Somebody can call a role's session so.
        "SSM-SessionManagerRunShell, SESSION-UNLOGGED"
    })
    void theDocumentTellsSessionsOfEcsExec(String document, String rule) {
        swept.sessions(
                IRELAND,
                new Session(
                        "ecs-execute-command-f2rxcq6as4envg6h3xabcdefgh",
                        "ada",
                        "i-0a1b",
                        document,
                        false,
                        YESTERDAY.minus(Duration.ofMinutes(5)),
                        Optional.of(YESTERDAY)));

        assertThat(rules()).containsExactly(rule);
        assertThat(count().logged()).isZero();
    }

    /// The agent in a container sends no checksum, so a bucket with Object Lock takes no log of it.
    @ParameterizedTest
    @CsvSource({
        "'', ECS-EXEC-NOT-LOGGED",
        "TeamShell, ECS-EXEC-NOT-LOGGED",
        "AWS-StartSSHSession, SESSION-UNLOGGABLE"
    })
    void theTargetTellsSessionsThatEnterAContainer(String document, String rule) {
        swept.sessions(
                        IRELAND,
                        new Session(
                                ADA,
                                "ada",
                                "ecs:shop_0a1b_2c3d",
                                document,
                                false,
                                YESTERDAY.minus(Duration.ofMinutes(5)),
                                Optional.of(YESTERDAY)))
                .documents(
                        IRELAND,
                        new SessionDocument.Read("TeamShell", List.of(logging("Standard_Stream"))));

        assertThat(rules()).containsExactly(rule);
        if (rule.startsWith("ECS")) {
            assertThat(detail()).contains("ssm:StartSession", "checksum", "Object Lock");
        }
    }

    /// Whoever ends the agent of an instance loses the log of a document that names the vault, too.
    @ParameterizedTest
    @CsvSource({
        "Standard_Stream, 7200, SESSION-UNLOGGED",
        "Standard_Stream, 1, SESSION-NO-SHELL",
        "InteractiveCommands, 7200, SESSION-UNLOGGED",
        "InteractiveCommands, 1, SESSION-UNLOGGED",
        "Port, 7200, SESSION-UNLOGGABLE"
    })
    void aDocumentThatNamesTheVaultIsAsGoodAsThePreferences(
            String type, long seconds, String rule) {
        swept.sessions(IRELAND, lasting("TeamShell", false, seconds))
                .documents(IRELAND, new SessionDocument.Read("TeamShell", List.of(logging(type))));

        assertThat(rules()).filteredOn(found -> found.startsWith("SESSION")).containsExactly(rule);
        assertThat(count().unlogged()).isEqualTo(rule.equals("SESSION-UNLOGGED") ? 1 : 0);
    }

    @Test
    void aDocumentOfWhichOneVersionNamesAnotherBucketIsNoSuchDocument() {
        Map<String, Object> other = Map.of("sessionType", "Standard_Stream", "inputs", Map.of());
        swept.sessions(IRELAND, lasting("TeamShell", false, 7200L))
                .documents(
                        IRELAND,
                        new SessionDocument.Read(
                                "TeamShell", List.of(logging("Standard_Stream"), other)));

        assertThat(rules()).contains("SESSION-OTHER-DOCUMENT").doesNotContain("SESSION-UNLOGGED");
    }

    /// Whoever may write a document's versions could otherwise hide shells behind one of them.
    @Test
    void oneVersionThatForwardsAPortDoesNotMakeShellsUnloggable() {
        swept.sessions(IRELAND, session("TeamShell"))
                .documents(
                        IRELAND,
                        new SessionDocument.Read(
                                "TeamShell",
                                List.of(
                                        Map.of("sessionType", "Standard_Stream"),
                                        Map.of("sessionType", "Port"))));

        assertThat(rules()).contains("SESSION-OTHER-DOCUMENT").doesNotContain("SESSION-UNLOGGABLE");
        assertThat(swept.sweep().findings())
                .anySatisfy(finding ->
                        assertThat(finding.detail())
                                .contains("one version of its document forwards a port"));
    }

    private static Map<String, Object> logging(String type) {
        return Map.of(
                "sessionType",
                type,
                "inputs",
                Map.of(
                        "s3BucketName",
                        "session-logs",
                        "s3KeyPrefix",
                        "222222222222/eu-west-1",
                        "s3EncryptionEnabled",
                        true));
    }

    @Test
    void aSessionOfEcsExecCanBeLoggedToo() {
        swept.sessions(IRELAND, session("AmazonECS-ExecuteInteractiveCommand"))
                .log(ADAS_LOG, YESTERDAY);

        assertThat(swept.ids()).isEmpty();
        assertThat(count()).isEqualTo(new SessionCount(1, 0, 0, 0));
    }

    /// A handshake that fails does so within seconds.
    @ParameterizedTest
    @CsvSource({
        "SSM-SessionManagerRunShell, 0, SESSION-FAILED",
        "SSM-SessionManagerRunShell, 59, SESSION-FAILED",
        "SSM-SessionManagerRunShell, 60, SESSION-UNLOGGED",
        "SSM-SessionManagerRunShell, 3600, SESSION-UNLOGGED",
        "SSM-SessionManagerRunShell,, SESSION-FAILED",
        "SSM-SessionManagerRunShell, -1, SESSION-FAILED",
        "TeamShell, 59, SESSION-FAILED",
        "TeamShell, 60, SESSION-OTHER-DOCUMENT",
        // A command may have run however soon the session failed.
        "AWS-StartInteractiveCommand, 59, SESSION-OTHER-DOCUMENT",
        "AWS-StartInteractiveCommand,, SESSION-OTHER-DOCUMENT",
        "AWS-StartInteractiveCommand, 60, SESSION-OTHER-DOCUMENT",
        "AmazonECS-ExecuteInteractiveCommand, 59, ECS-EXEC-NOT-LOGGED",
        "AmazonECS-ExecuteInteractiveCommand, 60, ECS-EXEC-NOT-LOGGED",
        "AWS-StartSSHSession, 3600, SESSION-UNLOGGABLE"
    })
    void aFailedSessionThatLastedHadAShell(String document, @Nullable Long seconds, String rule) {
        swept.sessions(IRELAND, lasting(document, true, seconds))
                .named(
                        IRELAND,
                        new SessionDocument.Read(
                                "TeamShell", List.of(Map.of("sessionType", "Standard_Stream"))));

        assertThat(rules()).containsExactly(rule);
        if (rule.equals("SESSION-UNLOGGED")) {
            assertThat(detail()).contains("failed", "had a shell", "script");
        }
        if (seconds == null && !rule.equals("SESSION-UNLOGGABLE")) {
            assertThat(detail()).contains("nobody knows").doesNotContain("not at once");
        }
    }

    /// The CLI without its plugin starts a session and ends it at once. Commands that a document
    /// runs need no longer.
    @ParameterizedTest
    @CsvSource({
        "SSM-SessionManagerRunShell, 0, SESSION-NO-SHELL",
        "'', 2, SESSION-NO-SHELL",
        "SSM-SessionManagerRunShell, 3, SESSION-UNLOGGED",
        "SSM-SessionManagerRunShell, -1, SESSION-UNLOGGED",
        "SSM-SessionManagerRunShell,, SESSION-UNLOGGED",
        "TeamShell, 1, SESSION-NO-SHELL",
        "AWS-StartNonInteractiveCommand, 1, SESSION-OTHER-DOCUMENT",
        "DeletedSince, 1, SESSION-OTHER-DOCUMENT",
        "AmazonECS-ExecuteInteractiveCommand, 1, ECS-EXEC-NOT-LOGGED",
        "AWS-StartSSHSession, 1, SESSION-UNLOGGABLE"
    })
    void aSessionOfASecondOrTwoMayNeverHaveHadAShell(
            String document, @Nullable Long seconds, String rule) {
        swept.sessions(IRELAND, lasting(document, false, seconds))
                .named(
                        IRELAND,
                        new SessionDocument.Read(
                                "AWS-StartNonInteractiveCommand",
                                List.of(Map.of("sessionType", "NonInteractiveCommands"))))
                .named(
                        IRELAND,
                        new SessionDocument.Read(
                                "TeamShell", List.of(Map.of("sessionType", "Standard_Stream"))));

        assertThat(rules()).containsExactly(rule);
        assertThat(count().unlogged()).isEqualTo(rule.equals("SESSION-UNLOGGED") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "Standard_Stream/stderr, 0, true",
        "Standard_Stream/stderr, 59, true",
        "Standard_Stream/stderr, 61, false",
        "Standard_Stream/stderr, -301, false",
        "notes.txt, 0, false"
    })
    void namesTheAgentsErrorThatCameWithASession(
            String name, int minutesAfterItsEnd, boolean named) {
        String key = "222222222222/eu-west-1/" + name;
        swept.sessions(IRELAND, session(PREFERENCES))
                .log(key, YESTERDAY.plus(Duration.ofMinutes(minutesAfterItsEnd)));

        assertThat(detail().contains("an error was stored in " + key)).isEqualTo(named);
    }

    /// Its cluster decides where it is logged, so an error in the vault is another's.
    @Test
    void namesNoErrorForASessionOfEcsExec() {
        swept.sessions(IRELAND, session("AmazonECS-ExecuteInteractiveCommand"))
                .log("222222222222/eu-west-1/Standard_Stream/stderr", YESTERDAY);

        assertThat(detail()).doesNotContain("stderr");
    }

    @Test
    void saysThatAnErrorMayBeOfAnotherSession() {
        swept.sessions(IRELAND, session(PREFERENCES))
                .log("222222222222/eu-west-1/Standard_Stream/stderr", YESTERDAY);

        assertThat(detail()).contains("perhaps of another session");
    }

    private static Session lasting(String document, boolean failed, @Nullable Long seconds) {
        return new Session(
                ADA,
                "ada",
                "i-1",
                document,
                failed,
                YESTERDAY,
                Optional.ofNullable(seconds).map(YESTERDAY::plusSeconds));
    }

    private String detail() {
        return swept.sweep().findings().getFirst().detail();
    }

    @Test
    void countsASessionByAnotherDocumentAsLoggedWhereItsLogIs() {
        swept.sessions(IRELAND, session("TeamShell")).log(ADAS_LOG, YESTERDAY);

        assertThat(swept.ids()).isEmpty();
        assertThat(count()).isEqualTo(new SessionCount(1, 0, 0, 0));
    }

    @Test
    void findsAFailedSessionWithoutLogAndNotOneWithLog() {
        Session failed =
                new Session(
                        ADA, "ada", "i-1", PREFERENCES, true, YESTERDAY, Optional.of(YESTERDAY));

        assertThat(swept.sessions(IRELAND, failed).ids())
                .containsExactly("SESSION-FAILED/222222222222/eu-west-1/" + ADA);
        assertThat(swept.log(ADAS_LOG, YESTERDAY).ids()).isEmpty();
    }

    @Test
    void callsNoSessionUnloggedWhereTheLogsCannotBeListed() {
        swept.sessions(
                        IRELAND,
                        session(PREFERENCES),
                        new Session(
                                "bob-1",
                                "bob",
                                "i-1",
                                "AWS-StartSSHSession",
                                false,
                                YESTERDAY,
                                Optional.of(YESTERDAY)))
                .logs(new Observation.Unseen<>(Observed.THROTTLED));

        assertThat(swept.ids())
                .containsExactly(
                        "SESSION-UNLOGGABLE/222222222222/eu-west-1/bob-1",
                        "ACCOUNT-UNSEEN/222222222222/-/s3://session-logs/222222222222/*");
        assertThat(count()).isEqualTo(new SessionCount(0, 0, 1, 0));
    }

    @Test
    void saysThatAHistoryCouldNotBeReadAndReproachesItsLogsWithNothing() {
        swept.history(IRELAND, new Observation.Unseen<>(Observed.THROTTLED))
                .log(ADAS_LOG, YESTERDAY);

        assertThat(swept.ids()).containsExactly("ACCOUNT-UNSEEN/222222222222/eu-west-1/sessions");
    }

    @Test
    void addsUpTheSessionsOfADayInAllRegions() {
        Instant dayBefore = Instant.parse("2026-11-21T23:59:59Z");
        swept.sessions(
                        IRELAND,
                        session(PREFERENCES),
                        new Session(
                                "bob-1",
                                "bob",
                                "i-1",
                                "",
                                false,
                                dayBefore.minusSeconds(300),
                                Optional.of(dayBefore)))
                .sessions(
                        FRANKFURT,
                        new Session(
                                "eve-1",
                                "eve",
                                "i-1",
                                "",
                                false,
                                YESTERDAY.minusSeconds(300),
                                Optional.of(YESTERDAY)))
                .log(ADAS_LOG, YESTERDAY);

        assertThat(swept.sweep().days())
                .containsExactly(
                        new SessionDay(LocalDate.parse("2026-11-21"), new SessionCount(0, 1, 0, 0)),
                        new SessionDay(
                                LocalDate.parse("2026-11-23"), new SessionCount(1, 1, 0, 0)));
    }

    @Test
    void saysWhenSessionsEndedAndWhenLogsWereStored() {
        Instant start = YESTERDAY.minus(Duration.ofMinutes(5));
        Instant stored = YESTERDAY.plus(Duration.ofMinutes(1));
        swept.sessions(IRELAND, session(PREFERENCES))
                .sessions(FRANKFURT, session(PREFERENCES, start, Optional.empty()))
                .log("222222222222/eu-west-1/eve-1a2b.log", stored);

        assertThat(swept.sweep().findings())
                .extracting(LocatedFinding::at)
                .containsExactly(stored, start, YESTERDAY);
    }

    /// The run started on November 24th at 03:00.
    @ParameterizedTest
    @CsvSource({
        "222222222222/eu-west-1/eve-1a2b.log, 2026-11-23T03:00:00Z, true",
        "222222222222/eu-west-1/eve-1a2b.log, 2026-11-24T02:00:00Z, true",
        "222222222222/eu-west-1/eve-1a2b.log, 2026-11-24T02:00:01Z, false",
        "222222222222/eu-west-1/eve-1a2b.log, 2026-10-26T03:00:00Z, true",
        "222222222222/eu-west-1/eve-1a2b.log, 2026-10-26T02:59:59Z, false",
        "222222222222/eu-west-1/Standard_Stream/stderr, 2026-11-23T03:00:00Z, false",
        "222222222222/eu-west-1/notes.txt, 2026-11-23T03:00:00Z, false",
        // The account has not enabled it, or AWS has no such Region.
        "222222222222/us-west-2/eve-1a2b.log, 2026-11-23T03:00:00Z, true",
        "222222222222/us-east-9/eve-1a2b.log, 2026-11-23T03:00:00Z, true",
        "222222222222/us-gov-west-1/eve-1a2b.log, 2026-11-23T03:00:00Z, true",
        "222222222222/us-east-9/Standard_Stream/stderr, 2026-11-23T03:00:00Z, false",
        "222222222222/eu-central-1/ada-0a1b2c3d4e5f60718.log, 2026-11-23T03:00:00Z, true"
    })
    void findsLogsThatBelongToNoSession(String key, Instant written, boolean found) {
        swept.sessions(IRELAND, session(PREFERENCES)).log(ADAS_LOG, YESTERDAY).log(key, written);

        String region = key.split("/", -1)[1];
        assertThat(swept.ids())
                .isEqualTo(
                        found
                                ? List.of("LOG-WITHOUT-SESSION/222222222222/" + region + "/" + key)
                                : List.of());
    }

    @Test
    void saysNothingOfLogsInRegionsThatAreEnabledAndNotGoverned() {
        Swept other =
                new Swept(
                        Desires.withUngoverned(
                                Desires.member(),
                                new TreeSet<>(Set.of(new RegionName("us-west-2")))));

        assertThat(
                        other.log("222222222222/us-west-2/eve-1a2b.log", YESTERDAY)
                                .log("222222222222/us-east-9/eve-1a2b.log", YESTERDAY)
                                .ids())
                .containsExactly(
                        "LOG-WITHOUT-SESSION/222222222222/us-east-9/222222222222/us-east-9/eve-1a2b.log");
        assertThat(other.sweep().findings().getFirst().detail())
                .contains("us-east-9, which the account has not enabled");
    }

    @Test
    void reproachesNothingWhereTheAccountDidNotTellItsRegions() {
        DesiredAccount member = Desires.member();
        Swept silent =
                new Swept(
                        new DesiredAccount(
                                member.account(),
                                member.standard(),
                                member.regions(),
                                Optional.empty()));

        assertThat(silent.log("222222222222/us-west-2/eve-1a2b.log", YESTERDAY).ids()).isEmpty();
    }

    @Test
    void knowsTheSessionsThatHaveNotEnded() {
        swept.history(IRELAND, new Observation.Seen<>(new SessionHistory(List.of(), Set.of(ADA))))
                .log(ADAS_LOG, YESTERDAY);

        assertThat(swept.ids()).isEmpty();
    }

    @Test
    void looksForTheSessionInEveryRegionWhereThePrefixNamesNone() {
        Swept flat = new Swept(withoutRegion());
        flat.sessions(IRELAND, session(PREFERENCES))
                .log("logs/222222222222/" + ADA + ".log", YESTERDAY)
                .log("logs/222222222222/eve-1a2b.log", YESTERDAY);

        assertThat(flat.ids())
                .containsExactly(
                        "LOG-WITHOUT-SESSION/222222222222/-/logs/222222222222/eve-1a2b.log");
        assertThat(flat.history(FRANKFURT, new Observation.Unseen<>(Observed.THROTTLED)).ids())
                .containsExactly("ACCOUNT-UNSEEN/222222222222/eu-central-1/sessions");
    }

    /// Nobody asks for the sessions of a Region that is held.
    @Test
    void reproachesNoLogThatMayComeFromAHeldRegion() {
        Hold hold = new Hold(YESTERDAY, Hold.Reason.RELEASED, "request r-1");
        Scope ireland = new Scope.Regions(new TreeSet<>(Set.of(IRELAND)));
        for (Scope scope : List.of(ireland, new Scope.Account())) {
            Swept held = new Swept(withoutRegion().under(Holds.NONE.plus(scope, hold)));

            assertThat(held.log("logs/222222222222/eve-1a2b.log", YESTERDAY).ids())
                    .noneMatch(id -> id.startsWith("LOG-"));
        }
    }

    private static DesiredAccount withoutRegion() {
        return Desires.in(
                new Vault(
                        VAULT_ACCOUNT,
                        "session-logs",
                        BUCKET_KEY,
                        PrefixPattern.parse("logs/{accountId}")),
                Desires.member());
    }

    private static Session session(String document) {
        return session(document, YESTERDAY.minus(Duration.ofMinutes(5)), Optional.of(YESTERDAY));
    }

    private static Session session(String document, Instant start, Optional<Instant> end) {
        return new Session(ADA, "ada", "i-1", document, false, start, end);
    }

    private SessionCount count() {
        AccountSweep sweep = swept.sweep();
        return sweep.regions().stream()
                .filter(region -> region.region().equals(IRELAND))
                .map(RegionSweep::sessions)
                .findFirst()
                .orElseThrow();
    }

    private List<String> rules() {
        return swept.sweep().findings().stream().map(finding -> finding.rule().id()).toList();
    }
}
