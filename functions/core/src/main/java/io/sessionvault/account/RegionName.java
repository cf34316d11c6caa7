package io.sessionvault.account;

import java.util.regex.Pattern;

/// The name of an AWS Region such as `eu-central-1`, `us-gov-west-1` or `eusc-de-east-1`.
///
/// @param value the Region's code, lower case
public record RegionName(String value) implements Comparable<RegionName> {
    private static final Pattern FORM = Pattern.compile("[a-z]{2,8}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

    /// @throws IllegalArgumentException when `value` does not have the form of a Region's code
    public RegionName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a Region is a code such as eu-central-1, not '" + value + "'");
        }
    }

    /// Tells whether `value` has the form of a Region's code; whether AWS has such a Region is not
    /// known here.
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(RegionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
