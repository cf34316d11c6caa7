package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/// Single values to and from the text that stands for them on the wire.
final class Scalars {
    private Scalars() {}

    /// Reads a value of the field's type.
    ///
    /// @throws AwsError 400 when the text is no such value
    static Object read(SdkField<?> field, String text) {
        Class<?> type = field.marshallingType().getTargetClass();
        try {
            return switch (type.getSimpleName()) {
                case "String" -> text;
                case "Integer" -> Integer.valueOf(text);
                case "Long" -> Long.valueOf(text);
                case "Boolean" -> Boolean.valueOf(text);
                case "Double" -> Double.valueOf(text);
                case "Float" -> Float.valueOf(text);
                case "Instant" -> instant(text);
                case "SdkBytes" -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
                default ->
                        throw AwsError.notImplemented("values of the type " + type.getSimpleName());
            };
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new AwsError(
                    "SerializationException",
                    400,
                    "'%s' is not a value of %s".formatted(text, field.memberName()));
        }
    }

    /// Writes a value as text.
    ///
    /// @param usual the timestamp format where the field names none of its own
    static String write(SdkField<?> field, Object value, TimestampFormatTrait.Format usual) {
        return switch (value) {
            case Instant instant -> timestamp(instant, format(field, usual));
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArray());
            default -> value.toString();
        };
    }

    /// The format in which a field's timestamps travel.
    static TimestampFormatTrait.Format format(
            SdkField<?> field, TimestampFormatTrait.Format usual) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .map(TimestampFormatTrait::format)
                .orElse(usual);
    }

    /// Seconds since 1970 with milliseconds as decimals.
    static BigDecimal epochSeconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    private static String timestamp(Instant instant, TimestampFormatTrait.Format format) {
        return switch (format) {
            case RFC_822 ->
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
            case ISO_8601 -> DateTimeFormatter.ISO_INSTANT.format(instant);
            case UNIX_TIMESTAMP -> epochSeconds(instant).toPlainString();
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }

    private static Instant instant(String text) {
        if (text.endsWith("GMT")) {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        }
        return text.contains("T")
                ? DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from)
                : Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
    }
}
