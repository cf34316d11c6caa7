package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/// The members of REST shapes that travel outside the body.
final class RestMembers {
    private RestMembers() {}

    /// Sets the members found in headers, query and path.
    static void read(HttpRequest request, Map<String, String> labels, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value =
                    switch (field.location()) {
                        case HEADER -> header(request, field);
                        case QUERY_PARAM -> queryField(request.query(), field);
                        case PATH, GREEDY_PATH -> scalar(field, labels.get(field.locationName()));
                        case PAYLOAD, STATUS_CODE -> null;
                    };
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    /// The headers of an answer.
    static Map<String, String> headers(SdkPojo response) {
        var headers = new TreeMap<String, String>();
        for (SdkField<?> field : response.sdkFields()) {
            Object value = Shapes.value(field, response);
            if (field.location() == MarshallLocation.HEADER && value != null) {
                String name = field.locationName();
                switch (value) {
                    case Map<?, ?> map ->
                            map.forEach((k, v) -> headers.put(name + k, v.toString()));
                    case List<?> list ->
                            headers.put(
                                    name,
                                    list.stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(",")));
                    default ->
                            headers.put(
                                    name,
                                    Scalars.write(
                                            field, value, TimestampFormatTrait.Format.RFC_822));
                }
            }
        }
        return headers;
    }

    private static @Nullable Object header(HttpRequest request, SdkField<?> field) {
        if (field.marshallingType().equals(MarshallingType.MAP)) {
            return prefixed(request, field.locationName().toLowerCase(Locale.ROOT));
        }
        String text = request.header(field.locationName()).orElse(null);
        if (text != null && field.marshallingType().equals(MarshallingType.LIST)) {
            return Arrays.stream(text.split(",", -1))
                    .map(item -> Scalars.read(Shapes.member(field), item.strip()))
                    .toList();
        }
        return scalar(field, text);
    }

    private static @Nullable Map<String, String> prefixed(HttpRequest request, String prefix) {
        var found = new TreeMap<String, String>();
        request.headers()
                .forEach((name, values) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    if (lower.startsWith(prefix)) {
                        found.put(lower.substring(prefix.length()), values.getFirst());
                    }
                });
        return found.isEmpty() ? null : found;
    }

    private static @Nullable Object queryField(String query, SdkField<?> field) {
        if (!field.marshallingType().equals(MarshallingType.LIST)) {
            return scalar(field, QueryCodec.form(query).get(field.locationName()));
        }
        String start = field.locationName() + "=";
        List<Object> items =
                Arrays.stream(query.split("&", -1))
                        .filter(pair -> pair.startsWith(start))
                        .map(pair ->
                                URLDecoder.decode(
                                        pair.substring(start.length()), StandardCharsets.UTF_8))
                        .map(item -> Scalars.read(Shapes.member(field), item))
                        .toList();
        return items.isEmpty() ? null : items;
    }

    private static @Nullable Object scalar(SdkField<?> field, @Nullable String text) {
        return text == null || !Shapes.isScalar(field) ? null : Scalars.read(field, text);
    }
}
