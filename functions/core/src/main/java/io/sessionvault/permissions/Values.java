package io.sessionvault.permissions;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the values that condition operators compare; nothing where a text is none.
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern EPOCH = Pattern.compile("[0-9]{5,11}");

    private Values() {}

    static Optional<Boolean> bool(String text) {
        return text.equalsIgnoreCase("true")
                ? Optional.of(true)
                : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /// Reads a date: seconds since 1970, or a form of ISO 8601 that W3C admits. A text of four
    /// digits could be either, and is none.
    ///
    /// Source: IAM user guide, "Condition operators", "Date condition operators"; W3C note "Date
    /// and Time Formats".
    static Optional<Instant> instant(String text) {
        try {
            if (EPOCH.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    switch (text.length()) {
                        case 7 -> start(YearMonth.parse(text).atDay(1));
                        case 10 -> start(LocalDate.parse(text));
                        default -> OffsetDateTime.parse(text).toInstant();
                    });
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
