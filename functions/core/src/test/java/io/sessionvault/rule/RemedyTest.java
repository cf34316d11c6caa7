package io.sessionvault.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.rule.Remedy.Command;
import io.sessionvault.vault.KeyArn;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemedyTest {
    private static final AccountId MEMBER = new AccountId("410987654321");
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final String FUNCTION =
            "arn:aws:lambda:eu-central-1:310987654321:function:vault-OnboardAccount-1A2B:live";
    private static final VaultNames NAMES =
            new VaultNames(
                    "session-vault",
                    KeyArn.parse("arn:aws:kms:eu-central-1:310987654321:key/mrk-1"),
                    FUNCTION);

    /// Words in capitals in commands that are what they are.
    private static final Set<String> THEIR_OWN = Set.of("AWS", "SSM", "KMS", "SSE");

    private static final Pattern CAPITALS = Pattern.compile("(?<![A-Za-z])[A-Z][A-Z_]+(?![a-z])");

    @Test
    void noCommandOfAFindingHasAPlaceholder() {
        assertThat(
                        Arrays.stream(Rule.values())
                                .flatMap(RemedyTest::shapes)
                                .map(finding -> Remedy.of(finding, NAMES).text())
                                .flatMap(text -> Remedy.commandsIn(text).stream())
                                .flatMap(command -> CAPITALS.matcher(command).results())
                                .map(MatchResult::group)
                                .filter(word -> !THEIR_OWN.contains(word))
                                .distinct())
                .isEmpty();
    }

    /// All but what somebody has to choose or to look up.
    @Test
    void everyCommandIsFilledInWhereTheFindingSaysWhere() {
        assertThat(Arrays.stream(Rule.values()).filter(rule -> rule != Rule.ECS_EXEC_NOT_LOGGED))
                .allSatisfy(rule -> {
                    LocatedFinding finding =
                            new LocatedFinding(rule, MEMBER, IRELAND, resource(rule), "it is so");
                    assertThat(Remedy.of(finding, NAMES).commands())
                            .hasSameSizeAs(commands(finding));
                });
    }

    @Test
    void namesAccountAndFunctionWithItsAlias() {
        Remedy remedy =
                Remedy.of(finding(Rule.REGION_HELD, MEMBER, IRELAND, IRELAND.value()), NAMES);

        assertThat(remedy.commands())
                .containsExactly(
                        new Command(
                                "310987654321",
                                "aws lambda invoke --region eu-central-1 --function-name "
                                        + FUNCTION
                                        + " --cli-read-timeout 310 --cli-binary-format"
                                        + " raw-in-base64-out --payload '{\"accountId\":"
                                        + " \"410987654321\", \"mode\": \"resume\", \"regions\":"
                                        + " [\"eu-west-1\"]}' out.json"));
        assertThat(remedy.text())
                .contains(
                        "`"
                                + remedy.commands().getFirst().text()
                                + "` (credentials of 310987654321)");
    }

    @Test
    void sayWhoseCredentialsACommandNeeds() {
        assertThat(
                        Remedy.of(finding(Rule.ROLE_WITHOUT_POLICY, MEMBER, null, "web"), NAMES)
                                .commands())
                .extracting(Command::account)
                .containsExactly("310987654321", "410987654321");
    }

    /// Whoever may write a log chooses its key.
    @Test
    void quotesWhatAShellWouldReadOtherwise() {
        String key = "410987654321/eu-west-1/it's $(id) \"x\\y\"; -z.log";
        Remedy remedy =
                Remedy.of(
                        finding(Rule.LOG_OVERWRITTEN, MEMBER, IRELAND, key + "?versionId=V1"),
                        NAMES);

        assertThat(remedy.commands())
                .extracting(Command::text)
                .containsExactly(
                        "aws s3api list-object-versions --region eu-central-1 --bucket"
                                + " session-vault --prefix='410987654321/eu-west-1/it'\\''s $(id)"
                                + " \"x\\y\"; -z.log'",
                        "aws ssm describe-sessions --region eu-west-1 --state History --filters"
                                + " '[{\"key\": \"SessionId\", \"value\": \"it'\\''s $(id)"
                                + " \\\"x\\\\y\\\"; -z\"}]'");
    }

    /// A key that the report cannot show as it is, and one that the AWS CLI would take for a file.
    @Test
    void onlyNamesACommandWhoseNameCannotBeTyped() {
        assertThat(
                        List.of(
                                "a/<U+202E>.log",
                                "file:///etc/passwd.log",
                                "a/`;id;`b.log",
                                "-x.log",
                                "a/b\u00a0c.log",
                                "a/\u0430da.log",
                                "a/ada.log?versionId=V1"))
                .allSatisfy(key -> {
                    Remedy remedy = Remedy.of(finding(Rule.LOG_DELETED, null, null, key), NAMES);
                    assertThat(remedy.commands()).isEmpty();
                    assertThat(remedy.text()).contains("(`aws s3api list-object-versions`)");
                });
    }

    /// A later version is named with its id. A key that ends like that is another one, and whose log it
    /// would hide is for whoever overwrites a log to choose.
    @Test
    void laterVersionsAreLookedForUnderTheirKey() {
        LocatedFinding of = finding(Rule.LOG_REPEATED, MEMBER, IRELAND, "a/ada.log?versionId=V2");
        LocatedFinding tricky =
                finding(Rule.LOG_REPEATED, MEMBER, IRELAND, "a/ada.log?versionId=V1?versionId=V2");

        assertThat(Remedy.of(of, NAMES).text()).contains("--prefix=a/ada.log ", "--key=a/ada.log ");
        assertThat(Remedy.of(tricky, NAMES).text()).contains("--key='a/ada.log?versionId=V1' ");
        assertThat(
                        Remedy.of(finding(Rule.LOG_REPEATED, MEMBER, IRELAND, "a/ada.log"), NAMES)
                                .commands())
                .isEmpty();
    }

    /// Dead letters of EventBridge and of schedules came from no queue that they could go back to.
    @Test
    void onlyMessagesOfQueuesAreSentBack() {
        assertThat(
                        Stream.of(
                                        "v-CheckLogDeadLetters-1A",
                                        "v-ComplianceDeadLetters-1A",
                                        "v-CheckLogQueue-1A")
                                .map(name -> finding(Rule.VAULT_QUEUE, null, null, name))
                                .map(finding -> Remedy.of(finding, NAMES).commands().size()))
                .containsExactly(1, 0, 0);
    }

    /// Whatever a name holds, the commands of the text are those of the list.
    @Test
    void theTextHoldsItsCommands() {
        assertThat(Arrays.stream(Rule.values()).flatMap(RemedyTest::shapes))
                .allSatisfy(finding -> {
                    Remedy remedy = Remedy.of(finding, NAMES);
                    assertThat(Remedy.commandsIn(remedy.text()))
                            .containsAll(remedy.commands().stream().map(Command::text).toList());
                });
    }

    @Test
    void ofAllFindingsOfARuleCommandsAreOnlyNamed() {
        assertThat(Remedy.inWords(Rule.PREFERENCES_MISSING))
                .isEqualTo("Reconcile the account: `aws lambda invoke`");
    }

    private static String resource(Rule rule) {
        return switch (rule) {
            case LOG_OVERWRITTEN, LOG_REPEATED -> "x/ada-1.log?versionId=V2";
            case VAULT_QUEUE -> "v-CheckLogDeadLetters-1A";
            default -> "x/ada-1.log";
        };
    }

    private static List<String> commands(LocatedFinding finding) {
        return Remedy.commandsIn(finding.rule().remedy());
    }

    private static Stream<LocatedFinding> shapes(Rule rule) {
        return Stream.of(
                        "a/b/ada-1.log",
                        "a name",
                        "-x",
                        "",
                        "`id`.log",
                        "a/b.log?versionId=v",
                        "arn:aws:kms:eu-west-1:1:key/2")
                .flatMap(resource ->
                        Stream.of(
                                finding(rule, MEMBER, IRELAND, resource),
                                finding(rule, MEMBER, null, resource),
                                finding(rule, null, null, resource)));
    }

    private static LocatedFinding finding(
            Rule rule, @Nullable AccountId account, @Nullable RegionName region, String resource) {
        return new LocatedFinding(rule, account, region, resource, "it is so");
    }
}
