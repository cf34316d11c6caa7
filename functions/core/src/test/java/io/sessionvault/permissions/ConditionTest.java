package io.sessionvault.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a condition answers. The request has these keys, lacks `x:Absent`, and of `x:Unknown` nothing
/// is known.
///
/// Source: IAM user guide, "IAM JSON policy elements: Condition operators"; "Conditions with multiple
/// context keys or values"; "IAM policy elements: Variables and tags".
class ConditionTest {
    private static final RequestContext CONTEXT =
            RequestContext.UNKNOWN
                    .with("x:Text", "Red")
                    .with("x:Path", "a/b:c")
                    .with("x:Star", "r*d")
                    .with("x:Mark", "r?d")
                    .with("x:Dollar", "$1")
                    .with("x:Number", "10")
                    .with("x:Decimal", "1.50")
                    .with("x:Date", "2026-01-01T02:00:00+02:00")
                    .with("x:Epoch", "1767225600")
                    .with("x:Bool", "true")
                    .with("x:Blob", "AQID")
                    .with("x:Four", "10.1.2.3")
                    .with("x:Six", "2001:db8::1")
                    .with("x:Arn", "arn:aws:iam::111111111111:role/path/Agent")
                    .with("x:List", "Red", "Blue")
                    .with("x:Account", "111111111111")
                    .without("x:Absent", "x:None/*");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {}                                                             | yes
                    {'StringEquals': {'x:Text': 'Red'}}                            | yes
                    {'StringEquals': {'X:TEXT': 'Red'}}                            | yes
                    {'StringEquals': {'x:Text': 'red'}}                            | no
                    {'StringEquals': {'x:Text': ['Blue', 'Red']}}                  | yes
                    {'StringEquals': {'x:Text': 'R*'}}                             | no
                    {'StringEquals': {'x:Star': 'r*d'}}                            | yes
                    {'StringEquals': {'x:Absent': 'Red'}}                          | no
                    {'StringEquals': {'x:Unknown': 'Red'}}                         | maybe
                    {'StringEquals': {'x:Text': 'Red', 'x:Path': 'no'}}            | no
                    {'StringEquals': {'x:Text': 'Red'}, 'Bool': {'x:Bool': 'false'}} | no
                    {'StringEquals': {'x:Unknown': 'Red', 'x:Path': 'no'}}         | no
                    {'StringEquals': {'x:Unknown': 'Red', 'x:Text': 'Red'}}        | maybe
                    {'StringNotEquals': {'x:Text': 'Red'}}                         | no
                    {'StringNotEquals': {'x:Text': ['Blue', 'Red']}}               | no
                    {'StringNotEquals': {'x:Text': ['Blue', 'Green']}}             | yes
                    {'StringNotEquals': {'x:Absent': 'Red'}}                       | yes
                    {'StringNotEquals': {'x:Unknown': 'Red'}}                      | maybe
                    {'StringEqualsIgnoreCase': {'x:Text': 'rED'}}                  | yes
                    {'StringEqualsIgnoreCase': {'x:Text': 'r*'}}                   | no
                    {'StringNotEqualsIgnoreCase': {'x:Text': 'rED'}}               | no
                    {'StringLike': {'x:Text': 'R*'}}                               | yes
                    {'StringLike': {'x:Text': 'r*'}}                               | no
                    {'StringLike': {'x:Text': 'R?d'}}                              | yes
                    {'StringLike': {'x:Text': 'R?'}}                               | no
                    {'StringLike': {'x:Path': '*:c'}}                              | yes
                    {'StringNotLike': {'x:Text': 'R*'}}                            | no
                    {'StringNotLike': {'x:Text': 'B*'}}                            | yes
                    {'stringlike': {'x:Text': 'R*'}}                               | yes
                    {'StringEqualsIfExists': {'x:Absent': 'Red'}}                  | yes
                    {'StringEqualsIfExists': {'x:Text': 'Blue'}}                   | no
                    {'StringEqualsIfExists': {'x:Unknown': 'Red'}}                 | maybe
                    {'StringNotEqualsIfExists': {'x:Absent': 'Red'}}               | yes
                    """)
    void comparesTexts(String condition, String expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'NumericEquals': {'x:Number': 10}}                            | yes
                    {'NumericEquals': {'x:Decimal': '1.5'}}                        | yes
                    {'NumericEquals': {'x:Number': '9'}}                           | no
                    {'NumericNotEquals': {'x:Number': '10'}}                       | no
                    {'NumericNotEquals': {'x:Number': '9'}}                        | yes
                    {'NumericLessThan': {'x:Number': '10'}}                        | no
                    {'NumericLessThan': {'x:Number': '10.5'}}                      | yes
                    {'NumericLessThanEquals': {'x:Number': '10'}}                  | yes
                    {'NumericLessThanEquals': {'x:Number': '9'}}                   | no
                    {'NumericGreaterThan': {'x:Number': '9'}}                      | yes
                    {'NumericGreaterThan': {'x:Number': '10'}}                     | no
                    {'NumericGreaterThanEquals': {'x:Number': '10'}}               | yes
                    {'NumericGreaterThanEquals': {'x:Number': '11'}}               | no
                    {'NumericGreaterThan': {'x:Number': '-3'}}                     | yes
                    {'NumericLessThan': {'x:Number': 'ten'}}                       | maybe
                    {'NumericLessThan': {'x:Text': '10'}}                          | maybe
                    {'NumericLessThan': {'x:Number': '${x:Number}'}}               | maybe
                    {'DateEquals': {'x:Date': '2026-01-01T00:00:00Z'}}             | yes
                    {'DateEquals': {'x:Date': '2026-01-01'}}                       | yes
                    {'DateEquals': {'x:Date': '2026-01'}}                          | yes
                    {'DateEquals': {'x:Date': '1767225600'}}                       | yes
                    {'DateEquals': {'x:Epoch': '2026-01-01T00:00Z'}}               | yes
                    {'DateNotEquals': {'x:Date': '2026-01-02'}}                    | yes
                    {'DateLessThan': {'x:Date': '2026-01-01'}}                     | no
                    {'DateLessThan': {'x:Date': '2026-01-01T00:00:00.5Z'}}         | yes
                    {'DateLessThanEquals': {'x:Date': '2026-01-01'}}               | yes
                    {'DateGreaterThan': {'x:Date': '2025-12-31T23:59:59Z'}}        | yes
                    {'DateGreaterThan': {'x:Date': '2026-01-01'}}                  | no
                    {'DateGreaterThanEquals': {'x:Date': '2026-01-01'}}            | yes
                    {'DateLessThan': {'x:Date': '2026'}}                           | maybe
                    {'DateLessThan': {'x:Date': '2026-13-01'}}                     | maybe
                    {'Bool': {'x:Bool': 'true'}}                                   | yes
                    {'Bool': {'x:Bool': true}}                                     | yes
                    {'Bool': {'x:Bool': 'FALSE'}}                                  | no
                    {'Bool': {'x:Absent': 'false'}}                                | no
                    {'BoolIfExists': {'x:Absent': 'false'}}                        | yes
                    {'Bool': {'x:Bool': 'perhaps'}}                                | maybe
                    {'Bool': {'x:Text': 'true'}}                                   | maybe
                    {'BinaryEquals': {'x:Blob': 'AQID'}}                           | yes
                    {'BinaryEquals': {'x:Blob': 'AQIE'}}                           | no
                    {'BinaryEquals': {'x:Blob': '?'}}                              | maybe
                    {'Null': {'x:Absent': 'true'}}                                 | yes
                    {'Null': {'x:Absent': 'false'}}                                | no
                    {'Null': {'x:None/a': 'true'}}                                 | yes
                    {'Null': {'x:Text': 'true'}}                                   | no
                    {'Null': {'x:Text': false}}                                    | yes
                    {'Null': {'x:Text': ['true', 'false']}}                        | yes
                    {'Null': {'x:Unknown': 'true'}}                                | maybe
                    {'Null': {'x:Text': 'perhaps'}}                                | maybe
                    """)
    void comparesNumbersDatesAndTruths(String condition, String expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'IpAddress': {'x:Four': '10.1.2.3'}}                          | yes
                    {'IpAddress': {'x:Four': '10.1.2.4'}}                          | no
                    {'IpAddress': {'x:Four': '10.0.0.0/8'}}                        | yes
                    {'IpAddress': {'x:Four': '10.1.2.2/31'}}                       | yes
                    {'IpAddress': {'x:Four': '10.1.2.4/31'}}                       | no
                    {'IpAddress': {'x:Four': '0.0.0.0/0'}}                         | yes
                    {'IpAddress': {'x:Four': '2001:db8::/32'}}                     | no
                    {'NotIpAddress': {'x:Four': '10.0.0.0/8'}}                     | no
                    {'NotIpAddress': {'x:Four': '2001:db8::/32'}}                  | yes
                    {'NotIpAddress': {'x:Absent': '10.0.0.0/8'}}                   | yes
                    {'NotIpAddressIfExists': {'x:Absent': '10.0.0.0/8'}}           | yes
                    {'NotIpAddress': {'x:Unknown': '10.0.0.0/8'}}                  | maybe
                    {'IpAddress': {'x:Six': '2001:db8::/32'}}                      | yes
                    {'IpAddress': {'x:Six': '2001:0db8:0:0:0:0:0:1'}}              | yes
                    {'IpAddress': {'x:Six': '2001:db8:1::/48'}}                    | no
                    {'IpAddress': {'x:Four': '10.1.2.300'}}                        | maybe
                    {'IpAddress': {'x:Four': '10.1.2.3/33'}}                       | maybe
                    {'IpAddress': {'x:Text': '10.0.0.0/8'}}                        | maybe
                    {'ArnEquals': {'x:Arn': 'arn:aws:iam::111111111111:role/path/Agent'}} | yes
                    {'ArnEquals': {'x:Arn': 'arn:aws:iam::*:role/*'}}              | yes
                    {'ArnLike': {'x:Arn': 'arn:*:iam::1111111111??:role/*'}}       | yes
                    {'ArnLike': {'x:Arn': 'arn:aws:iam:*:role/*'}}                 | maybe
                    {'ArnLike': {'x:Arn': 'arn:aws:iam::*:user/*'}}                | no
                    {'ArnLike': {'x:Arn': 'arn:*:*:*:*:*'}}                        | yes
                    {'ArnLike': {'x:Arn': 'arn:aws:*:*:*:111111111111:role/path/Agent'}} | no
                    {'ArnLike': {'x:Text': 'arn:*:*:*:*:*'}}                       | no
                    {'ArnLike': {'x:Arn': '*'}}                                    | maybe
                    {'ArnNotLike': {'x:Arn': 'arn:aws:iam::*:role/*'}}             | no
                    {'ArnNotEquals': {'x:Arn': 'arn:aws:iam::*:user/*'}}           | yes
                    {'ArnNotLike': {'x:Absent': 'arn:aws:iam::*:role/*'}}          | yes
                    {'ArnLike': {'x:Arn': 'arn:aws:iam::${x:Account}:role/*'}}     | yes
                    {'ArnLike': {'x:Arn': 'arn:aws:iam::${x:Unknown}:role/*'}}     | maybe
                    {'ArnLike': {'x:Arn': 'arn:aws:iam::${x:Unknown}:user/*'}}     | no
                    """)
    void comparesAddressesAndArns(String condition, String expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'ForAllValues:StringEquals': {'x:List': ['Red', 'Blue', 'Green']}}  | yes
                    {'ForAllValues:StringEquals': {'x:List': ['Red', 'Green']}}          | no
                    {'ForAllValues:StringEquals': {'x:Absent': 'Red'}}                   | yes
                    {'ForAllValues:StringEquals': {'x:Unknown': 'Red'}}                  | maybe
                    {'ForAllValues:StringEquals': {'x:Text': 'Red'}}                     | yes
                    {'ForAllValues:StringNotEquals': {'x:List': 'Red'}}                  | no
                    {'ForAllValues:StringNotEquals': {'x:List': 'Green'}}                | yes
                    {'ForAllValues:StringNotEquals': {'x:Absent': 'Red'}}                | yes
                    {'ForAllValues:StringLikeIfExists': {'x:Absent': 'R*'}}              | yes
                    {'ForAnyValue:StringEquals': {'x:List': ['Red', 'Green']}}           | yes
                    {'ForAnyValue:StringEquals': {'x:List': 'Green'}}                    | no
                    {'ForAnyValue:StringEquals': {'x:Absent': 'Red'}}                    | no
                    {'ForAnyValue:StringNotEquals': {'x:List': 'Red'}}                   | yes
                    {'ForAnyValue:StringNotEquals': {'x:List': ['Red', 'Blue']}}         | no
                    {'ForAnyValue:StringNotEquals': {'x:Absent': 'Red'}}                 | no
                    {'ForAnyValue:StringEqualsIfExists': {'x:Absent': 'Red'}}            | maybe
                    {'ForAnyValue:StringEqualsIfExists': {'x:List': 'Red'}}              | yes
                    {'foranyvalue:stringlike': {'x:List': 'R*'}}                         | yes
                    {'StringEquals': {'x:List': ['Red', 'Blue']}}                        | yes
                    {'StringEquals': {'x:List': 'Red'}}                                  | maybe
                    {'StringEquals': {'x:List': 'Green'}}                                | no
                    {'StringNotEquals': {'x:List': 'Red'}}                               | maybe
                    {'StringNotEquals': {'x:List': 'Green'}}                             | yes
                    {'StringSounds': {'x:Text': 'Red'}}                                  | maybe
                    {'NullIfExists': {'x:Text': 'true'}}                                 | maybe
                    {'ForAnyValue:Null': {'x:Text': 'true'}}                             | maybe
                    {'StringEquals': 'x:Text'}                                           | maybe
                    {'StringEquals': {'x:Text': {'a': 'b'}}}                             | maybe
                    {'StringEquals': {'x:Text': []}}                                     | maybe
                    {'StringEquals': {'x:Text': ['Red', null]}}                          | maybe
                    {'StringSounds': {'x:Text': 'Red'}, 'StringEquals': {'x:Text': 'b'}} | no
                    """)
    void comparesSeveralValuesAndWhatItDoesNotKnow(String condition, String expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'StringEquals': {'x:Text': '${x:Text}'}}                      | yes
                    {'StringEquals': {'x:Text': '${ X:TEXT }'}}                    | yes
                    {'StringEquals': {'x:Text': 'a${x:Text}'}}                     | no
                    {'StringEquals': {'x:Text': '${x:Absent}'}}                    | no
                    {'StringNotEquals': {'x:Text': '${x:Absent}'}}                 | yes
                    {'StringEquals': {'x:Text': '${x:Absent, ~Red~}'}}             | yes
                    {'StringEquals': {'x:Text': '${x:Text,~Blue~}'}}               | yes
                    {'StringEquals': {'x:Text': '${x:Unknown}'}}                   | maybe
                    {'StringEquals': {'x:Text': '${x:Unknown}${x:Absent}'}}        | no
                    {'StringEquals': {'x:Text': 'B${x:Unknown}'}}                  | no
                    {'StringEquals': {'x:Text': '${x:List}'}}                      | maybe
                    {'StringLike': {'x:Text': 'R${*}'}}                            | no
                    {'StringLike': {'x:Star': 'r${*}d'}}                           | yes
                    {'StringLike': {'x:Mark': 'r${?}d'}}                           | yes
                    {'StringLike': {'x:Star': 'r${?}d'}}                           | no
                    {'StringLike': {'x:Dollar': '${$}?'}}                          | yes
                    {'StringLike': {'x:Text': '${x:Star}'}}                        | no
                    {'StringEqualsIgnoreCase': {'x:Text': '${x:Unknown}ED'}}       | maybe
                    {'StringEquals': {'x:Text': '${x:Text'}}                       | maybe
                    {'StringEquals': {'x:Text': '${}'}}                            | maybe
                    """)
    void resolvesVariables(String condition, String expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    /// Source: IAM user guide, "IAM JSON policy elements: Version".
    @ParameterizedTest
    @CsvSource({"'2012-10-17', yes", "'2008-10-17', no"})
    void knowsVariablesOnlyInTheNewVersion(String version, String expected) {
        var document =
                """
                {'Version': '%s', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*',
                 'Condition': {'StringEquals': {'x:Text': '${x:Text}'}}}}\
                """
                        .formatted(version);
        assertThat(Given.brief(Given.answer(Given.document("p", document), request())))
                .isEqualTo(expected);
    }

    private static String holds(String condition) {
        var statement =
                "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': %s}"
                        .formatted(condition);
        var document = Given.json("{'Version': '2012-10-17', 'Statement': " + statement + "}");
        return Given.brief(Given.answer(Policy.of("p", document), request()));
    }

    private static Request request() {
        return new Request(Given.ROLE, "s3:PutObject", Given.OBJECT, CONTEXT);
    }
}
