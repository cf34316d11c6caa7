package io.sessionvault.local.aws;

import io.sessionvault.local.aws.wire.Shapes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;

/// Fills shapes of the SDK with values of the right types, the same ones for the same seed.
final class RandomShapes {
    private static final int DEEPEST = 4;

    /// Members that the SDK's clients check, derive or refuse, so that random values never leave the client.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "ChecksumAlgorithm",
                    "ContentEncoding",
                    "ContentLength",
                    "ContentMD5",
                    "CopySource",
                    "EndpointId",
                    "Expires",
                    "MpuObjectSize");

    private final Random random;

    RandomShapes(int seed) {
        random = new Random(seed);
    }

    SdkPojo shape(Class<?> type) {
        return fill(Shapes.builder(type), 0);
    }

    private SdkPojo fill(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = LEFT_OUT.contains(field.memberName()) ? null : value(field, depth);
            if (value != null) {
                field.set(builder, value);
            }
        }
        return Shapes.build(builder);
    }

    private @Nullable Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.SDK_POJO)) {
            return depth > DEEPEST ? null : structure(field, depth);
        }
        if (type.equals(MarshallingType.LIST)) {
            Object member = value(Shapes.member(field), depth + 1);
            return member == null ? null : List.of(member);
        }
        if (type.equals(MarshallingType.MAP)) {
            Object value = value(Shapes.mapValue(field), depth + 1);
            return value == null ? null : Map.of("key", value);
        }
        return switch (type.getTargetClass().getSimpleName()) {
            case "String" -> "value-" + random.nextInt(1000);
            case "Integer" ->
                    field.location() == MarshallLocation.STATUS_CODE ? 200 : random.nextInt(1000);
            case "Long" -> (long) random.nextInt(100_000);
            case "Boolean" -> random.nextBoolean();
            case "Double" -> 1.5;
            case "Float" -> 2.5f;
            case "Instant" -> Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1000));
            case "SdkBytes" -> SdkBytes.fromUtf8String("bytes-" + random.nextInt(100));
            default -> throw new IllegalArgumentException("no value for " + type);
        };
    }

    /// A structure that would be empty is left out: on some wires nothing tells it from an absent one.
    private @Nullable SdkPojo structure(SdkField<?> field, int depth) {
        SdkPojo filled = fill(Shapes.nested(field), depth + 1);
        boolean isEmpty =
                filled.sdkFields().stream().allMatch(f -> Shapes.value(f, filled) == null);
        return isEmpty ? null : filled;
    }
}
