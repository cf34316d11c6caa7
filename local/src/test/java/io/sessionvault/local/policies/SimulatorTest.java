package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Decision.ALLOWED;
import static io.sessionvault.local.policies.Decision.EXPLICIT_DENY;
import static io.sessionvault.local.policies.Decision.IMPLICIT_DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.local.policies.Outcome.Deciding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the simulator is held to: the table of policies rests on each of these answers. Where
/// iam-simulate deviates from IAM, the test says so and shows that the simulator refuses instead.
///
/// Source: IAM user guide, "Policy evaluation logic", "IAM JSON policy elements", "Cross account
/// policy evaluation logic"; KMS developer guide, "Key policies in AWS KMS".
class SimulatorTest {
    private static final String HERE = "111111111111";
    private static final String THERE = "222222222222";
    private static final String ORG = "o-a1b2c3d4e5";
    private static final String ALL =
            "{'Sid': 'All', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
    private static final Actor NEIGHBOUR = Actor.session(HERE, ORG, "path/Role", "session");
    private static final Actor STRANGER = Actor.session(THERE, ORG, "path/Role", "session");
    private static final Target OBJECT =
            Target.of("arn:aws:s3:::logs/" + THERE + "/a.log", HERE, ORG);
    private static final Target KEY =
            Target.of("arn:aws:kms:us-east-1:" + HERE + ":key/1234abcd", HERE, ORG);
    private static final Target ROLE =
            Target.of("arn:aws:iam::" + HERE + ":role/Target", HERE, ORG);
    private static final Request PUT = Requests.put(OBJECT);

    // ------------------------------------------------------------ whom a policy means

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    '*'                                                    | ALLOWED       | ALLOWED       | ALLOWED
                    {'AWS': '*'}                                           | ALLOWED       | ALLOWED       | ALLOWED
                    {'AWS': 'arn:aws:iam::222222222222:root'}              | IMPLICIT_DENY | ALLOWED       | IMPLICIT_DENY
                    {'AWS': '222222222222'}                                | IMPLICIT_DENY | ALLOWED       | IMPLICIT_DENY
                    {'AWS': 'arn:aws:iam::222222222222:role/path/Role'}    | IMPLICIT_DENY | ALLOWED       | IMPLICIT_DENY
                    {'AWS': 'arn:aws:sts::222222222222:assumed-role/Role/session'} | IMPLICIT_DENY | ALLOWED | IMPLICIT_DENY
                    {'AWS': 'arn:aws:iam::222222222222:role/path/Other'}   | IMPLICIT_DENY | IMPLICIT_DENY | IMPLICIT_DENY
                    {'AWS': 'arn:aws:iam::111111111111:role/path/Role'}    | ALLOWED       | IMPLICIT_DENY | IMPLICIT_DENY
                    {'Service': 'events.amazonaws.com'}                    | IMPLICIT_DENY | IMPLICIT_DENY | IMPLICIT_DENY
                    """)
    void knowsThePrincipalsOfABucket(
            String principal, Decision neighbour, Decision stranger, Decision anybody) {
        var request = putting(OBJECT, statement("Allow", principal, "s3:*", "arn:aws:s3:::logs/*"));
        assertThat(decision(NEIGHBOUR, request)).isEqualTo(neighbour);
        assertThat(decision(STRANGER.with(identity(ALL)), request)).isEqualTo(stranger);
        assertThat(decision(Actor.anonymous(), request)).isEqualTo(anybody);
    }

    @Test
    void asksBothAccountsWhereTheyDiffer() {
        var open = putting(OBJECT, statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/*"));
        assertThat(decision(STRANGER, open)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(STRANGER.with(identity(ALL)), open)).isEqualTo(ALLOWED);
        assertThat(decision(STRANGER.with(identity(ALL)), PUT)).isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void asksEitherSideWithinOneAccount() {
        var open = putting(OBJECT, statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/*"));
        assertThat(decision(NEIGHBOUR, open)).isEqualTo(ALLOWED);
        assertThat(decision(NEIGHBOUR.with(identity(ALL)), PUT)).isEqualTo(ALLOWED);
        assertThat(decision(NEIGHBOUR, PUT)).isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void deniesWhereAnyPolicyDenies() {
        var forbidding = putting(OBJECT, statement("Deny", "'*'", "s3:*", "arn:aws:s3:::logs/*"));
        var forbidden = identity(ALL, "{'Effect': 'Deny', 'Action': 's3:Put*', 'Resource': '*'}");
        assertThat(decision(NEIGHBOUR.with(identity(ALL)), forbidding)).isEqualTo(EXPLICIT_DENY);
        assertThat(decision(NEIGHBOUR.with(forbidden), PUT)).isEqualTo(EXPLICIT_DENY);
        assertThat(decision(Actor.anonymous(), forbidding)).isEqualTo(EXPLICIT_DENY);
    }

    @Test
    void namesEveryDecidingStatementAndItsPolicy() {
        var request =
                putting(
                        OBJECT,
                        statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/*"),
                        statement("Deny", "'*'", "s3:PutObject", "arn:aws:s3:::logs/*"));
        var denied =
                identity(
                        ALL,
                        "{'Sid': 'No', 'Effect': 'Deny', 'Action': 's3:Put*', 'Resource': '*'}");
        assertThat(outcome(NEIGHBOUR.with(identity(ALL)), PUT))
                .isEqualTo(new Outcome(ALLOWED, Set.of(new Deciding("identity", "All"))));
        assertThat(outcome(NEIGHBOUR.with(denied), request).deciding())
                .extracting(Deciding::toString)
                .containsExactly("identity: No", "resource: #2");
    }

    @Test
    void takesServicesOnlyWhereTheResourceNamesThem() {
        var service =
                Actor.service(
                        "events.amazonaws.com",
                        HERE,
                        "arn:aws:events:us-east-1:" + HERE + ":rule/a");
        var queue = Target.of("arn:aws:sqs:us-east-1:" + HERE + ":queue", HERE, ORG);
        var open = "{'Service': 'events.amazonaws.com'}";
        assertThat(
                        decision(
                                service,
                                asking(
                                        "sqs:SendMessage",
                                        queue,
                                        statement("Allow", open, "sqs:*", "*"))))
                .isEqualTo(ALLOWED);
        assertThat(
                        decision(
                                service,
                                asking(
                                        "sqs:SendMessage",
                                        queue,
                                        statement(
                                                "Allow",
                                                "{'Service': 'sns.amazonaws.com'}",
                                                "sqs:*",
                                                "*"))))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(decision(service, Requests.call("sqs:SendMessage", queue)))
                .isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void stopsAPublicBucketThatRestrictsPublicPolicies() {
        var open =
                putting(
                        OBJECT.blockingPublicAccess(true),
                        statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/*"));
        var organization =
                putting(
                        OBJECT.blockingPublicAccess(true),
                        """
                        {'Effect': 'Allow', 'Principal': '*', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::logs/*',
                         'Condition': {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}}\
                        """);
        var stranger = STRANGER.with(identity(ALL));
        assertThat(outcome(stranger, open).deciding())
                .containsExactly(Deciding.PUBLIC_ACCESS_BLOCK);
        assertThat(decision(NEIGHBOUR, open)).isEqualTo(ALLOWED);
        assertThat(decision(stranger, organization)).isEqualTo(ALLOWED);
    }

    // ------------------------------------------------------------ keys, roles, service control

    /// Unlike other resources, a key belongs to its account only as far as its policy says so.
    @Test
    void asksAKeysPolicyFirst() {
        var root = "{'AWS': 'arn:aws:iam::111111111111:root'}";
        var delegating = asking("kms:Decrypt", KEY, statement("Allow", root, "kms:*", "*"));
        var administering =
                asking("kms:Decrypt", KEY, statement("Allow", root, "kms:Describe*", "*"));
        var direct =
                asking(
                        "kms:Decrypt",
                        KEY,
                        statement(
                                "Allow",
                                "{'AWS': 'arn:aws:iam::111111111111:role/path/Role'}",
                                "kms:*",
                                "*"));
        var powerful = NEIGHBOUR.with(identity(ALL));
        assertThat(decision(powerful, delegating)).isEqualTo(ALLOWED);
        assertThat(decision(powerful, administering)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(NEIGHBOUR, delegating)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(NEIGHBOUR, direct)).isEqualTo(ALLOWED);
        assertThat(decision(STRANGER.with(identity(ALL)), delegating)).isEqualTo(IMPLICIT_DENY);
    }

    @Test
    void asksARolesTrustFirst() {
        var account = "{'AWS': 'arn:aws:iam::111111111111:root'}";
        var trusting = trust(account);
        var powerful = NEIGHBOUR.with(identity(ALL));
        assertThat(decision(powerful, trusting)).isEqualTo(ALLOWED);
        assertThat(decision(NEIGHBOUR, trusting)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(powerful, trust("{'Service': 'lambda.amazonaws.com'}")))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(decision(STRANGER.with(identity(ALL)), trusting)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(STRANGER.with(identity(ALL)), trust("{'AWS': '222222222222'}")))
                .isEqualTo(ALLOWED);
    }

    @Test
    void asksEveryLevelOfServiceControlPolicies() {
        var full = Policy.everything("FullAWSAccess");
        var control =
                policy(
                        "control",
                        "{'Sid': 'Never', 'Effect': 'Deny', 'Action': 's3:*', 'Resource': '*'}");
        var narrow = policy("narrow", "{'Effect': 'Allow', 'Action': 'ec2:*', 'Resource': '*'}");
        var actor = NEIGHBOUR.with(identity(ALL));
        assertThat(decision(actor.under(List.of(List.of(full), List.of(full))), PUT))
                .isEqualTo(ALLOWED);
        assertThat(outcome(actor.under(List.of(List.of(full), List.of(full, control))), PUT))
                .isEqualTo(new Outcome(EXPLICIT_DENY, Set.of(new Deciding("control", "Never"))));
        assertThat(decision(actor.under(List.of(List.of(full), List.of(narrow))), PUT))
                .isEqualTo(IMPLICIT_DENY);
        assertThat(decision(actor.under(List.of(List.of(full), List.of())), PUT))
                .isEqualTo(IMPLICIT_DENY);
    }

    // ------------------------------------------------------------ conditions

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}}                      | ALLOWED
                    {'StringEquals': {'AWS:principalorgid': 'o-a1b2c3d4e5'}}                      | ALLOWED
                    {'StringEquals': {'aws:PrincipalOrgID': 'O-A1B2C3D4E5'}}                      | IMPLICIT_DENY
                    {'StringEquals': {'aws:PrincipalOrgID': ['o-x', 'o-a1b2c3d4e5']}}             | ALLOWED
                    {'StringEquals': {'aws:PrincipalOrgID': 'o-*'}}                               | IMPLICIT_DENY
                    {'StringLike': {'aws:PrincipalOrgID': 'o-*'}}                                 | ALLOWED
                    {'StringNotEquals': {'aws:PrincipalOrgID': ['o-x', 'o-a1b2c3d4e5']}}          | IMPLICIT_DENY
                    {'StringNotEquals': {'aws:PrincipalOrgID': ['o-x', 'o-y']}}                   | ALLOWED
                    {'StringEquals': {'aws:SourceVpce': 'vpce-1'}}                                | IMPLICIT_DENY
                    {'StringNotEquals': {'aws:SourceVpce': 'vpce-1'}}                             | ALLOWED
                    {'StringEqualsIfExists': {'aws:SourceVpce': 'vpce-1'}}                        | ALLOWED
                    {'StringNotEqualsIfExists': {'aws:SourceVpce': 'vpce-1'}}                     | ALLOWED
                    {'StringEqualsIfExists': {'aws:PrincipalOrgID': 'o-x'}}                       | IMPLICIT_DENY
                    {'StringNotEqualsIfExists': {'aws:PrincipalOrgID': 'o-x'}}                    | ALLOWED
                    {'Null': {'aws:SourceVpce': 'true'}}                                          | ALLOWED
                    {'Null': {'aws:SourceVpce': 'false'}}                                         | IMPLICIT_DENY
                    {'Null': {'aws:PrincipalOrgID': 'false'}}                                     | ALLOWED
                    {'Null': {'aws:PrincipalOrgID': false}}                                       | ALLOWED
                    {'Bool': {'aws:SecureTransport': 'true'}}                                     | ALLOWED
                    {'Bool': {'aws:SecureTransport': true}}                                       | ALLOWED
                    {'Bool': {'aws:SecureTransport': 'false'}}                                    | IMPLICIT_DENY
                    {'Bool': {'aws:MultiFactorAuthPresent': 'false'}}                             | IMPLICIT_DENY
                    {'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}}                     | ALLOWED
                    {'NumericLessThan': {'s3:TlsVersion': '1.2'}}                                 | IMPLICIT_DENY
                    {'NumericGreaterThanEquals': {'s3:TlsVersion': '1.2'}}                        | ALLOWED
                    {'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/path/*'}}               | ALLOWED
                    {'ArnEquals': {'aws:PrincipalArn': 'arn:aws:iam::*:role/path/*'}}             | ALLOWED
                    {'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/path/*'}}            | IMPLICIT_DENY
                    {'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/other/*'}}           | ALLOWED
                    {'ArnNotLike': {'aws:SourceArn': 'arn:aws:events:*:*:rule/*'}}                | ALLOWED
                    {'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}       | ALLOWED
                    {'ForAnyValue:StringLike': {'aws:PrincipalOrgPaths': 'o-other/*'}}            | IMPLICIT_DENY
                    {'ForAllValues:StringLike': {'aws:PrincipalOrgPaths': '*/ou-one/'}}           | IMPLICIT_DENY
                    {'ForAnyValue:StringEquals': {'aws:CalledVia': 'x'}}                          | IMPLICIT_DENY
                    {'ForAllValues:StringEquals': {'aws:CalledVia': 'x'}}                         | ALLOWED
                    {'StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}}                   | IMPLICIT_DENY
                    {'StringEquals': {'aws:PrincipalAccount': '${aws:ResourceAccount}'}}          | ALLOWED
                    {'StringEquals': {'aws:PrincipalAccount': '${aws:userid}'}}                   | IMPLICIT_DENY
                    {'StringEquals': {'aws:PrincipalAccount': '111111111111', 'aws:PrincipalOrgID': 'o-x'}} | IMPLICIT_DENY
                    """)
    void evaluatesConditions(String condition, Decision decision) {
        var actor =
                NEIGHBOUR
                        .with(
                                Facts.NONE
                                        .withValues(
                                                "aws:PrincipalOrgPaths",
                                                ORG + "/r-1/ou-one/",
                                                ORG + "/r-1/ou-two/")
                                        .without("aws:MultiFactorAuthPresent"))
                        .with(
                                identity(
                                        "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': "
                                                + condition
                                                + "}"));
        assertThat(decision(actor, PUT)).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'Resource': 'arn:aws:s3:::logs/${aws:PrincipalAccount}/*'     | IMPLICIT_DENY | EXPLICIT_DENY
                    'NotResource': 'arn:aws:s3:::logs/${aws:PrincipalAccount}/*'  | EXPLICIT_DENY | IMPLICIT_DENY
                    'NotResource': ['arn:aws:s3:::logs/${aws:PrincipalAccount}/*', 'arn:aws:s3:::logs/2*'] | IMPLICIT_DENY | IMPLICIT_DENY
                    'Resource': 'arn:aws:s3:::logs/??????????22/*'                | EXPLICIT_DENY | EXPLICIT_DENY
                    'Resource': 'arn:aws:s3:::logs/${*}'                          | IMPLICIT_DENY | IMPLICIT_DENY
                    """)
    void resolvesVariablesInResources(String resource, Decision neighbour, Decision stranger) {
        var request =
                putting(
                        OBJECT,
                        "{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*', " + resource + "}");
        assertThat(decision(NEIGHBOUR, request)).isEqualTo(neighbour);
        assertThat(decision(STRANGER, request)).isEqualTo(stranger);
    }

    /// A name that a principal chooses cannot turn into a pattern.
    @Test
    void takesStarsInTheValueOfAVariableLiterally() {
        var request =
                putting(
                        OBJECT,
                        statement(
                                "Allow",
                                "'*'",
                                "s3:*",
                                "arn:aws:s3:::logs/${aws:PrincipalTag/team}/*"));
        var actor = NEIGHBOUR.with(Facts.key("aws:PrincipalTag/team", "*"));
        assertThat(decision(actor, request)).isEqualTo(IMPLICIT_DENY);
        assertThat(decision(NEIGHBOUR.with(Facts.key("aws:PrincipalTag/team", THERE)), request))
                .isEqualTo(ALLOWED);
    }

    @Test
    void matchesNoResourceByAVariableWithoutValue() {
        var request =
                putting(
                        OBJECT,
                        statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/${aws:username}/*"));
        assertThat(decision(NEIGHBOUR, request)).isEqualTo(IMPLICIT_DENY);
    }

    /// iam-simulate itself drops these keys; the simulator gives them another name on the way.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'StringEquals': {'kms:EncryptionContext:aws:ssm:TargetId': 'i-0a1b2c3d4e5f60718'}}     | ALLOWED
                    {'StringLike': {'kms:EncryptionContext:aws:ssm:TargetId': 'mi-*'}}                      | IMPLICIT_DENY
                    {'Null': {'kms:EncryptionContext:aws:ssm:SessionId': 'false'}}                          | ALLOWED
                    {'Null': {'kms:EncryptionContext:aws:s3:arn': 'true'}}                                  | ALLOWED
                    {'StringLike': {'kms:EncryptionContext:aws:ssm:SessionId': '${aws:PrincipalTag/name}-*'}} | ALLOWED
                    {'ForAnyValue:StringEquals': {'kms:EncryptionContextKeys': 'aws:ssm:SessionId'}}        | ALLOWED
                    {'ForAllValues:StringEquals': {'kms:EncryptionContextKeys': 'aws:ssm:SessionId'}}       | IMPLICIT_DENY
                    {'StringEquals': {'kms:CallerAccount': '111111111111'}}                                 | ALLOWED
                    """)
    void knowsTheEncryptionContext(String condition, Decision decision) {
        var key =
                KEY.guardedBy(
                        policy(
                                "resource",
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'kms:*', 'Resource': '*', 'Condition': "
                                        + condition
                                        + "}"));
        var actor = NEIGHBOUR.with(Facts.key("aws:PrincipalTag/name", "ana"));
        assertThat(decision(actor, Requests.kmsOfSession("kms:Decrypt", key))).isEqualTo(decision);
    }

    // ------------------------------------------------------------ what is refused

    /// Left to itself, iam-simulate takes a key that nobody stated for an absent one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Resource': '*', 'Condition': {'StringEquals': {'aws:SourceIp': '203.0.113.7'}}",
                "'Resource': '*', 'Condition': {'Null': {'aws:SourceIp': 'true'}}",
                "'Resource': '*', 'Condition': {'StringEquals': {'aws:userid': '${aws:SourceIp}'}}",
                "'Resource': 'arn:aws:s3:::logs/${aws:SourceIp}/*'",
                "'NotResource': 'arn:aws:s3:::logs/${aws:SourceIp}/*'",
            })
    void refusesAStatementAboutWhatIsNotStated(String rest) {
        var actor =
                NEIGHBOUR.with(
                        identity(
                                "{'Sid': 'Ask', 'Effect': 'Allow', 'Action': 's3:*', "
                                        + rest
                                        + "}"));
        assertRefused(
                actor,
                PUT,
                "statement Ask asks for aws:SourceIp, and the request does not state it");
    }

    @Test
    void doesNotAskForWhatOnlyOtherActionsAndPrincipalsNeed() {
        var other =
                """
                {'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '*',
                 'Condition': {'StringEquals': {'aws:SourceIp': '203.0.113.7'}}}\
                """;
        assertThat(decision(NEIGHBOUR.with(identity(ALL, other)), PUT)).isEqualTo(ALLOWED);
    }

    /// A key that IAM does not have for an action is absent, as in IAM.
    @Test
    void takesAKeyThatTheActionDoesNotHaveForAbsent() {
        var some =
                """
                {'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*',
                 'Condition': {'Null': {'s3:x-amz-server-side-encryption': 'true'}}}\
                """;
        assertThat(decision(NEIGHBOUR.with(identity(some)), Requests.putAcl(OBJECT)))
                .isEqualTo(ALLOWED);
    }

    /// IAM takes a variable without value for something that differs from everything, iam-simulate
    /// for something that neither equals nor differs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Resource': '*', 'Condition': {'StringNotEquals': {'aws:userid': '${aws:username}'}}",
                "'NotResource': 'arn:aws:s3:::logs/${aws:username}/*'",
            })
    void refusesToNegateAVariableWithoutValue(String rest) {
        var actor =
                NEIGHBOUR.with(
                        identity(
                                "{'Sid': 'Not', 'Effect': 'Deny', 'Action': 's3:*', "
                                        + rest
                                        + "}"));
        assertRefused(actor, PUT, "statement Not negates ${aws:username}, which has no value");
    }

    /// iam-simulate ignores keys that an action does not have.
    @Test
    void refusesAContextKeyThatTheActionDoesNotHave() {
        assertRefused(
                NEIGHBOUR,
                PUT.with("s3:prefix", "logs/"),
                "s3:PutObject on " + OBJECT.arn() + " knows no context key s3:prefix");
        assertRefused(NEIGHBOUR, PUT.with("aws:Made-Up", "1"), "knows no context key aws:Made-Up");
        assertRefused(
                NEIGHBOUR,
                Requests.kms("kms:DescribeKey", KEY).with("kms:EncryptionContext:a", "b"),
                "knows no context key kms:EncryptionContext:a");
    }

    /// iam-simulate takes the first of several values.
    @Test
    void refusesSeveralValuesForAKeyOfOneAndTheReverse() {
        assertRefused(
                NEIGHBOUR, PUT.withValues("aws:userid", "a", "b"), "aws:userid has one value");
        assertRefused(
                NEIGHBOUR,
                PUT.with("aws:PrincipalOrgPaths", "o-1/"),
                "aws:PrincipalOrgPaths has a list of values");
    }

    /// iam-simulate takes an unknown operator for one that never matches.
    @Test
    void refusesAnUnknownOperator() {
        var actor =
                NEIGHBOUR.with(
                        identity(
                                """
                                {'Effect': 'Deny', 'Action': '*', 'Resource': '*',
                                 'Condition': {'StringMatches': {'aws:userid': 'a'}}}\
                                """));
        assertThatThrownBy(() -> decision(actor, PUT))
                .hasMessageContaining("identity: IAM has no condition operator StringMatches");
    }

    /// iam-simulate does not know what IAM does where it names an account.
    @Test
    void refusesNotPrincipal() {
        var request =
                putting(
                        OBJECT,
                        """
                        {'Effect': 'Deny', 'NotPrincipal': {'AWS': '111111111111'}, 'Action': '*',
                         'Resource': '*'}\
                        """);
        assertThatThrownBy(() -> decision(NEIGHBOUR, request))
                .hasMessageContaining("resource: iam-simulate is not sure about NotPrincipal");
    }

    @Test
    void refusesWhatItCannotSimulate() {
        assertRefused(
                NEIGHBOUR,
                Requests.call("s3:TakeObject", OBJECT),
                "not simulated: error {\"message\":\"invalid.action\"}");
        assertRefused(NEIGHBOUR, Requests.call("s4:PutObject", OBJECT), "invalid.service");
        assertRefused(NEIGHBOUR, Requests.call("s3:ListBucket", OBJECT), "no.resource.types");
        assertRefused(
                NEIGHBOUR,
                Requests.call("organizations:ListAccounts", OBJECT),
                "must.use.wildcard");
        var every = Target.of("arn:aws:s3:::logs/*", HERE, ORG);
        assertRefused(NEIGHBOUR, Requests.s3("s3:GetObject", every), "not simulated: wildcard");
        var broken =
                NEIGHBOUR.with(identity("{'Effect': 'Perhaps', 'Action': '*', 'Resource': '*'}"));
        assertRefused(broken, PUT, "policy.errors");
        var principal =
                NEIGHBOUR.with(
                        identity(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'}"));
        assertRefused(principal, PUT, "policy.errors");
        assertRefused(
                Actor.anonymous().with(identity(ALL)), PUT, "anonymous.identityPolicies.invalid");
    }

    @Test
    void reportsEveryRefusalAtOnce() {
        var bad = new Simulation(NEIGHBOUR, Requests.call("s3:TakeObject", OBJECT));
        var worse = new Simulation(NEIGHBOUR, Requests.call("s4:PutObject", OBJECT));
        assertThatThrownBy(() ->
                        PolicySimulator.run(List.of(bad, new Simulation(NEIGHBOUR, PUT), worse)))
                .hasMessageContaining("s3:TakeObject")
                .hasMessageContaining("s4:PutObject");
    }

    @Test
    void takesAResourcePolicyWithoutItsLastStatementForOneThatAllowsNothing() {
        var open = putting(OBJECT, statement("Allow", "'*'", "s3:*", "arn:aws:s3:::logs/*"));
        var trusting = trust("{'AWS': 'arn:aws:iam::111111111111:root'}");
        var powerful = NEIGHBOUR.with(identity(ALL));
        assertThat(emptied(NEIGHBOUR, open)).isEqualTo(IMPLICIT_DENY);
        assertThat(emptied(powerful, trusting)).isEqualTo(IMPLICIT_DENY);
        assertThat(
                        emptied(
                                powerful,
                                Requests.kms(
                                        "kms:Decrypt",
                                        KEY.guardedBy(
                                                policy(
                                                        "resource",
                                                        statement("Allow", "'*'", "kms:*", "*"))))))
                .isEqualTo(IMPLICIT_DENY);
    }

    private static Decision emptied(Actor actor, Request request) {
        var simulation =
                new Simulation(actor, request)
                        .with(policy ->
                                policy.name().equals("resource")
                                        ? policy.without(policy.statements().getFirst())
                                        : policy);
        return PolicySimulator.run(List.of(simulation)).getFirst().decision();
    }

    private static void assertRefused(Actor actor, Request request, String problem) {
        assertThatThrownBy(() -> decision(actor, request))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(problem);
    }

    private static Decision decision(Actor actor, Request request) {
        return outcome(actor, request).decision();
    }

    private static Outcome outcome(Actor actor, Request request) {
        return PolicySimulator.run(List.of(new Simulation(actor, request))).getFirst();
    }

    private static Request putting(Target object, String... statements) {
        return Requests.put(object.guardedBy(policy("resource", statements)));
    }

    private static Request asking(String action, Target target, String statement) {
        var guarded = target.guardedBy(policy("resource", statement));
        return action.startsWith("kms:")
                ? Requests.kms(action, guarded)
                : Requests.call(action, guarded);
    }

    private static Request trust(String principal) {
        return Requests.assume(
                ROLE.guardedBy(
                        policy(
                                "resource",
                                "{'Effect': 'Allow', 'Principal': "
                                        + principal
                                        + ", 'Action': 'sts:AssumeRole'}")));
    }

    private static Policy identity(String... statements) {
        return policy("identity", statements);
    }

    private static String statement(
            String effect, String principal, String action, String resource) {
        return "{'Effect': '%s', 'Principal': %s, 'Action': '%s', 'Resource': '%s'}"
                .formatted(effect, principal, action, resource);
    }

    /// A policy of statements in JSON with single quotes.
    private static Policy policy(String name, String... statements) {
        var json = "{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}";
        try {
            return Policy.of(
                    name,
                    new ObjectMapper()
                            .readValue(
                                    json.replace('\'', '"'),
                                    new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
