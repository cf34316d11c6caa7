package io.sessionvault.local.aws.wire;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/// What the codecs ask of the SDK's shape metadata: fields, their members, and empty shapes to fill.
public final class Shapes {
    private Shapes() {}

    /// An empty builder of a shape class.
    ///
    /// @param shape a request, response or structure class of the SDK
    public static SdkPojo builder(Class<?> shape) {
        try {
            return (SdkPojo) shape.getMethod("builder").invoke(null);
        } catch (NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException broken) {
            throw new IllegalStateException("no builder in " + shape, broken);
        }
    }

    /// An empty builder of the structure that a field holds.
    public static SdkPojo nested(SdkField<?> field) {
        return field.constructor().get();
    }

    /// The finished shape of a builder.
    public static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    /// The field that describes the members of a list.
    public static SdkField<?> member(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }

    /// The field that describes the values of a map.
    public static SdkField<?> mapValue(SdkField<?> map) {
        return map.getRequiredTrait(MapTrait.class).valueFieldInfo();
    }

    /// The name of the element around each member of a list.
    public static String memberName(ListTrait list) {
        String name = list.memberLocationName();
        return name == null ? "member" : name;
    }

    /// The value of a field, or null when it was never set.
    public static @Nullable Object value(SdkField<?> field, SdkPojo shape) {
        Object value = field.getValueOrDefault(shape);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap
                ? null
                : value;
    }

    /// Whether a field travels in the body.
    public static boolean isInBody(SdkField<?> field) {
        return field.location() == MarshallLocation.PAYLOAD;
    }

    /// The field that is the whole body by itself, or null when the body is made of several.
    public static @Nullable SdkField<?> payload(SdkPojo shape) {
        for (SdkField<?> field : shape.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                return field;
            }
        }
        return null;
    }

    /// Whether a field holds neither structure, list nor map.
    public static boolean isScalar(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        return !type.equals(MarshallingType.SDK_POJO)
                && !type.equals(MarshallingType.LIST)
                && !type.equals(MarshallingType.MAP);
    }

    /// A map seen with text keys.
    public static Map<?, ?> asMap(Object value) {
        return (Map<?, ?>) value;
    }
}
