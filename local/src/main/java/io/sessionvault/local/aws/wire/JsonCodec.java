package io.sessionvault.local.aws.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.aws.call.AwsError;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/// SDK shapes to and from JSON bodies.
final class JsonCodec {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonCodec() {}

    /// Fills a builder from a body; an empty body sets nothing.
    ///
    /// @throws AwsError 400 when the body is not JSON
    static void read(byte[] body, SdkPojo builder) {
        if (body.length > 0) {
            try {
                read(JSON.readTree(body), builder);
            } catch (IOException malformed) {
                throw new AwsError("SerializationException", 400, "the body is not JSON");
            }
        }
    }

    private static void read(JsonNode object, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = object.path(field.locationName());
            if (Shapes.isInBody(field) && !value.isMissingNode() && !value.isNull()) {
                field.set(builder, value(field, value));
            }
        }
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            SdkPojo builder = Shapes.nested(field);
            read(node, builder);
            return Shapes.build(builder);
        }
        if (type.equals(MarshallingType.LIST)) {
            var list = new ArrayList<Object>();
            node.forEach(member -> list.add(value(Shapes.member(field), member)));
            return list;
        }
        if (type.equals(MarshallingType.MAP)) {
            var map = new LinkedHashMap<String, Object>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                map.put(entry.getKey(), value(Shapes.mapValue(field), entry.getValue()));
            }
            return map;
        }
        return Scalars.read(field, node.asText());
    }

    /// The body of an answer.
    static byte[] write(SdkPojo shape) {
        return bytes(object(shape));
    }

    /// Any JSON as UTF-8.
    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode object(SdkPojo shape) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = Shapes.value(field, shape);
            if (Shapes.isInBody(field) && value != null) {
                object.set(field.locationName(), node(field, value));
            }
        }
        return object;
    }

    private static JsonNode node(SdkField<?> field, Object value) {
        return switch (value) {
            case SdkPojo shape -> object(shape);
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(member -> array.add(node(Shapes.member(field), member)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((k, v) -> object.set(k.toString(), node(Shapes.mapValue(field), v)));
                yield object;
            }
            case Boolean bool -> NODES.booleanNode(bool);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Instant instant when isEpoch(field) ->
                    NODES.numberNode(Scalars.epochSeconds(instant));
            default ->
                    NODES.textNode(
                            Scalars.write(field, value, TimestampFormatTrait.Format.ISO_8601));
        };
    }

    private static boolean isEpoch(SdkField<?> field) {
        return Scalars.format(field, TimestampFormatTrait.Format.UNIX_TIMESTAMP)
                == TimestampFormatTrait.Format.UNIX_TIMESTAMP;
    }
}
