package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.reconcile.Judged.STARTS;
import static io.sessionvault.reconcile.Judged.allow;
import static io.sessionvault.reconcile.Judged.trust;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever starts sessions can go on starting them: each kind of starter under each choice of
/// [SessionEncryption].
class StartersTest {
    private static final String PEOPLE =
            trust("'AWS': 'arn:aws:iam::222222222222:root'", "'sts:AssumeRole'");
    private static final String TAGGED_PEOPLE =
            trust(
                    "'Federated': 'arn:aws:iam::222222222222:saml-provider/Id'",
                    "['sts:AssumeRoleWithSAML', 'sts:TagSession']");
    private static final String KEY =
            "'arn:aws:kms:*:111111111111:key/" + SESSION_KEY.keyId() + "'";
    private static final String USES_KEY = allow("'kms:GenerateDataKey'", KEY);
    private static final String FULL = allow("'*'", "'*'");

    /// Source: IAM user guide, "AWS: Allows MFA-authenticated IAM users to manage their own
    /// credentials".
    private static final String FACTOR =
            "{'Effect': 'Deny', 'NotAction': 'iam:*', 'Resource': '*', 'Condition':"
                    + " {'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}}}";

    private static final String OPERATORS =
            "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_0123456789abcdef";

    /// What becomes of a starter.
    ///
    /// @param name the kind
    /// @param account adds it to an account
    /// @param told what is told about it where it cannot use the key; empty where it can, or where it
    ///     starts no sessions
    record Kind(String name, UnaryOperator<Judged> account, Optional<String> told) {
        static Kind fine(String name, UnaryOperator<Judged> account) {
            return new Kind(name, account, Optional.empty());
        }

        static Kind lacking(String name, String told, UnaryOperator<Judged> account) {
            return new Kind(name, account, Optional.of(told));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Kind> kinds() {
        String unallowed = "no statement of its identity policies allows it";
        return Stream.of(
                Kind.fine("administrator", account -> role(account, FULL)),
                Kind.fine(
                        "key of all keys",
                        account -> role(account, STARTS, allow("'kms:*'", "'*'"))),
                Kind.fine(
                        "power user",
                        account ->
                                role(
                                        account,
                                        "{'Effect': 'Allow', 'NotAction': ['iam:*', 'organizations:*'],"
                                                + " 'Resource': '*'}")),
                Kind.fine("the exact statement", account -> role(account, STARTS, USES_KEY)),
                Kind.lacking(
                        "everything of Systems Manager",
                        "role person, which cannot kms:GenerateDataKey (eu-central-1, eu-west-1): "
                                + unallowed,
                        account -> role(account, allow("'ssm:*'", "'*'"))),
                Kind.lacking(
                        "tailored permission set",
                        "permission set Operators, which cannot kms:GenerateDataKey",
                        account -> account.role(OPERATORS, PEOPLE, Map.of(), STARTS)),
                Kind.lacking(
                        "another key only",
                        unallowed,
                        account ->
                                role(
                                        account,
                                        STARTS,
                                        allow(
                                                "'kms:GenerateDataKey'",
                                                "'arn:aws:kms:*:222222222222:key/*'"))),
                Kind.lacking("key policy only", unallowed, account -> role(account, STARTS)),
                Kind.lacking(
                        "boundary without the key",
                        "no statement of its permissions boundary, policy Limits, allows it",
                        account ->
                                account.role(
                                        "person",
                                        PEOPLE,
                                        Optional.of(allow("'ssm:*'", "'*'")),
                                        Map.of(),
                                        FULL)),
                Kind.fine(
                        "boundary without sessions",
                        account ->
                                account.role(
                                        "person",
                                        PEOPLE,
                                        Optional.of(allow("'s3:*'", "'*'")),
                                        Map.of(),
                                        FULL)),
                Kind.lacking(
                        "key denied by a service control policy",
                        "denied by statement NoKeys of service control policy p-1 (Guard)",
                        account ->
                                role(
                                        account.level(
                                                "root r-1",
                                                FULL,
                                                "{'Sid': 'NoKeys', 'Effect': 'Deny', 'Action':"
                                                        + " 'kms:GenerateDataKey', 'Resource': '*', 'Condition':"
                                                        + " {'ArnLike': {'aws:PrincipalArn':"
                                                        + " 'arn:aws:iam::*:role/person'}}}"),
                                        FULL)),
                Kind.fine(
                        "sessions denied by a service control policy",
                        account ->
                                role(
                                        account.level(
                                                "root r-1",
                                                FULL,
                                                "{'Effect': 'Deny', 'Action': ['ssm:StartSession',"
                                                        + " 'ssm:ResumeSession'], 'Resource': '*'}"),
                                        STARTS)),
                Kind.lacking(
                        "denied by what it is not about",
                        "denied by statement OnlySessions of inline policy Own of role person",
                        account ->
                                role(
                                        account,
                                        FULL,
                                        "{'Sid': 'OnlySessions', 'Effect': 'Deny', 'NotAction': 'ssm:*',"
                                                + " 'Resource': '*'}")),
                Kind.lacking(
                        "user through a group",
                        "user jane (groups: ops), which cannot kms:GenerateDataKey",
                        account -> account.user("jane", List.of("ops"), STARTS)),
                Kind.fine(
                        "user through a group that has the key",
                        account -> account.user("jane", List.of("ops"), STARTS, USES_KEY)),
                Kind.lacking(
                        "key by a tag of the session",
                        "it depends on context key aws:PrincipalTag/team",
                        account ->
                                account.role(
                                        "person",
                                        TAGGED_PEOPLE,
                                        Map.of("team", "ops"),
                                        STARTS,
                                        tagged())),
                Kind.fine(
                        "key by a tag of a role whose sessions have none of their own",
                        account ->
                                account.role(
                                        "person", PEOPLE, Map.of("team", "ops"), STARTS, tagged())),
                Kind.lacking(
                        "sessions by tags of the target",
                        unallowed,
                        account ->
                                role(
                                        account,
                                        "{'Effect': 'Allow', 'Action': 'ssm:StartSession', 'Resource':"
                                                + " '*', 'Condition': {'StringEquals':"
                                                + " {'ssm:resourceTag/env': 'dev'}}}")),
                Kind.lacking(
                        "sessions on one instance",
                        unallowed,
                        account ->
                                role(
                                        account,
                                        allow(
                                                "'ssm:StartSession'",
                                                "'arn:aws:ec2:*:222222222222:instance/i-0a1b'"))),
                Kind.lacking(
                        "resuming only",
                        unallowed,
                        account -> role(account, allow("'ssm:ResumeSession'", "'*'"))),
                Kind.lacking(
                        "key with a second factor",
                        "it depends on context key aws:MultiFactorAuthPresent",
                        account ->
                                role(
                                        account,
                                        STARTS,
                                        when("'Bool': {'aws:MultiFactorAuthPresent': 'true'}"))),
                Kind.fine(
                        "nothing without a second factor",
                        account -> account.user("jane", List.of("ops"), STARTS, USES_KEY, FACTOR)),
                Kind.lacking(
                        "nothing without a second factor, and no key",
                        unallowed,
                        account -> account.user("jane", List.of("ops"), STARTS, FACTOR)),
                Kind.lacking(
                        "nothing but sessions without a second factor",
                        "it depends on context key aws:MultiFactorAuthPresent",
                        account ->
                                account.user(
                                        "jane",
                                        List.of("ops"),
                                        STARTS,
                                        USES_KEY,
                                        FACTOR.replace("'iam:*'", "['iam:*', 'ssm:*']"))),
                Kind.fine(
                        "sessions with a second factor, and the key in any case",
                        account ->
                                role(
                                        account,
                                        USES_KEY,
                                        when("'Bool': {'aws:MultiFactorAuthPresent': 'true'}")
                                                .replace("kms:GenerateDataKey", "ssm:StartSession")
                                                .replace(KEY, "'*'"))),
                Kind.fine(
                        "key and sessions with a second factor",
                        account ->
                                role(
                                        account,
                                        when("'Bool': {'aws:MultiFactorAuthPresent': 'true'}")
                                                .replace("kms:GenerateDataKey", "*")
                                                .replace(KEY, "'*'"))),
                Kind.fine(
                        "nothing with credentials of IMDSv1",
                        account ->
                                role(
                                        account.level(
                                                "root r-1",
                                                FULL,
                                                "{'Effect': 'Deny', 'Action': '*', 'Resource': '*',"
                                                        + " 'Condition': {'NumericLessThan':"
                                                        + " {'ec2:RoleDelivery': '2.0'}}}"),
                                        FULL)),
                Kind.lacking(
                        "key through a service only",
                        unallowed,
                        account ->
                                role(
                                        account,
                                        STARTS,
                                        when("'StringLike': {'kms:ViaService': 's3.*'}"))),
                Kind.lacking(
                        "key for some targets",
                        "it depends on context key kms:EncryptionContext:aws:ssm:TargetId",
                        account ->
                                role(
                                        account,
                                        STARTS,
                                        when(
                                                "'StringLike':"
                                                        + " {'kms:EncryptionContext:aws:ssm:TargetId':"
                                                        + " 'i-*'}"))),
                Kind.lacking(
                        "a policy that nobody could read",
                        "policy Team could not be read: AccessDenied: not allowed",
                        account -> account.roleWithUnreadPolicy("person")),
                Kind.fine(
                        "sessions denied everywhere",
                        account ->
                                role(
                                        account,
                                        STARTS,
                                        "{'Effect': 'Deny', 'Action': 'ssm:*', 'Resource': '*'}")),
                Kind.fine("no sessions at all", account -> role(account, allow("'s3:*'", "'*'"))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whenSafeLogsAtOnceAndEncryptsOnceEverybodyCan(Kind kind) {
        Plan plan = account(SessionEncryption.WHEN_SAFE, kind).plan();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
        assertThat(plan.regional()).hasSize(2);
        if (kind.told().isPresent()) {
            assertThat(Judged.key(plan, IRELAND)).isEmpty();
            assertThat(plan.notices())
                    .singleElement()
                    .asString()
                    .startsWith("ENCRYPTION WAITS for ")
                    .contains(kind.told().get())
                    .contains("{\"Effect\": \"Allow\", \"Action\": \"kms:GenerateDataKey\"");
        } else {
            assertThat(Judged.key(plan, IRELAND)).isEqualTo(SESSION_KEY.in(IRELAND).toString());
            assertThat(plan.notices()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void alwaysHoldsTheRegionsBackInWhichSomebodyCannot(Kind kind) {
        Plan plan = account(SessionEncryption.ALWAYS, kind).plan();

        assertThat(Judged.key(plan, IRELAND)).isEqualTo(SESSION_KEY.in(IRELAND).toString());
        assertThat(plan.notices()).isEmpty();
        if (kind.told().isPresent()) {
            String told =
                    kind.told().get().replace("which cannot", "which may start sessions, cannot");
            assertThat(plan.obstacles()).singleElement().asString().contains(told);
            assertThat(plan.reasonsToWait(IRELAND)).hasSize(1);
            assertThat(plan.reasonsToWait(FRANKFURT)).hasSize(1);
        } else {
            assertThat(plan.obstacles()).isEmpty();
            assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void offNeverWritesTheKeyAndAsksNobody(Kind kind) {
        Plan plan = account(SessionEncryption.OFF, kind).plan();

        assertThat(Judged.key(plan, IRELAND)).isEmpty();
        assertThat(plan.regional()).hasSize(2);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.notices()).isEmpty();
        assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
    }

    private static Judged account(SessionEncryption encryption, Kind kind) {
        return kind.account()
                .apply(new Judged(Desires.member(encryption)).instanceRole("web", Judged.CORE));
    }

    private static Judged role(Judged account, String... statements) {
        return account.role("person", PEOPLE, Map.of(), statements);
    }

    private static String tagged() {
        return when("'StringEquals': {'aws:PrincipalTag/team': 'ops'}");
    }

    private static String when(String condition) {
        return "{'Sid': 'Key', 'Effect': 'Allow', 'Action': 'kms:GenerateDataKey', 'Resource': %s,"
                        .formatted(KEY)
                + " 'Condition': {"
                + condition
                + "}}";
    }
}
