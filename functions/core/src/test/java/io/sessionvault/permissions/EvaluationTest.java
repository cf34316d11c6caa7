package io.sessionvault.permissions;

import static io.sessionvault.permissions.Given.ALL;
import static io.sessionvault.permissions.Given.MAYBE;
import static io.sessionvault.permissions.Given.MAYBE_NOT;
import static io.sessionvault.permissions.Given.NEVER;
import static io.sessionvault.permissions.Given.OTHER;
import static io.sessionvault.permissions.Given.ROLE;
import static io.sessionvault.permissions.Given.STRANGER;
import static io.sessionvault.permissions.Given.bounded;
import static io.sessionvault.permissions.Given.bucket;
import static io.sessionvault.permissions.Given.granting;
import static io.sessionvault.permissions.Given.identity;
import static io.sessionvault.permissions.Given.key;
import static io.sessionvault.permissions.Given.level;
import static io.sessionvault.permissions.Given.put;
import static io.sessionvault.permissions.Given.under;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the kinds of policies answer together.
class EvaluationTest {
    private static final String ONE_KEY =
            "it depends on context key aws:SourceVpc, which statement %s asks for";
    private static final ControlLevel ROOT = level("r-1", ALL);

    record Row(
            PrincipalPolicies principal,
            Optional<ResourcePolicies> resource,
            Caller caller,
            String text) {}

    static Stream<Row> rows() {
        return Stream.of(ownSide(), controls(), bothSides()).flatMap(List::stream);
    }

    private static List<Row> ownSide() {
        return List.of(
                row(identity(ALL), "allowed by statement All of inline policy Own"),
                row(identity(MAYBE, ALL), "allowed by statement All of inline policy Own"),
                row(identity(OTHER), "no statement of its identity policies allows it"),
                row(identity(MAYBE), ONE_KEY.formatted("Maybe of inline policy Own")),
                row(identity(ALL, NEVER), "denied by statement Never of inline policy Own"),
                row(identity(NEVER, MAYBE), "denied by statement Never of inline policy Own"),
                row(identity(ALL, MAYBE_NOT), ONE_KEY.formatted("MaybeNot of inline policy Own")),
                row(identity(OTHER, MAYBE_NOT), "no statement of its identity policies allows it"),
                row(
                        bounded(identity(ALL), ALL),
                        "allowed by statement All of inline policy Own and statement All of"
                                + " boundary Edge"),
                row(
                        bounded(identity(ALL), OTHER),
                        "no statement of its permissions boundary, boundary Edge, allows it"),
                row(
                        bounded(identity(OTHER), OTHER),
                        "no statement of its identity policies allows it"),
                row(
                        bounded(identity(ALL), ALL, NEVER),
                        "denied by statement Never of boundary Edge"),
                row(bounded(identity(ALL), MAYBE), ONE_KEY.formatted("Maybe of boundary Edge")),
                row(
                        bounded(identity(ALL), ALL, MAYBE_NOT),
                        ONE_KEY.formatted("MaybeNot of boundary Edge")));
    }

    private static List<Row> controls() {
        return List.of(
                row(
                        under(identity(ALL), ROOT, level("ou-1 (Sandbox)", ALL)),
                        "allowed by statement All of inline policy Own"),
                row(
                        under(identity(ALL), ROOT, level("ou-1 (Sandbox)", OTHER)),
                        "no statement at level ou-1 (Sandbox) of the service control policies"
                                + " allows it"),
                row(
                        under(identity(ALL), ROOT, new ControlLevel("ou-2", List.of())),
                        "no statement at level ou-2 of the service control policies allows it"),
                row(
                        under(identity(ALL), level("r-1", ALL, NEVER), level("a-1", ALL)),
                        "denied by statement Never of service control policy of r-1"),
                row(
                        under(identity(ALL), level("r-1", MAYBE), level("a-1", ALL)),
                        ONE_KEY.formatted("Maybe of service control policy of r-1")),
                row(
                        under(identity(ALL), level("r-1", MAYBE), level("a-1", OTHER)),
                        "no statement at level a-1 of the service control policies allows it"),
                row(
                        under(identity(ALL), level("r-1", ALL, MAYBE_NOT)),
                        ONE_KEY.formatted("MaybeNot of service control policy of r-1")),
                row(
                        under(identity(MAYBE), level("r-1", ALL, NEVER)),
                        "denied by statement Never of service control policy of r-1"),
                row(
                        under(identity(OTHER), level("r-1", ALL, NEVER)),
                        "no statement of its identity policies allows it"),
                row(
                        under(
                                identity(ALL),
                                new ControlLevel(
                                        "r-1", List.of(Policy.unread("p-1", "AccessDenied")))),
                        "p-1 could not be read: AccessDenied"));
    }

    private static List<Row> bothSides() {
        var stranger = "{'AWS': '222222222222'}";
        var open = Optional.of(bucket(granting(stranger)));
        return List.of(
                new Row(
                        identity(ALL),
                        open,
                        STRANGER,
                        "allowed by statement All of inline policy Own and statement Grant of"
                                + " policy of the vault"),
                new Row(
                        identity(OTHER),
                        open,
                        STRANGER,
                        "no statement of its identity policies allows it"),
                new Row(
                        identity(ALL),
                        Optional.of(bucket(granting("{'AWS': '333333333333'}"))),
                        STRANGER,
                        "no statement of policy of the vault allows it"),
                new Row(
                        identity(ALL),
                        Optional.of(bucket()),
                        STRANGER,
                        "the resource has no policy that allows it"),
                new Row(
                        identity(ALL),
                        Optional.of(
                                bucket(
                                        granting(stranger),
                                        granting(stranger).replace("Allow", "Deny"))),
                        STRANGER,
                        "denied by statement Grant of policy of the vault"),
                new Row(
                        identity(ALL),
                        Optional.of(guarded(bucket(granting("'*'")), "*", "Deny")),
                        ROLE,
                        "denied by statement Guard of resource control policy p-9"),
                new Row(
                        identity(ALL),
                        Optional.of(guarded(bucket(granting("'*'")), "none", "Allow")),
                        ROLE,
                        "no statement at level r-1 of the resource control policies allows it"),
                new Row(
                        identity(ALL),
                        Optional.of(key(granting(stranger))),
                        ROLE,
                        "no statement of policy of the vault allows it"),
                new Row(
                        identity(ALL),
                        Optional.of(key()),
                        ROLE,
                        "the resource has no policy that allows it"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void explainsItselfInOneLine(Row row) {
        var answer = Evaluation.answer(row.principal, row.resource, put(row.caller));
        assertThat(answer.text()).isEqualTo(row.text);
    }

    /// Where several deny, service control policies are named last.
    @Test
    void namesTheLayerThatDenies() {
        var denying = identity(ALL, NEVER);
        var control = level("r-1", ALL, NEVER);
        assertThat(layer(under(denying, control), bucket())).isEqualTo(Layer.IDENTITY);
        assertThat(layer(under(bounded(identity(ALL), OTHER), control), bucket()))
                .isEqualTo(Layer.BOUNDARY);
        var denyingBucket = bucket(granting("'*'").replace("Allow", "Deny"));
        assertThat(layer(under(identity(ALL), control), denyingBucket)).isEqualTo(Layer.RESOURCE);
        assertThat(layer(under(identity(ALL), control), guarded(bucket(), "*", "Deny")))
                .isEqualTo(Layer.RESOURCE_CONTROL);
        assertThat(layer(under(identity(ALL), control), bucket())).isEqualTo(Layer.SERVICE_CONTROL);
    }

    @Test
    void namesEachContextKeyOnceAndTheFirstReasons() {
        var statements =
                Stream.of("a", "b", "c", "d", "a")
                        .map(key ->
                                MAYBE.replace("aws:SourceVpc", "x:" + key)
                                        .replace("'Maybe'", "'On" + key + "'"))
                        .toArray(String[]::new);
        var answer = Evaluation.answer(identity(statements), Optional.empty(), put(ROLE));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown ->
                                assertThat(unknown.keys())
                                        .containsExactly("x:a", "x:b", "x:c", "x:d"));
        assertThat(answer.text())
                .startsWith("it depends on context key x:a, which statement Ona of")
                .endsWith("; and 1 more");
    }

    @Test
    void tellsThreeReasonsWithoutACount() {
        var statements =
                Stream.of("a", "b", "c")
                        .map(key -> MAYBE.replace("aws:SourceVpc", "x:" + key))
                        .toArray(String[]::new);
        var answer = Evaluation.answer(identity(statements), Optional.empty(), put(ROLE));
        assertThat(answer.text()).contains("x:c").doesNotContain("more");
    }

    @Test
    void takesNotPrincipalForEverybodyElse() {
        var grant =
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': '333333333333'}, 'Action': '*', 'Resource': '*'}";
        assertThat(inSession(identity(OTHER), bucket(grant))).isEqualTo("yes");
        assertThat(inSession(bounded(identity(OTHER), OTHER), bucket(grant))).isEqualTo("maybe");
    }

    /// Source: IAM user guide, "Policy evaluation for requests within a single account".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'AWS': 'arn:aws:iam::111111111111:role/path/Agent'}               | yes | no    | yes   | no
                    {'AWS': 'arn:aws:sts::111111111111:assumed-role/Agent/i-0123'}     | yes | yes   | yes   | yes
                    '*'                                                                | yes | maybe | yes   | maybe
                    {'AWS': 'arn:aws:iam::111111111111:root'}                          | no  | no    | no    | no
                    {'AWS': 'arn:aws:iam::111111111111:role/path/Other'}               | no  | no    | no    | no
                    """)
    void grantsWithinTheAccountByTheResourceAlone(
            String principal, String bucket, String boundedBucket, String key, String boundedKey) {
        var nothing = identity(OTHER);
        var bounded = bounded(nothing, OTHER);
        assertThat(inSession(nothing, bucket(granting(principal)))).isEqualTo(bucket);
        assertThat(inSession(bounded, bucket(granting(principal)))).isEqualTo(boundedBucket);
        assertThat(inSession(nothing, key(granting(principal)))).isEqualTo(key);
        assertThat(inSession(bounded, key(granting(principal)))).isEqualTo(boundedKey);
    }

    @Test
    void grantsAUserWithABoundaryWhatTheResourceGrantsTheUser() {
        var bounded = bounded(identity(OTHER), OTHER);
        var grant = bucket(granting("{'AWS': 'arn:aws:iam::111111111111:user/path/Anna'}"));
        assertThat(Given.brief(Evaluation.answer(bounded, Optional.of(grant), put(Given.USER))))
                .isEqualTo("yes");
    }

    /// Source: IAM user guide, "Policy evaluation for requests within a single account", "IAM
    /// role".
    @Test
    void takesEverybodyWithThatArnForTheSessionItself() {
        var bounded = bounded(identity(OTHER), OTHER);
        var grant =
                "{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*', 'Condition': {'%s':"
                        + " {'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/%s'}}}";
        assertThat(inSession(bounded, bucket(grant.formatted("ArnEquals", "path/Agent"))))
                .isEqualTo("yes");
        assertThat(inSession(bounded, bucket(grant.formatted("ArnNotEquals", "path/Other"))))
                .isEqualTo("maybe");
    }

    /// Source: KMS developer guide, "Key policies in AWS KMS", "Allows access to the AWS account
    /// and enables IAM policies".
    @Test
    void handsAKeyToTheAccountsPolicies() {
        var root = key(granting("{'AWS': 'arn:aws:iam::111111111111:root'}"));
        assertThat(inSession(identity(ALL), root)).isEqualTo("yes");
        assertThat(inSession(identity(OTHER), root)).isEqualTo("no");
        assertThat(inSession(bounded(identity(ALL), OTHER), root)).isEqualTo("no");
        assertThat(inSession(identity(ALL), bucket())).isEqualTo("yes");
    }

    @Test
    void bindsNoServiceLinkedRoleByControlPolicies() {
        var linked =
                Caller.of(
                        "arn:aws:iam::111111111111:role/aws-service-role/ssm.amazonaws.com/Linked");
        var answer =
                Evaluation.answer(
                        under(identity(ALL), level("r-1", NEVER)),
                        Optional.of(guarded(bucket(), "*", "Deny")),
                        put(linked));
        assertThat(Given.brief(answer)).isEqualTo("yes");
    }

    private static String inSession(PrincipalPolicies principal, ResourcePolicies resource) {
        var request =
                new Request(
                        Given.SESSION,
                        "s3:PutObject",
                        Given.OBJECT,
                        RequestContext.UNKNOWN.with("aws:PrincipalArn", Given.SESSION.arn()));
        return Given.brief(Evaluation.answer(principal, Optional.of(resource), request));
    }

    private static Layer layer(PrincipalPolicies principal, ResourcePolicies resource) {
        return switch (Evaluation.answer(principal, Optional.of(resource), put(ROLE))) {
            case Answer.Denied denied -> denied.layer();
            case Answer.Allowed _, Answer.Unknown _ -> throw new AssertionError("not denied");
        };
    }

    /// The resource under a level of resource control policies.
    private static ResourcePolicies guarded(
            ResourcePolicies resource, String action, String effect) {
        var guard =
                "{'Sid': 'Guard', 'Effect': '%s', 'Principal': '*', 'Action': '%s', 'Resource': '*'}"
                        .formatted(effect, action);
        var statements =
                effect.equals("Deny")
                        ? new String[] {granting("'*'"), guard}
                        : new String[] {guard};
        return new ResourcePolicies(
                resource.owner(),
                resource.policy(),
                resource.mustAllow(),
                List.of(
                        new ControlLevel(
                                "r-1",
                                List.of(Given.policy("resource control policy p-9", statements)))));
    }

    private static Row row(PrincipalPolicies principal, String text) {
        return new Row(principal, Optional.empty(), ROLE, text);
    }
}
