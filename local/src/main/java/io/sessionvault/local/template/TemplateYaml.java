package io.sessionvault.local.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Turns a template's YAML into a tree in which every intrinsic function has its long form (`!GetAtt A.Arn` becomes
/// `{"Fn::GetAtt": ["A", "Arn"]}`). Jackson's own tree drops YAML tags, hence this walk over its tokens.
final class TemplateYaml {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final YAMLParser parser;

    private TemplateYaml(YAMLParser parser) {
        this.parser = parser;
    }

    /// Reads one template.
    ///
    /// @throws TemplateException when the file cannot be read, is not YAML, or holds a key twice, an alias or an
    ///     unknown tag; the message names the file
    static ObjectNode read(Path file) {
        try (var in = Files.newBufferedReader(file);
                var parser = new YAMLFactory().createParser(in)) {
            parser.nextToken();
            if (new TemplateYaml(parser).value("") instanceof ObjectNode template) {
                return template;
            }
            throw new TemplateException("it holds no mapping at its root");
        } catch (JsonProcessingException e) {
            var where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new TemplateException(file + where + ": not YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new TemplateException(file + ": cannot be read: " + e, e);
        } catch (TemplateException e) {
            throw new TemplateException(file + ": " + e.getMessage(), e);
        }
    }

    /// Reads the value that starts at the current token and leaves the parser on its last token.
    private @Nullable JsonNode value(String at) throws IOException {
        if (parser.isCurrentAlias()) {
            throw TemplateException.at(
                    at, "an alias (*" + parser.getText() + "), which CloudFormation does not know");
        }
        var tag = parser.getTypeId();
        var token = parser.currentToken();
        JsonNode value =
                switch (token) {
                    case null -> null;
                    case START_OBJECT -> mapping(at);
                    case START_ARRAY -> sequence(at);
                    case VALUE_NUMBER_INT -> JSON.numberNode(parser.getBigIntegerValue());
                    case VALUE_NUMBER_FLOAT -> JSON.numberNode(parser.getDecimalValue());
                    case VALUE_TRUE, VALUE_FALSE -> JSON.booleanNode(token == JsonToken.VALUE_TRUE);
                    case VALUE_NULL -> JSON.nullNode();
                    default -> JSON.textNode(parser.getText());
                };
        return value == null || tag == null ? value : longForm(tag, value, at);
    }

    private ObjectNode mapping(String at) throws IOException {
        var mapping = JSON.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            var inside = at.isEmpty() ? key : at + "/" + key;
            if (mapping.has(key)) {
                throw TemplateException.at(inside, "the key stands here twice");
            }
            parser.nextToken();
            mapping.set(key, value(inside));
        }
        return mapping;
    }

    private ArrayNode sequence(String at) throws IOException {
        var sequence = JSON.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            sequence.add(value(at + "/" + sequence.size()));
        }
        return sequence;
    }

    private static JsonNode longForm(String tag, JsonNode value, String at) {
        return switch (tag) {
            case "Ref", "Condition" -> JSON.objectNode().set(tag, value);
            case "GetAtt" ->
                    JSON.objectNode()
                            .set("Fn::GetAtt", value.isTextual() ? attribute(value, at) : value);
            case "And",
                    "Equals",
                    "FindInMap",
                    "If",
                    "Join",
                    "Not",
                    "Or",
                    "Select",
                    "Split",
                    "Sub" ->
                    JSON.objectNode().set("Fn::" + tag, value);
            default ->
                    throw TemplateException.at(
                            at, "the tag !" + tag + " is none that this reader knows");
        };
    }

    private static ArrayNode attribute(JsonNode value, String at) {
        var text = value.textValue();
        var dot = text.indexOf('.');
        if (dot < 0) {
            throw TemplateException.at(at, "!GetAtt " + text + " names no attribute");
        }
        return JSON.arrayNode().add(text.substring(0, dot)).add(text.substring(dot + 1));
    }
}
