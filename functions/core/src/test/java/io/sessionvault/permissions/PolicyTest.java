package io.sessionvault.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a document, also of a strange one.
class PolicyTest {
    private static final String ALL = "'Effect': 'Allow', 'Action': '*', 'Resource': '*'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'Version': '2012-10-17', 'Id': 'x', 'Statement': {ALL}}   | allowed by statement 1 of p
                    {'Statement': [{ALL}]}                                     | allowed by statement 1 of p
                    {'Statement': [{'Sid': 'A', ALL}]}                         | allowed by statement A of p
                    {'Statement': [{'Sid': ' ', ALL}]}                         | allowed by statement 1 of p
                    {'Statement': []}                                          | no statement of its identity policies allows it
                    {'Statement': null}                                        | p could not be read: a statement of it is none
                    {}                                                         | p could not be read: a statement of it is none
                    {'Statement': 'all'}                                       | p could not be read: a statement of it is none
                    {'Statement': [{ALL}, 7]}                                  | p could not be read: a statement of it is none
                    {'Version': '2030-01-01', 'Statement': {ALL}}              | p could not be read: it has the version 2030-01-01
                    {'Version': null, 'Statement': {ALL}}                      | p could not be read: it has the version null
                    {'Grants': 1, 'Statement': {ALL}}                          | p could not be read: it has the unknown element Grants
                    {'Statement': {'When': 'now', ALL}}                        | statement 1 of p has the unknown element When
                    {'Statement': {'Sid': 7, ALL}}                             | statement 1 of p has a Sid that is no text
                    {'Statement': {'Effect': 'allow', 'Action': '*', 'Resource': '*'}} | statement 1 of p has the Effect allow
                    {'Statement': {'Action': '*', 'Resource': '*'}}            | statement 1 of p has the Effect null
                    {'Statement': {'Effect': 'Allow', 'Resource': '*'}}        | statement 1 of p has no Action
                    {'Statement': {'Effect': 'Allow', 'Action': '*'}}          | statement 1 of p has no Resource
                    {'Statement': {'NotAction': 'a:b', ALL}}                   | statement 1 of p has both Action and NotAction; statement 1 of p has no Action
                    {'Statement': {'NotResource': 'a', ALL}}                   | statement 1 of p has no Resource; statement 1 of p has both Resource and NotResource
                    {'Statement': {'Effect': 'Allow', 'Action': 7, 'Resource': '*'}} | statement 1 of p has the Action 7
                    {'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': [null]}} | statement 1 of p has the Resource [null]
                    {'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::${x'}} | statement 1 of p has the Resource arn:aws:s3:::${x
                    {'Statement': {'Condition': 'never', ALL}}                 | Condition cannot be understood in statement 1 of p
                    {'Statement': {'Condition': {'Is': {'a': 'b'}}, ALL}}      | condition operator Is is unknown in statement 1 of p
                    {'Statement': {'Condition': {'Bool': 7}, ALL}}             | condition Bool cannot be understood in statement 1 of p
                    {'Statement': {'Condition': {'Bool': {'a': []}}, ALL}}     | condition of a cannot be understood in statement 1 of p
                    """)
    void tellsWhatItCannotTell(String document, String text) {
        var policy = Given.document("p", document.replace("ALL", ALL));
        assertThat(Given.answer(policy, Given.put(Given.ROLE)).text()).isEqualTo(text);
    }

    @Test
    void doubtsOnlyWhatAStrangeStatementCouldConcern() {
        var strange =
                Given.document(
                        "p",
                        "{'Statement': {'When': 1, 'Effect': 'Deny', 'Action': 'ec2:*', 'Resource': '*'}}");
        var answer =
                Evaluation.answer(
                        new PrincipalPolicies(
                                List.of(strange, Given.policy("q", Given.ALL)),
                                java.util.Optional.empty(),
                                List.of()),
                        java.util.Optional.empty(),
                        Given.put(Given.ROLE));
        assertThat(Given.brief(answer)).isEqualTo("yes");
    }

    @Test
    void isDeniedForCertainBesideAPolicyThatNobodyCouldRead() {
        var policies = List.of(Policy.unread("q", "AccessDenied"), Given.policy("p", Given.NEVER));
        var answer =
                Evaluation.answer(
                        new PrincipalPolicies(policies, java.util.Optional.empty(), List.of()),
                        java.util.Optional.empty(),
                        Given.put(Given.ROLE));
        assertThat(answer.text()).isEqualTo("denied by statement Never of p");
    }

    /// IAM has no such characters in policies; here they stand for wildcards.
    @ParameterizedTest
    @ValueSource(chars = {'\uFDD0', '\uFDD1', '\uFDD2', '\uFDD3'})
    void takesNoCharactersOfItsOwnFromADocument(char character) {
        var action = "s3:PutObjec" + character;
        var policy =
                Policy.of(
                        "p",
                        Map.of(
                                "Statement",
                                Map.of("Effect", "Allow", "Action", action, "Resource", "*")));
        assertThat(Given.brief(Given.answer(policy, Given.put(Given.ROLE)))).isEqualTo("maybe");
    }

    @Test
    void equalsAPolicyOfTheSameText() {
        assertThat(Given.policy("p", Given.ALL, Given.MAYBE))
                .isEqualTo(Given.policy("p", Given.ALL, Given.MAYBE))
                .isNotEqualTo(Given.policy("p", Given.ALL));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111111111111:root",
        "arn:aws:sts::111111111111:assumed-role/Agent/i-0123",
        "Agent"
    })
    void takesOnlyRolesAndUsersForCallers(String arn) {
        assertThatThrownBy(() -> Caller.of(arn)).isInstanceOf(IllegalArgumentException.class);
    }
}
