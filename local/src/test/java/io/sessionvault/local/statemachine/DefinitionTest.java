package io.sessionvault.local.statemachine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the interpreter does not know is an error, and never passed over.
class DefinitionTest {
    private static final String TASK =
            """
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "f", "Payload": {}}, "End": true,
              "Retry": [{"ErrorEquals": ["a.B"]}], "Catch": [{"ErrorEquals": ["a.B"], "Next": "A"}]}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                            | Version           | \"1.0\"      | the definition | [Version]",
                "/                            | QueryLanguage     | \"JSONata\"  | the definition | QueryLanguage JSONata",
                "/States/A                    | HeartbeatSeconds  | 5            | state A        | [HeartbeatSeconds]",
                "/States/A                    | Type              | \"Choice\"   | state A        | Type Choice",
                "/States/A                    | Resource          | \"arn:aws:states:::sqs:sendMessage\" | state A | Resource arn:aws:states:::sqs:sendMessage",
                "/States/A                    | Resource          | \"arn:aws:states:::lambda:invoke.waitForTaskToken\" | state A | Resource arn:aws:states:::lambda:invoke.waitForTaskToken",
                "/States/A                    | ResultPath        | null         | state A        | ResultPath null",
                "/States/A                    | ResultPath        | \"$.a[0]\"   | state A ResultPath | $.a[0]",
                "/States/A                    | OutputPath        | \"$..a\"     | state A OutputPath | $..a",
                "/States/A                    | Next              | \"A\"        | state A        | Next and End",
                "/States/A/Parameters         | InvocationType    | \"Event\"    | state A Parameters | [InvocationType]",
                "/States/A/Parameters/Payload | id.$              | \"States.UUID()\" | state A Parameters id.$ | States.UUID()",
                "/States/A/Parameters/Payload | id.$              | \"States.Format('{}{}', $.a)\" | state A Parameters id.$ | one path for each",
                "/States/A/Retry/0            | MaxDelay          | 5            | state A Retry  | [MaxDelay]",
                "/States/A/Retry/0            | JitterStrategy    | \"HALF\"     | state A Retry  | JitterStrategy HALF",
                "/States/A/Retry/0            | IntervalSeconds   | \"1\"        | state A Retry  | IntervalSeconds \"1\"",
                "/States/A/Catch/0            | Assign            | {}           | state A Catch  | [Assign]",
                "/States/A/Catch/0            | Next              | \"B\"        | the definition | no state B",
                "/                            | StartAt           | \"B\"        | the definition | no state B",
            })
    void namesPlaceAndField(String where, String field, String value, String place, String what) {
        ObjectNode definition = (ObjectNode) Machine.json(TASK);
        JsonNode object = where.equals("/") ? definition : definition.at(where);
        ((ObjectNode) object).set(field, Machine.json(value));
        assertThatThrownBy(() -> Definition.read(definition.toString()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/States/Each                 | Retry             | []           | [Retry]",
                "/States/Each                 | ItemsPath         | \"$.a\"      | [ItemsPath]",
                "/States/Each                 | ToleratedFailureCount | 1        | [ToleratedFailureCount]",
                "/States/Each/ItemReader      | Resource          | \"arn:aws:states:::s3:listObjects\" | Resource arn:aws:states:::s3:listObjects",
                "/States/Each/ItemReader/ReaderConfig | MaxItems  | 5            | [MaxItems]",
                "/States/Each/ItemReader/ReaderConfig | InputType | \"CSV\"      | InputType CSV",
                "/States/Each/ItemReader/Parameters | VersionId   | \"1\"        | [VersionId]",
                "/States/Each/ItemProcessor/ProcessorConfig | Mode | \"INLINE\"  | Mode INLINE",
                "/States/Each/ItemBatcher     | MaxItemsPerBatchPath | \"$.a\"   | [MaxItemsPerBatchPath]",
                "/States/Each/ResultWriter    | WriterConfig      | {}           | [WriterConfig]",
                "/States/Each/ItemProcessor/States/Inner | HeartbeatSeconds | 1  | state Inner",
            })
    void namesTheFieldOfAMap(String where, String field, String value, String what) {
        ObjectNode definition = (ObjectNode) Machine.json(DistributedMapTest.MAP);
        ((ObjectNode) definition.at(where)).set(field, Machine.json(value));
        assertThatThrownBy(() -> Definition.read(definition.toString()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("state ")
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @CsvSource({
        "/States/A, Parameters",
        "/States/A, Resource",
        "/States/A, Type",
        "/States/A, End",
        "/States/A/Parameters, Payload",
        "/States/A/Retry/0, ErrorEquals",
        "/States/A/Catch/0, Next",
    })
    void namesWhatIsMissing(String where, String field) {
        ObjectNode definition = (ObjectNode) Machine.json(TASK);
        ((ObjectNode) definition.at(where)).remove(field);
        assertThatThrownBy(() -> Definition.read(definition.toString()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("state A")
                .hasMessageContaining(field);
    }

    @Test
    void refusesStatesThatAreNeverReached() {
        ObjectNode definition = (ObjectNode) Machine.json(TASK);
        ((ObjectNode) definition.path("States")).set("Lost", definition.at("/States/A").deepCopy());
        assertThatThrownBy(() -> Definition.read(definition.toString()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("never reaches [Lost]");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> Definition.read("{"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("the definition");
    }
}
