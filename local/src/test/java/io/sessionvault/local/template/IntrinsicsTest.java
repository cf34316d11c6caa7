package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntrinsicsTest {
    private static final String TEMPLATE =
            """
            Parameters:
              Colour: {Type: String, Default: blue, AllowedPattern: '[a-z]*'}
              Days: {Type: Number, Default: 7}
            Mappings:
              Shades: {blue: {dark: navy}}
            Conditions:
              IsBlue: !Equals [!Ref Colour, blue]
              IsWeek: !Equals [!Ref Days, 7]
              Both: !And [!Condition IsBlue, !Condition IsWeek]
              Neither: !Not [!Or [!Condition IsBlue, !Condition IsWeek]]
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties: {BucketName: paint}
              Never:
                Type: AWS::S3::Bucket
                Condition: Neither
              Odd:
                Type: AWS::Odd::Thing
              Brush:
                Type: AWS::Serverless::Function
                Properties: {FunctionName: brush, AutoPublishAlias: live}
              Subject:
                Type: AWS::Odd::Thing
                Properties:
                  Value: VALUE
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    !Ref Colour                                           | blue
                    {Ref: Colour}                                         | blue
                    !Ref Bucket                                           | paint
                    !GetAtt Bucket.Arn                                    | arn:aws-cn:s3:::paint
                    !Ref Brush.Alias                                      | arn:aws-cn:lambda:cn-north-1:310987654321:function:brush:live
                    !GetAtt [Bucket, Arn]                                 | arn:aws-cn:s3:::paint
                    {'Fn::GetAtt': [Bucket, Arn]}                         | arn:aws-cn:s3:::paint
                    !Sub 'a-${Colour}-${!Colour}-${Bucket.Arn}'           | a-blue-${Colour}-arn:aws-cn:s3:::paint
                    !Sub ['${A}-${Colour}', {A: !Ref Days}]               | 7-blue
                    !Sub '${AWS::AccountId} ${AWS::Region}'               | 310987654321 cn-north-1
                    !Sub '${AWS::Partition} ${AWS::URLSuffix}'            | aws-cn amazonaws.com.cn
                    !If [IsBlue, sky, sea]                                | sky
                    !If [Both, sky, sea]                                  | sky
                    !If [Neither, sky, sea]                               | sea
                    !Join ['-', [a, !Ref Colour]]                         | a-blue
                    !Join ['+', !Split ['l', !Ref Colour]]                | b+ue
                    !Select [1, !Split [',', 'x,y,z']]                    | y
                    !Select ['0', [!Ref Colour]]                          | blue
                    !FindInMap [Shades, !Ref Colour, dark]                | navy
                    'no'                                                  | no
                    2012-10-17                                            | 2012-10-17
                    '012'                                                 | 012
                    """)
    void resolves(String expression, String value) throws IOException {
        assertThat(subject(expression)).containsEntry("Value", value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    !Ref Nothing                     | Value: the template has no resource Nothing
                    !Ref Never                       | Never is not deployed: its condition Neither is false
                    !Ref Odd                         | this reader has no Ref of Odd (AWS::Odd::Thing)
                    !GetAtt Bucket.Colour            | this reader has no Colour of Bucket
                    !Ref AWS::StackId                | this reader has no value for AWS::StackId
                    !If [Unknown, a, b]              | the template declares no condition Unknown
                    !If [IsBlue, a]                  | Fn::If takes a condition and two values
                    !Select [3, [a]]                 | Fn::Select has no element 3
                    !FindInMap [Shades, red, dark]   | the mappings have no value for [Shades, red, dark]
                    !Join ['-', text]                | a list was expected
                    !Sub '${aws:PrincipalAccount}'   | the template has no resource aws:PrincipalAccount
                    !Sub ['${A}', {A: !Ref AWS::NoValue}] | a text was expected, not nothing
                    {'Fn::ImportValue': other}       | Fn::ImportValue is no function that this reader knows
                    """)
    void namesThePlaceOfWhatItCannotResolve(String expression, String problem) {
        assertThatThrownBy(() -> subject(expression))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Resources/Subject/Properties/Value")
                .hasMessageContaining(problem.replace("Value: ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    !Base64 x        | Resources/Subject/Properties/Value: the tag !Base64
                    !GetAtt Bucket   | Resources/Subject/Properties/Value: !GetAtt Bucket names no attribute
                    {a: 1, a: 2}     | Resources/Subject/Properties/Value/a: the key stands here twice
                    [&x 1, *x]       | Resources/Subject/Properties/Value/1: an alias (*x)
                    "[open"          | line 2
                    """)
    void namesFileAndPlaceOfWhatItCannotRead(String expression, String problem) {
        assertThatThrownBy(() -> subject(expression))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(folder.resolve("template.yaml").toString())
                .hasMessageContaining(problem);
    }

    @Test
    void namesAFileThatIsNotThere() {
        var absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> Template.read(absent))
                .hasMessageStartingWith(absent + ": cannot be read");
    }

    @Test
    void dropsWhatHasNoValue() throws IOException {
        assertThat(subject("[a, !Ref AWS::NoValue, {b: !Ref AWS::NoValue, c: true}]"))
                .containsEntry("Value", List.of("a", Map.of("c", true)));
        assertThat(subject("!Ref AWS::NoValue")).isEmpty();
    }

    @Test
    void takesPhysicalIdsFromTheCaller() throws IOException {
        PhysicalIds ids =
                (id, attribute) ->
                        Optional.of(id + "'s " + attribute).filter(any -> id.equals("Bucket"));
        var resolved =
                template("!GetAtt Bucket.Arn").resolve(Map.of(), "310987654321", "cn-north-1", ids);
        assertThat(resolved.resource("Subject")).containsEntry("Value", "Bucket's Arn");
        assertThat(resolved.physicalId("Bucket", PhysicalIds.REF)).isEqualTo("Bucket's Ref");
    }

    @Test
    void leavesOutResourcesWhoseConditionIsFalse() throws IOException {
        var resolved = template("x").resolve(Map.of("Colour", "red"), "310987654321", "us-east-1");
        assertThat(resolved.logicalIds("AWS::S3::Bucket")).containsExactly("Bucket");
        var other =
                template("x")
                        .resolve(Map.of("Colour", "red", "Days", "8"), "310987654321", "us-east-1");
        assertThat(other.logicalIds("AWS::S3::Bucket")).containsExactly("Bucket", "Never");
    }

    private Map<String, Object> subject(String expression) throws IOException {
        return template(expression)
                .resolve(Map.of(), "310987654321", "cn-north-1")
                .resource("Subject");
    }

    private Template template(String expression) throws IOException {
        var file = folder.resolve("template.yaml");
        Files.writeString(file, TEMPLATE.replace("VALUE", expression));
        return Template.read(file);
    }
}
