package io.sessionvault.local.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/// SDK shapes from the flat forms of the query protocol: `Statement.member.1.Effect=Allow`.
final class QueryCodec {
    private QueryCodec() {}

    /// The fields of a form; a repeated name keeps its last value.
    static Map<String, String> form(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                fields.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Fills a builder from a form.
    static void read(Map<String, String> form, SdkPojo builder) {
        read(form, "", builder);
    }

    private static void read(Map<String, String> form, String prefix, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = value(form, prefix + field.locationName(), field);
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    private static @Nullable Object value(Map<String, String> form, String key, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            return structure(form, key, field);
        }
        if (type.equals(MarshallingType.LIST)) {
            return list(form, key, field.getRequiredTrait(ListTrait.class));
        }
        if (type.equals(MarshallingType.MAP)) {
            return map(form, key, field.getRequiredTrait(MapTrait.class));
        }
        String text = form.get(key);
        return text == null ? null : Scalars.read(field, text);
    }

    private static @Nullable Object structure(
            Map<String, String> form, String key, SdkField<?> field) {
        if (form.keySet().stream().noneMatch(name -> name.startsWith(key + "."))) {
            return null;
        }
        SdkPojo builder = Shapes.nested(field);
        read(form, key + ".", builder);
        return Shapes.build(builder);
    }

    private static @Nullable Object list(Map<String, String> form, String key, ListTrait trait) {
        String base = trait.isFlattened() ? key : key + "." + Shapes.memberName(trait);
        var list = new ArrayList<Object>();
        while (true) {
            Object member = value(form, base + "." + (list.size() + 1), trait.memberFieldInfo());
            if (member == null) {
                return list.isEmpty() ? null : list;
            }
            list.add(member);
        }
    }

    private static @Nullable Object map(Map<String, String> form, String key, MapTrait trait) {
        String base = trait.isFlattened() ? key : key + ".entry";
        var map = new LinkedHashMap<String, Object>();
        while (true) {
            String entry = base + "." + (map.size() + 1) + ".";
            String name = form.get(entry + trait.keyLocationName());
            if (name == null) {
                return map.isEmpty() ? null : map;
            }
            Object value = value(form, entry + trait.valueLocationName(), trait.valueFieldInfo());
            map.put(name, Optional.ofNullable(value).orElse(""));
        }
    }
}
