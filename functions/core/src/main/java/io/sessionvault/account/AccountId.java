package io.sessionvault.account;

import java.util.regex.Pattern;

/// The id of an AWS account: exactly 12 ASCII digits, leading zeros included.
///
/// Source: Organizations API reference, data type `Account`, member `Id`.
///
/// @param value the 12 digits
public record AccountId(String value) implements Comparable<AccountId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");

    /// @throws IllegalArgumentException when `value` is not 12 digits
    public AccountId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an account id is 12 digits, not '" + value + "'");
        }
    }

    /// Tells whether `value` has the form of an account id.
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
