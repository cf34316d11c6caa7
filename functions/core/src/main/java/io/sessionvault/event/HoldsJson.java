package io.sessionvault.event;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Hold;
import io.sessionvault.reconcile.Holds;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The JSON form of what is held: `account`, where the account is held as a whole, and `regions`, each
/// with `since`, `reason` and `by`.
public final class HoldsJson {
    private record Stored(@Nullable Hold account, Map<String, Hold> regions) {
        Stored {
            Objects.requireNonNull(regions, "regions");
        }
    }

    /// What is not understood may hold the account.
    private static final ObjectReader READER =
            ComplianceJson.MAPPER
                    .readerFor(Stored.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private HoldsJson() {}

    /// Writes it.
    public static byte[] write(Holds holds) {
        Map<String, Hold> regions = new TreeMap<>();
        holds.regions().forEach((region, hold) -> regions.put(region.value(), hold));
        try {
            return ComplianceJson.MAPPER.writeValueAsBytes(
                    new Stored(holds.account().orElse(null), regions));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not a JSON value", impossible);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws JsonProcessingException when it is anything else
    public static Holds read(String json) throws JsonProcessingException {
        @Nullable Stored stored = READER.readValue(json);
        if (stored == null) {
            throw new JsonParseException(null, "null is no holds");
        }
        NavigableMap<RegionName, Hold> regions = new TreeMap<>();
        for (Map.Entry<String, @Nullable Hold> each : stored.regions().entrySet()) {
            if (!RegionName.isValid(each.getKey()) || each.getValue() == null) {
                throw new JsonParseException(
                        null, "regions has no hold of a Region under " + each.getKey());
            }
            regions.put(new RegionName(each.getKey()), each.getValue());
        }
        return new Holds(Optional.ofNullable(stored.account()), regions);
    }
}
