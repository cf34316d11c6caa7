package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;

class SimulationTest extends StandInTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/instance";
    private static final String LOG = "arn:aws:s3:::vault/111122223333/session.log";

    @SuppressWarnings("NullAway.Init")
    private IamClient iam;

    @BeforeEach
    void createRole() {
        iam = management.iam();
        String trust =
                json(
                        "{'Statement': {'Effect': 'Allow', 'Principal': {'Service': 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'}}");
        iam.createRole(c -> c.roleName("instance").assumeRolePolicyDocument(trust));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Action': 's3:PutObject', 'Resource': '*' | allowed",
                "'Action': 'S3:putobject', 'Resource': '*' | allowed",
                "'Action': 's3:Put*', 'Resource': 'arn:aws:s3:::vault/*' | allowed",
                "'Action': ['s3:Get*', 's3:PutObjec?'], 'Resource': ['arn:aws:s3:::vault/*'] | allowed",
                "'Action': '*', 'Resource': 'arn:aws:s3:::other/*' | implicitDeny",
                "'Action': 's3:GetObject', 'Resource': '*' | implicitDeny",
                "'NotAction': 's3:GetObject', 'Resource': '*' | allowed",
                "'NotAction': 's3:*', 'Resource': '*' | implicitDeny",
                "'Action': '*', 'NotResource': 'arn:aws:s3:::vault/*' | implicitDeny",
                "'Action': '*', 'NotResource': 'arn:aws:s3:::other/*' | allowed",
                "'Action': '*', 'Resource': 'arn:aws:s3:::vault/${aws:PrincipalAccount}/*' | allowed",
                "'Action': '*', 'Resource': 'arn:aws:s3:::vault/${aws:NoSuchKey}/*' | implicitDeny",
            })
    void matchesActionsAndResources(String statement, String decision) {
        inline("p", "'Effect': 'Allow', " + statement);

        assertThat(decide()).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'StringEquals': {'s3:ResourceAccount': '999988887777'} | allowed",
                "'StringEquals': {'s3:resourceaccount': ['1', '999988887777']} | allowed",
                "'StringEquals': {'s3:ResourceAccount': '1'} | implicitDeny",
                "'StringNotEquals': {'s3:ResourceAccount': '1'} | allowed",
                "'StringNotEquals': {'s3:ResourceAccount': '999988887777'} | implicitDeny",
                "'StringLike': {'s3:ResourceAccount': '9999*'} | allowed",
                "'StringNotLike': {'s3:ResourceAccount': '9999*'} | implicitDeny",
                "'StringEqualsIgnoreCase': {'aws:Tag': 'BLUE'} | allowed",
                "'StringEquals': {'aws:Tag': 'BLUE'} | implicitDeny",
                "'StringEquals': {'aws:Missing': 'x'} | implicitDeny",
                "'StringEqualsIfExists': {'aws:Missing': 'x'} | allowed",
                "'StringNotEquals': {'aws:Missing': 'x'} | allowed",
                "'Null': {'aws:Missing': 'true'} | allowed",
                "'Null': {'aws:Missing': 'false'} | implicitDeny",
                "'Null': {'s3:ResourceAccount': 'false'} | allowed",
                "'Bool': {'aws:SecureTransport': 'true'} | allowed",
                "'Bool': {'aws:SecureTransport': 'false'} | implicitDeny",
                "'ArnLike': {'aws:SourceArn': 'arn:aws:ec2:*:111122223333:instance/*'} | allowed",
                "'ArnLike': {'aws:SourceArn': 'arn:aws:*:instance/*'} | implicitDeny",
                "'ArnNotEquals': {'aws:SourceArn': 'arn:aws:ec2:us-east-1:111122223333:instance/i-1'} | implicitDeny",
                "'StringEquals': {'s3:ResourceAccount': '999988887777', 'aws:Tag': 'red'} | implicitDeny",
            })
    void weighsConditions(String condition, String decision) {
        inline(
                "p",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {"
                        + condition
                        + "}");

        assertThat(decide()).isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"StringResembles", "ForAnyValue:NumericAlmost", "IpAddressInside"})
    void doesNotGuessWhatOperatorsMeanThatItDoesNotKnow(String operator) {
        inline(
                "p",
                "'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'"
                        + operator
                        + "': {'aws:Tag': '1'}}");

        assertRefused("NotImplemented", 501, this::decide);
    }

    @Test
    void letsDenialWinOverEveryPermission() {
        iam.attachRolePolicy(a ->
                a.roleName("instance").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        assertThat(decide()).isEqualTo("allowed");

        inline("deny", "'Effect': 'Deny', 'Action': 's3:Put*', 'Resource': '*'");

        assertThat(decide()).isEqualTo("explicitDeny");
    }

    @Test
    void keepsRolesInsideTheirBoundary() {
        inline("p", "'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
        iam.putRolePermissionsBoundary(b ->
                b.roleName("instance")
                        .permissionsBoundary(
                                "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));

        assertThat(decide()).isEqualTo("implicitDeny");
        assertThat(decide("ssm:UpdateInstanceInformation", "*").evalDecisionAsString())
                .isEqualTo("allowed");
    }

    @Test
    void knowsWhatTheManagedPoliciesOfTheAgentAllow() {
        assertThat(decide("ssmmessages:OpenDataChannel", "*").evalDecisionAsString())
                .isEqualTo("implicitDeny");

        iam.attachRolePolicy(a ->
                a.roleName("instance")
                        .policyArn(
                                "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy"));

        assertThat(decide("ssmmessages:OpenDataChannel", "*").evalDecisionAsString())
                .isEqualTo("allowed");
        assertThat(decide()).isEqualTo("implicitDeny");
    }

    @Test
    void tellsEachResourceByItselfAndTheContextItLacked() {
        inline(
                "p",
                "'Effect': 'Allow', 'Action': 's3:PutObject', 'Resource': 'arn:aws:s3:::vault/*',"
                        + " 'Condition': {'StringEquals': {'s3:ResourceAccount': '999988887777'}}");

        List<EvaluationResult> results =
                iam.simulatePrincipalPolicy(s ->
                                s.policySourceArn(ROLE)
                                        .actionNames("s3:PutObject")
                                        .resourceArns(LOG, "arn:aws:s3:::other/x"))
                        .evaluationResults();

        assertThat(results).hasSize(1);
        assertThat(results.getFirst().resourceSpecificResults())
                .extracting(
                        ResourceSpecificResult::evalResourceName,
                        ResourceSpecificResult::evalResourceDecisionAsString,
                        ResourceSpecificResult::missingContextValues)
                .containsExactly(
                        tuple(LOG, "implicitDeny", List.of("s3:ResourceAccount")),
                        tuple("arn:aws:s3:::other/x", "implicitDeny", List.of()));
    }

    @Test
    void pagesOverActions() {
        inline("p", "'Effect': 'Allow', 'Action': ['a:A', 'a:C'], 'Resource': '*'");

        List<EvaluationResult> results =
                iam
                        .simulatePrincipalPolicyPaginator(
                                s -> s.policySourceArn(ROLE).actionNames("a:A", "a:B", "a:C"))
                        .evaluationResults()
                        .stream()
                        .toList();

        assertThat(results)
                .extracting(EvaluationResult::evalDecisionAsString)
                .containsExactly("allowed", "implicitDeny", "allowed");
    }

    @Test
    void seesChangesLateWhenTold() {
        aws.faults().settling().staleSimulations(2);

        inline("p", "'Effect': 'Allow', 'Action': '*', 'Resource': '*'");

        assertThat(decide()).isEqualTo("implicitDeny");
        assertThat(decide()).isEqualTo("implicitDeny");
        assertThat(decide()).isEqualTo("allowed");
    }

    @Test
    void seesNewDefaultVersionsLateWhenTold() {
        String no = json("{'Statement': []}");
        String yes = json("{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}}");
        String arn = iam.createPolicy(c -> c.policyName("p").policyDocument(no)).policy().arn();
        iam.attachRolePolicy(a -> a.roleName("instance").policyArn(arn));
        aws.faults().settling().staleSimulations(1);

        iam.createPolicyVersion(c -> c.policyArn(arn).policyDocument(yes).setAsDefault(true));

        assertThat(decide()).isEqualTo("implicitDeny");
        assertThat(decide()).isEqualTo("allowed");
    }

    @Test
    void refusesRolesThatAreNotThere() {
        assertRefused(
                "NoSuchEntity",
                404,
                () ->
                        iam.simulatePrincipalPolicy(s ->
                                s.policySourceArn(ROLE + "-none").actionNames("s3:PutObject")));
    }

    private String decide() {
        return decide("s3:PutObject", LOG).evalDecisionAsString();
    }

    private EvaluationResult decide(String action, String resource) {
        return iam.simulatePrincipalPolicy(s ->
                        s.policySourceArn(ROLE)
                                .actionNames(action)
                                .resourceArns(resource)
                                .contextEntries(
                                        entry("s3:ResourceAccount", "999988887777"),
                                        entry("aws:PrincipalAccount", "111122223333"),
                                        entry("aws:Tag", "blue"),
                                        entry("aws:SecureTransport", "true"),
                                        entry(
                                                "aws:SourceArn",
                                                "arn:aws:ec2:us-east-1:111122223333:instance/i-1")))
                .evaluationResults()
                .getFirst();
    }

    private static ContextEntry entry(String key, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(value)
                .build();
    }

    private void inline(String name, String statement) {
        String document = json("{'Version': '2012-10-17', 'Statement': [{" + statement + "}]}");
        iam.putRolePolicy(p -> p.roleName("instance").policyName(name).policyDocument(document));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
