package io.sessionvault.permissions;

import static io.sessionvault.permissions.Given.ALL;
import static io.sessionvault.permissions.Given.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which requests a statement means.
class StatementTest {
    private static final String ROOT = "arn:aws:iam::111111111111:root";
    private static final String ROLE = "arn:aws:iam::111111111111:role/path/Agent";
    private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Agent/i-0123";

    /// Source: IAM user guide, "IAM JSON policy elements: Action", "NotAction".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'Action': '*'                        | yes
                    'Action': 's3:PutObject'             | yes
                    'Action': 'S3:putobject'             | yes
                    'Action': 's3:Put*'                  | yes
                    'Action': 's3:PutObj?ct'             | yes
                    'Action': 's3:*Object'               | yes
                    'Action': 's3:*ObjectAcl'            | no
                    'Action': 's3:PutObject?'            | no
                    'Action': ['ec2:*', 's3:Put*']       | yes
                    'Action': ['ec2:*', 's3:Get*']       | no
                    'Action': 's3:${x:Known}'            | no
                    'NotAction': 's3:Put*'               | no
                    'NotAction': ['ec2:*', 's3:Get*']    | yes
                    'NotAction': ['ec2:*', 's3:Put*']    | no
                    """)
    void meansActions(String action, String expected) {
        assertThat(allowed("{'Effect': 'Allow', %s, 'Resource': '*'}".formatted(action)))
                .isEqualTo(expected);
    }

    /// Source: IAM user guide, "IAM JSON policy elements: Resource", "NotResource"; "IAM policy
    /// elements: Variables and tags", "Policy variables with no value".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'Resource': '*'                                      | yes
                    'Resource': 'arn:aws:logs:eu-west-1:111111111111:group:a:b' | yes
                    'Resource': 'arn:aws:logs:eu-west-1:111111111111:group:*'   | yes
                    'Resource': 'arn:aws:logs:eu-west-1:111111111111:*:b'       | yes
                    'Resource': 'arn:aws:logs:eu-west-1:111111111111:g*b'       | yes
                    'Resource': 'arn:aws:logs:eu-west-1:111111111111:group?a:b' | yes
                    'Resource': 'arn:aws:logs:*:*:group:a:b'             | yes
                    'Resource': 'arn:aws:logs:*'                         | yes
                    'Resource': 'arn:aws:logs:*:group:a:b'               | yes
                    'Resource': 'arn:aws:logs:eu-west-?:*'               | yes
                    'Resource': 'arn:aws:logs:e*1:111111111111:group:a:b' | yes
                    'Resource': 'arn:aws:logs:e*1:group:a:b'             | no
                    'Resource': 'arn:aws:logs:eu-west-1?111111111111:group:a:b' | no
                    'Resource': 'ARN:aws:logs:*'                         | no
                    'Resource': 'arn:aws:logs'                           | no
                    'Resource': ['arn:aws:s3:::*', 'arn:aws:logs:*']     | yes
                    'Resource': 'arn:aws:s3:::*'                         | no
                    'Resource': 'arn:aws:logs:*:${x:Account}:*'          | yes
                    'Resource': 'arn:aws:logs:*:${x:Absent}*:*'          | no
                    'Resource': 'arn:aws:logs:*:${x:Unknown}:*'          | maybe
                    'Resource': 'arn:aws:logs:*:group:${x:Unknown}'      | maybe
                    'Resource': 'arn:aws:s3:::${x:Unknown}/*'            | no
                    'Resource': 'arn:aws:logs:*:${x:Absent, ~111111111111~}:*' | yes
                    'Resource': 'arn:aws:logs:*:*:group:${*}'            | no
                    'NotResource': 'arn:aws:s3:::*'                      | yes
                    'NotResource': 'arn:aws:logs:*'                      | no
                    'NotResource': ['arn:aws:s3:::*', '*:b']             | no
                    'NotResource': 'arn:aws:logs:*:${x:Absent}*:*'       | yes
                    'NotResource': 'arn:aws:logs:*:${x:Unknown}:*'       | maybe
                    """)
    void meansResources(String resource, String expected) {
        var request =
                new Request(
                        Given.ROLE,
                        "logs:PutLogEvents",
                        "arn:aws:logs:eu-west-1:111111111111:group:a:b",
                        RequestContext.UNKNOWN
                                .with("x:Account", "111111111111")
                                .without("x:Absent"));
        var one = policy("p", "{'Effect': 'Allow', 'Action': '*', %s}".formatted(resource));
        assertThat(Given.brief(Given.answer(one, request))).isEqualTo(expected);
    }

    /// What a bucket's policy grants a session of a role, and a role of which no session is known.
    ///
    /// Source: IAM user guide, "AWS JSON policy elements: Principal", "NotPrincipal".
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'Principal': '*'                                              | yes   | yes
                    'Principal': {'AWS': '*'}                                     | yes   | yes
                    'Principal': {'AWS': ['ROLE']}                                | yes   | yes
                    'Principal': {'AWS': ['333333333333', 'ROLE']}                | yes   | yes
                    'Principal': {'AWS': 'SESSION'}                               | yes   | maybe
                    'Principal': {'AWS': 'arn:aws:sts::111111111111:assumed-role/Agent/i-9'} | no | maybe
                    'Principal': {'AWS': 'arn:aws:sts::111111111111:assumed-role/Other/i-0123'} | no | no
                    'Principal': {'AWS': 'arn:aws:sts::111111111111:federated-user/i-0123'} | no | no
                    'Principal': {'AWS': 'arn:aws:iam::111111111111:user/Anna'}   | no    | no
                    'Principal': {'AWS': 'AROAEXAMPLE0EXAMPLE00'}                 | no    | no
                    'Principal': {'AWS': 'arn:aws:iam::111111111111:role/*'}      | maybe | maybe
                    'Principal': {'AWS': 'nonsense'}                              | maybe | maybe
                    'Principal': {'AWS': []}                                      | maybe | maybe
                    'Principal': {'Service': 'ssm.amazonaws.com'}                 | no    | no
                    'Principal': {'Federated': '*'}                               | no    | no
                    'Principal': {'CanonicalUser': '79a59d'}                      | maybe | maybe
                    'Principal': 'ROLE'                                           | maybe | maybe
                    'NotPrincipal': {'AWS': '333333333333'}                       | yes   | yes
                    'NotPrincipal': '*'                                           | no    | no
                    'NotPrincipal': {'AWS': ['ROOT', 'ROLE', 'SESSION']}          | no    | maybe
                    'NotPrincipal': {'AWS': 'ROLE'}                               | maybe | maybe
                    'NotPrincipal': {'AWS': 'SESSION'}                            | maybe | maybe
                    'NotPrincipal': {'AWS': ['ROOT', 'SESSION']}                  | maybe | maybe
                    'NotPrincipal': {'AWS': ['ROLE', 'SESSION']}                  | maybe | maybe
                    'NotPrincipal': {'AWS': 'nonsense'}                           | maybe | maybe
                    """)
    void meansPrincipals(String principal, String session, String role) {
        var named =
                principal.replace("ROLE", ROLE).replace("ROOT", ROOT).replace("SESSION", SESSION);
        var grant = "{'Effect': 'Allow', %s, 'Action': '*', 'Resource': '*'}".formatted(named);
        assertThat(granted(Given.SESSION, grant)).isEqualTo(session);
        assertThat(granted(Given.ROLE, grant)).isEqualTo(role);
    }

    @Test
    void exemptsAUserWhoIsNamedWithTheAccount() {
        var grant =
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': [%s]}, 'Action': '*', 'Resource': '*'}";
        var user = "'" + Given.USER.arn() + "'";
        assertThat(granted(Given.USER, grant.formatted(user + ", '" + ROOT + "'"))).isEqualTo("no");
        assertThat(granted(Given.USER, grant.formatted(user))).isEqualTo("maybe");
    }

    /// Source: IAM user guide, "Permissions boundaries for IAM entities": such a denial always
    /// denies whoever has a boundary.
    @Test
    void exemptsNobodyWithABoundaryFromADenial() {
        var denial =
                Given.bucket(
                        "{'Effect': 'Deny', 'NotPrincipal': {'AWS': ['%s', '%s', '%s']}, 'Action': '*', 'Resource': '*'}"
                                .formatted(ROOT, ROLE, SESSION));
        var own = Given.identity(ALL);
        var request = Given.put(Given.SESSION);
        assertThat(Given.brief(Evaluation.answer(own, Optional.of(denial), request)))
                .isEqualTo("yes");
        assertThat(
                        Given.brief(
                                Evaluation.answer(
                                        Given.bounded(own, ALL), Optional.of(denial), request)))
                .isEqualTo("no");
        var grant =
                "{'Effect': 'Allow', 'NotPrincipal': {'AWS': ['%s', '%s', '%s']}, 'Action': '*', 'Resource': '*'}"
                        .formatted(ROOT, ROLE, SESSION);
        assertThat(
                        Given.brief(
                                Evaluation.answer(
                                        Given.bounded(Given.identity(Given.OTHER), ALL),
                                        Optional.of(Given.bucket(grant)),
                                        request)))
                .isEqualTo("no");
    }

    @Test
    void deniesAWholeAccount() {
        var denial = Given.granting("{'AWS': '%s'}".formatted(ROOT)).replace("Allow", "Deny");
        assertThat(granted(Given.SESSION, Given.granting("'*'"), denial)).isEqualTo("no");
    }

    /// A trust policy has no Resource, and an identity policy no Principal.
    @Test
    void wantsTheElementsOfItsKindOfPolicy() {
        assertThat(granted(Given.ROLE, "{'Effect': 'Allow', 'Principal': '*', 'Action': '*'}"))
                .isEqualTo("yes");
        assertThat(granted(Given.ROLE, "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}"))
                .isEqualTo("maybe");
        assertThat(allowed("{'Effect': 'Allow', 'Action': '*'}")).isEqualTo("maybe");
        assertThat(allowed("{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'}"))
                .isEqualTo("maybe");
        assertThat(
                        allowed(
                                "{'Effect': 'Allow', 'Principal': '*', 'Action': 'ec2:*', 'Resource': '*'}"))
                .isEqualTo("no");
    }

    private static String allowed(String statement) {
        return Given.brief(Given.answer(policy("p", statement), Given.put(Given.ROLE)));
    }

    private static String granted(Caller caller, String... statements) {
        return Given.brief(
                Evaluation.answer(
                        new PrincipalPolicies(List.of(), Optional.empty(), List.of()),
                        Optional.of(Given.bucket(statements)),
                        Given.put(caller)));
    }
}
