package io.sessionvault.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.rule.Rule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;

/// The JSON form of what the functions of a compliance run hand on to each other, and of the report:
/// ids, Regions, rules (by id) and times are texts; what is null is left out; the order of names is
/// that of the records, that of maps their keys'.
public final class ComplianceJson {
    /// Reads and writes it. A name that a record does not have is ignored, because a newer function
    /// may have written it; one that is missing, or null where it must not be, is an error.
    public static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    // A record is its components: a method isX() is no part of it.
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .addModule(
                            texts(
                                    text(AccountId.class, AccountId::value, AccountId::new),
                                    text(RegionName.class, RegionName::value, RegionName::new),
                                    text(Rule.class, Rule::id, Rule::of),
                                    text(Instant.class, Instant::toString, Instant::parse),
                                    text(LocalDate.class, LocalDate::toString, LocalDate::parse)))
                    .build();

    private record Text<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {
        void register(SimpleModule module) {
            module.addSerializer(
                    type,
                    new StdSerializer<>(type) {
                        @Override
                        public void serialize(
                                T value, JsonGenerator json, SerializerProvider provider)
                                throws IOException {
                            json.writeString(write.apply(value));
                        }
                    });
            module.addDeserializer(
                    type,
                    new StdDeserializer<>(type) {
                        @Override
                        public T deserialize(JsonParser json, DeserializationContext context)
                                throws IOException {
                            String text = json.getValueAsString();
                            try {
                                return read.apply(text);
                            } catch (IllegalArgumentException | DateTimeException malformed) {
                                throw context.weirdStringException(
                                        text, type, String.valueOf(malformed.getMessage()));
                            }
                        }
                    });
        }
    }

    private ComplianceJson() {}

    private static <T> Text<T> text(
            Class<T> type, Function<T, String> write, Function<String, T> read) {
        return new Text<>(type, write, read);
    }

    private static SimpleModule texts(Text<?>... texts) {
        SimpleModule module = new SimpleModule();
        for (Text<?> text : texts) {
            text.register(module);
        }
        return module;
    }
}
