package io.sessionvault.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.aws.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDifferenceTest {
    private static final String POLICY =
            """
            {'Version':'2012-10-17','Statement':[
              {'Sid':'A','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:root'},
               'Action':['kms:Decrypt','kms:Encrypt'],'Resource':'*',
               'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1','kms:ViaService':'s3'},
                            'Null':{'aws:x':'false'}}},
              {'Sid':'B','Effect':'Deny','Principal':'*','Action':'s3:*','NotResource':['a','b']}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Sid':'A'|'Sid':'Other'",
                "'Sid':'A',|",
                "{'AWS':'arn:aws:iam::111122223333:root'}|{'AWS':['111122223333']}",
                "'Principal':'*'|'Principal':{'AWS':'*'}",
                "'Principal':'*'|'Principal':{'AWS':['*']}",
                "['kms:Decrypt','kms:Encrypt']|['KMS:encrypt','kms:decrypt','kms:Decrypt']",
                "'s3:*'|['S3:*']",
                "'Resource':'*'|'Resource':['*']",
                "['a','b']|['b','a']",
                "'aws:PrincipalOrgID':'o-1'|'AWS:principalorgid':['o-1']",
                "'aws:x':'false'|'aws:x':false",
                "'StringEquals'|'stringequals'",
                "{'Version'|{'Id':'x','Version'"
            })
    void makesNothingOfHowAPolicyIsWritten(String written, String otherwise) {
        assertThat(POLICY).contains(written);
        String other = POLICY.replace(written, otherwise == null ? "" : otherwise);

        assertThat(PolicyDifference.between(policy(POLICY), policy(other))).isEmpty();
        assertThat(PolicyDifference.between(policy(other), policy(POLICY))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'Effect':'Allow'|'Effect':'Deny'|changed A (Effect)",
                "111122223333|444455556666|changed A (Principal)",
                // what AWS makes of a principal that was deleted
                "arn:aws:iam::111122223333:root|AROAEXAMPLE|changed A (Principal)",
                "'Principal':'*'|'Principal':{'Service':'*'}|changed B (Principal)",
                "'Principal':'*'|'NotPrincipal':'*'|changed B (NotPrincipal, Principal)",
                "'kms:Encrypt'|'kms:*'|changed A (Action)",
                "'Action':'s3:*'|'NotAction':'s3:*'|changed B (Action, NotAction)",
                "'Resource':'*'|'Resource':'arn'|changed A (Resource)",
                "'NotResource':['a','b']|'NotResource':['a']|changed B (NotResource)",
                "['a','b']|['a','B']|changed B (NotResource)",
                "o-1|O-1|changed A (Condition)",
                "'StringEquals'|'StringNotEquals'|changed A (Condition)",
                ",'kms:ViaService':'s3'||changed A (Condition)",
                "'aws:x':'false'|'aws:x':['false','true']|changed A (Condition)",
                // written twice, the second in capitals
                "'aws:x':'false'|'aws:x':'false','AWS:X':'false'|changed A (Condition)",
                "'NotResource':['a','b']|'NotResource':null|changed B (NotResource)",
                "2012-10-17|2008-10-17|version 2008-10-17 instead of 2012-10-17",
                "'Version':'2012-10-17',||version 2008-10-17 instead of 2012-10-17"
            })
    void findsWhatChangesTheMeaning(String written, String otherwise, String difference) {
        assertThat(POLICY).contains(written);
        String other = POLICY.replace(written, otherwise == null ? "" : otherwise);

        assertThat(PolicyDifference.between(policy(POLICY), policy(other)))
                .containsExactly(difference);
    }

    @Test
    void findsStatementsThatAreMissingAndThatWereAdded() {
        String other =
                POLICY.replace("'Sid':'B'", "'Sid':'C\u202e'").replace("'s3:*'", "'s3:Get*'");

        assertThat(PolicyDifference.between(policy(POLICY), policy(other)))
                .containsExactly("missing B", "added C<U+202E>");
    }

    @Test
    void findsAStatementWithoutAnId() {
        String added =
                POLICY.replace(
                        "'NotResource':['a','b']}]",
                        "'NotResource':['a','b']},{'Effect':'Allow','Principal':'*','Action':'s3:*','Resource':'*'}]");

        assertThat(PolicyDifference.between(policy(POLICY), policy(added)))
                .containsExactly("added statement 3 without an id");
    }

    @Test
    void readsASingleStatementThatIsNoList() {
        String single = "{'Version':'2012-10-17','Statement':{'Sid':'A','Effect':'Deny'}}";
        String list = "{'Version':'2012-10-17','Statement':[{'Effect':['Deny']}]}";

        assertThat(PolicyDifference.between(policy(single), policy(list))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}",
                "{'Version':'2012-10-17'}",
                "{'Version':'2012-10-17','Statement':[]}",
                "{'Version':'2012-10-17','Statement':null}",
                "{'Version':'2012-10-17','Statement':'x'}",
                "{'Version':'2012-10-17','Statement':[null,7,{}]}",
                "{'Version':'2012-10-17','Statement':[{'Principal':null,'Condition':{'Null':null}}]}"
            })
    void findsEverythingMissingInWhatIsNoPolicy(String document) {
        assertThat(PolicyDifference.between(policy(POLICY), policy(document)))
                .contains("missing A", "missing B");
    }

    private static Map<String, Object> policy(String text) {
        try {
            return Json.object(text.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(text, malformed);
        }
    }
}
