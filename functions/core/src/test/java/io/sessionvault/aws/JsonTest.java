package io.sessionvault.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsAnObjectAndKeepsTheOrderOfItsFields() throws JsonProcessingException {
        Map<String, Object> object = Json.object("{\"b\": [1, null], \"a\": {\"c\": true}} \n");

        assertThat(object.keySet()).containsExactly("b", "a");
        assertThat(Json.write(object)).isEqualTo("{\"b\":[1,null],\"a\":{\"c\":true}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "[]",
                "\"text\"",
                "7",
                "{",
                "{\"a\": 1,}",
                "{'a': 1}",
                "{\"a\": 1} x",
                "{\"a\": 1} {}",
                "{\"a\": 1, \"a\": 1}",
                "{\"inputs\": {\"s3BucketName\": \"ours\", \"s3BucketName\": \"theirs\"}}",
                "{\"a\": [{\"b\": 1, \"b\": 2}]}",
                "{\"a\": 1 /* comment */}",
                "{\"a\": NaN}"
            })
    void refusesAnythingButOneObjectWithDistinctNames(String text) {
        assertThatThrownBy(() -> Json.object(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void readsAPolicyThatIsPercentEncodedOrPlain() {
        Map<String, Object> policy = Map.of("Resource", List.of("a+b/*", "50%"));

        assertThat(Json.policy("%7B%22Resource%22%3A%5B%22a+b%2F%2A%22%2C%2250%25%22%5D%7D"))
                .isEqualTo(policy);
        assertThat(Json.policy("%7B%22Resource%22%3A%5B%22a%2Bb%2F%2A%22%2C%2250%25%22%5D%7D"))
                .isEqualTo(policy);
        assertThat(Json.policy(" {\"Resource\": [\"a+b/*\", \"50%\"]}")).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "%7B", "%zz", "%", "{\"a\": 1, \"a\": 2}"})
    void saysThatAPolicyIsNotJson(String document) {
        assertThatThrownBy(() -> Json.policy(document))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy document");
    }

    @Test
    void refusesToWriteWhatIsNoJsonValue() {
        assertThatThrownBy(() -> Json.write(new Object()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
