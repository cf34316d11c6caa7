package io.sessionvault.log;

import static io.sessionvault.Examples.BUCKET_KEY;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.Membership.Member;
import io.sessionvault.log.ObjectState.Stored;
import io.sessionvault.log.Verdict.Compliant;
import io.sessionvault.log.Verdict.NonCompliant;
import io.sessionvault.log.Verdict.NotApplicable;
import io.sessionvault.log.Verdict.Undetermined;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule with a passing, a failing and, where there is one, an undetermined case.
class LogCheckTest {
    private static final String PREFIX = "222222222222/eu-central-1/";
    private static final String KEY = PREFIX + "jo-0e34861185201706f.log";
    private static final Membership ACTIVE = new Member(AccountState.ACTIVE);
    private static final Stored GOOD = stored("aws:kms", BUCKET_KEY.toString());

    @Test
    void acceptsALogThatKeepsEveryRule() {
        assertThat(check(arrival(KEY), GOOD, ACTIVE)).isEqualTo(new Compliant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "aws:kms:dsse", "aws:fsx", "none", "AWS:KMS"})
    void findsEncryptionOtherThanSseKms(String algorithm) {
        Verdict verdict = check(arrival(KEY), stored(algorithm, BUCKET_KEY.toString()), ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_ENCRYPTION);
        assertThat(details(verdict)).contains("expected aws:kms, found '" + algorithm + "'");
    }

    @Test
    void saysOfADoublyEncryptedLogUnderTheVaultsKeyThatNothingIsExposed() {
        String twice = "encrypted twice, so nobody can read it without that key";
        String foreign =
                "arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

        assertThat(
                        details(
                                check(
                                        arrival(KEY),
                                        stored("aws:kms:dsse", BUCKET_KEY.toString()),
                                        ACTIVE)))
                .contains(twice);
        assertThat(details(check(arrival(KEY), stored("aws:kms:dsse", foreign), ACTIVE)))
                .doesNotContain(twice);
        assertThat(details(check(arrival(KEY), stored("AES256", BUCKET_KEY.toString()), ACTIVE)))
                .doesNotContain(twice);
    }

    @ParameterizedTest
    @CsvSource({"92, true", "93, true", "94, false", "400, false"})
    void aNameThatIsLongerThanAnySessionIdIsNoLogs(int caller, boolean isLog) {
        assertThat(LogCheck.isLogName("j".repeat(caller) + "-0e.log")).isEqualTo(isLog);
    }

    @ParameterizedTest
    @CsvSource({
        "logs/, a folder",
        "222222222222/, a folder",
        "sync/AWS:Application/accountid=222222222222/region=eu-west-1/i-0a1b.json, resource data sync",
        "out/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f/i-0a1b2c3d4e5f60718/awsrunShellScript/stdout, Run Command",
        "exec/ecs-execute-command-0a1b2c3d4e5f6g7h8.log, executeCommandConfiguration"
    })
    void saysWhatWroteAnObjectOutsideEveryPrefixAndWhatToDoAboutIt(String key, String advice) {
        assertThat(details(check(arrival(key), GOOD, ACTIVE))).contains(advice);
    }

    @Test
    void namesTheRecordOfALogThatProbablyCameTwice() {
        Stored again = new Stored(1, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.ALIKE);

        Verdict verdict = check(arrival(KEY), again, ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_REPEATED);
        assertThat(details(verdict))
                .contains("the first version that came after the session's end");
    }

    /// One that stands before it may have been planted while the session went on.
    @Test
    void noRemedyCallsTheEarliestVersionTheRecord() {
        assertThat(List.of(Rule.LOG_OVERWRITTEN, Rule.LOG_REPEATED))
                .allSatisfy(rule ->
                        assertThat(rule.remedy())
                                .contains("session's end")
                                .doesNotContainIgnoringCase("earliest"));
    }

    @Test
    void saysOfALogThatWasReplacedByOneOfTheSameSizeThatAnAgentMayHaveSentIt() {
        Stored late =
                new Stored(1, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.SAME_SIZE);

        Verdict verdict = check(arrival(KEY), late, ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_OVERWRITTEN);
        assertThat(details(verdict)).contains("same size", "loses answers");
    }

    /// The list of Regions was made at 03:00.
    @ParameterizedTest
    @CsvSource({
        "eu-west-1, 2026-11-24T02:59:59Z, COMPLIANT",
        "eu-west-1, 2026-11-24T03:00:00Z, COMPLIANT",
        // None that AWS has, and one of another partition.
        "us-east-9, 2026-11-24T02:59:59Z, LOG-PREFIX",
        "us-gov-west-1, 2026-11-23T00:00:00Z, LOG-PREFIX",
        // AWS may have opened it since.
        "us-east-9, 2026-11-24T03:00:00Z, UNDETERMINED",
        "us-east-9, 2026-11-24T09:00:00Z, UNDETERMINED",
        "us-east-9,, UNDETERMINED"
    })
    void judgesTheRegionOfAPrefixByTheListOfRegions(
            String region, @Nullable Instant storedAt, String expected) {
        KnownRegions regions =
                new KnownRegions(Set.of(IRELAND), Instant.parse("2026-11-24T03:00:00Z"));
        KnownRegions.Standing standing =
                regions.standing(
                        Optional.of(new RegionName(region)), Optional.ofNullable(storedAt));

        Verdict verdict =
                LogCheck.check(
                        arrival("222222222222/" + region + "/jo-0e.log"),
                        GOOD,
                        ACTIVE,
                        standing,
                        VAULT);

        switch (verdict) {
            case Compliant _ -> assertThat(expected).isEqualTo("COMPLIANT");
            case Undetermined(String reason) -> {
                assertThat(expected).isEqualTo("UNDETERMINED");
                assertThat(reason).contains(region, "2026-11-24T03:00:00Z");
            }
            case NonCompliant _ -> {
                assertThat(rules(verdict)).extracting(Rule::id).containsExactly(expected);
                assertThat(details(verdict)).contains(region, "2026-11-24T03:00:00Z");
            }
            case NotApplicable _ -> throw new AssertionError(verdict.toString());
        }
    }

    @Test
    void judgesNoRegionWithoutAListOrWithoutARegionInThePrefix() {
        Optional<Instant> time = Optional.of(Instant.EPOCH);

        assertThat(KnownRegions.NONE.standing(Optional.of(new RegionName("us-east-9")), time))
                .isEqualTo(new KnownRegions.Standing.NothingToSay());
        assertThat(new KnownRegions(Set.of(IRELAND), Instant.MAX).standing(Optional.empty(), time))
                .isEqualTo(new KnownRegions.Standing.NothingToSay());
    }

    @Test
    void saysNoMoreThanItKnowsOfAnObjectOutsideEveryPrefix() {
        assertThat(details(check(arrival("uat/jo-0e.log"), GOOD, ACTIVE)))
                .doesNotContain("looks like");
    }

    @Test
    void findsOnlyTheAlgorithmOfALogWithoutKey() {
        Stored plain = new Stored(1, "AES256", Optional.empty(), Earlier.NOTHING);

        assertThat(rules(check(arrival(KEY), plain, ACTIVE))).containsExactly(Rule.LOG_ENCRYPTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:eu-central-1:222222222222:key/mrk-0123456789abcdef0123456789abcdef",
                "arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws-cn:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
                "arn:aws:kms:eu-central-1:222222222222:alias/aws/s3",
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                "alias/aws/s3"
            })
    void findsAKeyThatIsNotTheVaults(String key) {
        Verdict verdict = check(arrival(KEY), stored("aws:kms", key), ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_KEY);
        assertThat(details(verdict)).contains(BUCKET_KEY.toString()).contains(key);
    }

    @Test
    void findsTheReplicaOfTheVaultsKeyInAnotherRegion() {
        Stored replica = stored("aws:kms", BUCKET_KEY.in(IRELAND).toString());

        assertThat(rules(check(arrival(KEY), replica, ACTIVE))).containsExactly(Rule.LOG_KEY);
    }

    @Test
    void acceptsTheVaultsKeyNamedByItsBareId() {
        assertThat(check(arrival(KEY), stored("aws:kms", BUCKET_KEY.keyId()), ACTIVE))
                .isEqualTo(new Compliant());
    }

    @Test
    void findsBothAlgorithmAndKeyOfADoublyEncryptedLogUnderAForeignKey() {
        Stored dsse =
                stored(
                        "aws:kms:dsse",
                        "arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab");

        assertThat(rules(check(arrival(KEY), dsse, ACTIVE)))
                .containsExactly(Rule.LOG_ENCRYPTION, Rule.LOG_KEY);
    }

    @Test
    void cannotTellTheKeyThatS3DoesNotReport() {
        Verdict verdict =
                check(
                        arrival(KEY),
                        new Stored(1, "aws:kms", Optional.empty(), Earlier.NOTHING),
                        ACTIVE);

        assertThat(verdict).isInstanceOf(Undetermined.class);
        assertThat(((Undetermined) verdict).reason()).contains("without a key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo-0e34861185201706f.log",
                "/222222222222/eu-central-1/jo-1.log",
                "222222222222/jo-1.log",
                "logs/222222222222/eu-central-1/jo-1.log",
                "{{prefix}}/jo-1.log"
            })
    void findsAnObjectOutsideEveryPrefix(String key) {
        Verdict verdict = check(arrival(key), GOOD, new Membership.Unknown("no account to ask"));

        assertThat(rules(verdict)).containsExactly(Rule.LOG_PREFIX);
        assertThat(details(verdict)).contains("{accountId}/{region}").contains("'" + key + "'");
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountState.class,
            names = {"PENDING_ACTIVATION", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"})
    void findsThePrefixOfAnAccountThatIsNotLive(AccountState state) {
        Verdict verdict = check(arrival(KEY), GOOD, new Member(state));

        assertThat(rules(verdict)).containsExactly(Rule.LOG_MEMBER);
        assertThat(details(verdict)).contains(MEMBER.value()).contains(state.name());
    }

    @Test
    void findsThePrefixOfAStranger() {
        Verdict verdict = check(arrival(KEY), GOOD, new Membership.Stranger());

        assertThat(rules(verdict)).containsExactly(Rule.LOG_MEMBER);
    }

    @Test
    void cannotTellAnAccountWithoutKnownState() {
        assertThat(check(arrival(KEY), GOOD, new Member(AccountState.UNKNOWN)))
                .isInstanceOf(Undetermined.class);
    }

    @Test
    void cannotTellMembershipWhenTheOrganizationDoesNotAnswer() {
        assertThat(check(arrival(KEY), GOOD, new Membership.Unknown("Organizations is slow")))
                .isEqualTo(new Undetermined("Organizations is slow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"333333333333", "s3.amazonaws.com", "anonymous", "22222222222"})
    void findsAnotherUploaderThanThePrefixNames(String requester) {
        Verdict verdict = check(arrival(KEY, Optional.of(requester)), GOOD, ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_UPLOADER);
        assertThat(details(verdict)).contains(MEMBER.value()).contains("'" + requester + "'");
    }

    @Test
    void cannotTellTheUploaderThatTheEventDoesNotName() {
        assertThat(check(arrival(KEY, Optional.empty()), GOOD, ACTIVE))
                .isInstanceOf(Undetermined.class);
    }

    @Test
    void judgesAStoredLogWithoutItsUploaderWhichS3DoesNotKeep() {
        assertThat(check(stored(KEY), GOOD, ACTIVE)).isEqualTo(new Compliant());
        assertThat(rules(check(stored(KEY), GOOD, new Membership.Stranger())))
                .containsExactly(Rule.LOG_MEMBER);
        assertThat(check(stored(PREFIX + "Standard_Stream/stderr"), GOOD, ACTIVE))
                .isInstanceOf(NotApplicable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garland.kan.temp-0e34861185201706f",
                "quang.tranminh-ilpxvkhghl9vs9ia2xfdyp4dka",
                "42ba7ac1-6122-4f3a-aa64-5f18f81eff1d-0959abc60267189e0",
                "ecs-execute-command-f2rxcq6as4envg6h3xxxx",
                "jo@example.com-0e34861185201706f",
                "jo+admin=ops,eu_1.x@example.com-0e34861185201706f",
                "botocore-session-1700000000-ilpxvkhghl9vs9ia2xfdyp4dka"
            })
    void acceptsEveryKnownFormOfSessionId(String sessionId) {
        assertThat(check(arrival(PREFIX + sessionId + ".log"), GOOD, ACTIVE))
                .isEqualTo(new Compliant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo.log",
                "jo-.log",
                "-0e34861185201706f.log",
                "jo-0e34861185201706f",
                "jo-0e34861185201706f.LOG",
                "jo-0e34861185201706f.log.gz",
                "jo-0e34861185201706f.log ",
                "jo-0e34861185201706f.log/",
                "2026/jo-0e34861185201706f.log",
                "../333333333333/eu-central-1/jo-1.log",
                "jo%40example.com-0e34861185201706f.log",
                "jö-0e34861185201706f.log",
                "jo doe-0e34861185201706f.log"
            })
    void findsAnObjectThatIsNotNamedLikeALog(String name) {
        assertThat(rules(check(arrival(PREFIX + name), GOOD, ACTIVE)))
                .containsExactly(Rule.LOG_NAME);
    }

    @Test
    void findsAnEmptyLog() {
        Stored empty =
                new Stored(0, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.NOTHING);

        assertThat(rules(check(arrival(KEY), empty, ACTIVE))).containsExactly(Rule.LOG_EMPTY);
    }

    @Test
    void findsALogThatReplacesAnEarlierOne() {
        Stored second =
                new Stored(
                        1, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.SOMETHING_ELSE);

        assertThat(rules(check(arrival(KEY), second, ACTIVE)))
                .containsExactly(Rule.LOG_OVERWRITTEN);
    }

    @Test
    void namesEveryBrokenRuleInTheOrderOfTheCatalogue() {
        Verdict verdict =
                check(
                        arrival(PREFIX + "notes.txt", Optional.of(OTHER_MEMBER.value())),
                        new Stored(0, "AES256", Optional.empty(), Earlier.SOMETHING_ELSE),
                        new Membership.Stranger());

        assertThat(rules(verdict))
                .containsExactly(
                        Rule.LOG_ENCRYPTION,
                        Rule.LOG_MEMBER,
                        Rule.LOG_UPLOADER,
                        Rule.LOG_NAME,
                        Rule.LOG_EMPTY,
                        Rule.LOG_OVERWRITTEN);
    }

    @Test
    void doesNotLetABadLogWaitForAMissingFact() {
        Verdict verdict =
                check(
                        arrival(KEY, Optional.of(OTHER_MEMBER.value())),
                        new Stored(1, "aws:kms", Optional.empty(), Earlier.NOTHING),
                        new Membership.Unknown("Organizations is slow"));

        assertThat(rules(verdict)).containsExactly(Rule.LOG_UPLOADER);
    }

    @Test
    void findsAForgedLogThatS3CannotDescribe() {
        Verdict verdict =
                check(
                        arrival(KEY, Optional.of(OTHER_MEMBER.value())),
                        new ObjectState.Unknown("S3 answered 400", false),
                        ACTIVE);

        assertThat(rules(verdict)).containsExactly(Rule.LOG_UPLOADER);
    }

    @Test
    void namesEveryMissingFact() {
        Verdict verdict =
                check(
                        arrival(KEY, Optional.empty()),
                        new ObjectState.Unknown("S3 answered 503", true),
                        new Membership.Unknown("Organizations is slow"));

        assertThat(verdict).isInstanceOf(Undetermined.class);
        assertThat(((Undetermined) verdict).reason())
                .contains("S3 answered 503")
                .contains("Organizations is slow")
                .contains("who uploaded");
    }

    @Test
    void cannotTellAnObjectThatS3CannotDescribe() {
        assertThat(check(arrival(KEY), new ObjectState.Unknown("S3 answered 403", false), ACTIVE))
                .isEqualTo(new Undetermined("S3 answered 403"));
    }

    @Test
    void doesNotApplyToAnObjectWhoseDeleteMarkerIsThere() {
        assertThat(check(arrival(KEY), new ObjectState.Deleted(), ACTIVE))
                .isInstanceOfSatisfying(
                        NotApplicable.class,
                        verdict -> assertThat(verdict.reason()).contains("delete marker"));
    }

    @Test
    void doesNotApplyToAVersionThatVanishedAfterItWasListed() {
        assertThat(check(stored("no prefix"), new ObjectState.Vanished(), ACTIVE))
                .isInstanceOfSatisfying(
                        NotApplicable.class,
                        verdict -> assertThat(verdict.reason()).contains("removed"));
    }

    @Test
    void doesNotApplyToAForeignBucket() {
        LogObject elsewhere =
                new LogObject(
                        "other\u001b[31m-bucket", KEY, Optional.empty(), new Uploader.NotTold());

        assertThat(check(elsewhere, GOOD, ACTIVE))
                .isEqualTo(
                        new NotApplicable(
                                "the object is in bucket 'other?[31m-bucket', the vault is session-logs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Standard_Stream/stderr",
                "Standard_Stream/stdout",
                "Standard_Stream/jo-0e34861185201706f/stderr",
                "InteractiveCommands/stderr",
                "NonInteractiveCommands/step1/stderr"
            })
    void doesNotApplyToTheOutputOfAFailedSession(String name) {
        // Later failures overwrite it, so earlier versions are normal.
        Stored again =
                new Stored(
                        0, "aws:kms", Optional.of(BUCKET_KEY.toString()), Earlier.SOMETHING_ELSE);

        assertThat(check(arrival(PREFIX + name), again, ACTIVE))
                .isInstanceOfSatisfying(
                        NotApplicable.class,
                        verdict -> assertThat(verdict.reason()).contains("failed session"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stderr",
                "Standard_Stream/stderr.log",
                "Standard_Stream/a/b/stderr",
                "Other/stderr",
                "Standard_Stream/",
                "standard_stream/stderr"
            })
    void findsWhatOnlyLooksLikeTheOutputOfAFailedSession(String name) {
        assertThat(rules(check(arrival(PREFIX + name), GOOD, ACTIVE)))
                .containsExactly(Rule.LOG_NAME);
    }

    @Test
    void findsTheErrorOutputThatAnotherAccountUploaded() {
        LogObject foreign =
                arrival(PREFIX + "Standard_Stream/stderr", Optional.of(OTHER_MEMBER.value()));

        assertThat(rules(check(foreign, GOOD, ACTIVE))).containsExactly(Rule.LOG_UPLOADER);
    }

    @Test
    void findsTheErrorOutputUnderThePrefixOfAStrangerAndWithoutTheVaultsKey() {
        Verdict verdict =
                check(
                        arrival(PREFIX + "Standard_Stream/stderr"),
                        new Stored(1, "AES256", Optional.empty(), Earlier.SOMETHING_ELSE),
                        new Membership.Stranger());

        assertThat(rules(verdict)).containsExactly(Rule.LOG_ENCRYPTION, Rule.LOG_MEMBER);
    }

    @Test
    void findsTheErrorOutputOutsideEveryPrefix() {
        assertThat(rules(check(arrival("Standard_Stream/stderr"), GOOD, ACTIVE)))
                .contains(Rule.LOG_PREFIX);
    }

    @Test
    void cannotTellTheErrorOutputOfAnAccountThatIsNotKnown() {
        assertThat(
                        check(
                                arrival(PREFIX + "Standard_Stream/stderr"),
                                GOOD,
                                new Membership.Unknown("Organizations is slow")))
                .isInstanceOf(Undetermined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a\u001b[2J-b,         a?[2J-b",
        "a\u0000b,             a?b",
        "a\u202eb,             a?b",
        "a\u200bb,             a?b",
        "a\u0085b,             a?b",
        "a\u2028b,             a?b",
        "a\u2029b,             a?b",
        "a+b%0A-ü.txt,         a+b%0A-ü.txt"
    })
    void quotesAwkwardNamesSafely(String name, String shown) {
        Verdict verdict = check(arrival(PREFIX + name), GOOD, ACTIVE);

        assertThat(details(verdict)).endsWith("'" + shown + "'");
    }

    @Test
    void quotesLineBreaksSafely() {
        Verdict verdict = check(arrival(PREFIX + "a\r\nb"), GOOD, ACTIVE);

        assertThat(details(verdict)).endsWith("'a??b'");
    }

    private static Verdict check(LogObject arrival, ObjectState state, Membership membership) {
        return LogCheck.check(
                arrival, state, membership, new KnownRegions.Standing.NothingToSay(), VAULT);
    }

    private static LogObject arrival(String key) {
        return arrival(key, Optional.of(MEMBER.value()));
    }

    private static LogObject arrival(String key, Optional<String> requester) {
        return object(
                key, requester.<Uploader>map(Uploader.Named::new).orElseGet(Uploader.NotTold::new));
    }

    private static LogObject stored(String key) {
        return object(key, new Uploader.NotKept());
    }

    private static LogObject object(String key, Uploader uploader) {
        return new LogObject(VAULT.bucket(), key, Optional.of("v1"), uploader);
    }

    private static Stored stored(String algorithm, String key) {
        return new Stored(1, algorithm, Optional.of(key), Earlier.NOTHING);
    }

    private static List<Rule> rules(Verdict verdict) {
        return findings(verdict).stream().map(Finding::rule).toList();
    }

    private static String details(Verdict verdict) {
        return String.join("\n", findings(verdict).stream().map(Finding::detail).toList());
    }

    private static List<Finding> findings(Verdict verdict) {
        assertThat(verdict).isInstanceOf(NonCompliant.class);
        return ((NonCompliant) verdict).findings();
    }
}
