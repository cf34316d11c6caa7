package io.sessionvault.local.aws.wire;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/// SDK shapes to XML elements.
final class XmlWriter {
    private final StringBuilder text = new StringBuilder();

    private XmlWriter() {}

    /// The elements of a shape's members, one after the other.
    static String write(SdkPojo shape) {
        var writer = new XmlWriter();
        writer.members(shape);
        return writer.text.toString();
    }

    /// Text made safe for an element.
    static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    private void members(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            Object value = Shapes.value(field, shape);
            if (Shapes.isInBody(field) && value != null) {
                element(field.unmarshallLocationName(), field, value);
            }
        }
    }

    private void element(String tag, SdkField<?> field, Object value) {
        if (value instanceof List<?> list
                && field.getRequiredTrait(ListTrait.class).isFlattened()) {
            list.forEach(member -> element(tag, Shapes.member(field), member));
            return;
        }
        text.append('<').append(tag).append('>');
        switch (value) {
            case SdkPojo shape -> members(shape);
            case List<?> list -> {
                String name = Shapes.memberName(field.getRequiredTrait(ListTrait.class));
                list.forEach(member -> element(name, Shapes.member(field), member));
            }
            case Map<?, ?> map -> entries(field.getRequiredTrait(MapTrait.class), map);
            default ->
                    text.append(
                            escape(
                                    Scalars.write(
                                            field, value, TimestampFormatTrait.Format.ISO_8601)));
        }
        text.append("</").append(tag).append('>');
    }

    private void entries(MapTrait trait, Map<?, ?> map) {
        map.forEach((key, value) -> {
            text.append("<entry><key>").append(escape(key.toString())).append("</key>");
            element("value", trait.valueFieldInfo(), value);
            text.append("</entry>");
        });
    }
}
