package io.sessionvault.report;

/// A pattern for names: `*` stands for any characters, slashes among them, or none; `?` for exactly
/// one. Everything else stands for itself.
///
/// @param pattern the pattern
public record Glob(String pattern) {
    /// Matches every name.
    public static final Glob ANY = new Glob("*");

    /// Tells whether the pattern stands for the whole of `name`. The time is at most the product of
    /// both lengths, whatever the pattern.
    public boolean matches(String name) {
        int at = 0;
        int next = 0;
        int star = -1;
        int starAt = 0;
        while (at < name.length()) {
            if (next < pattern.length() && pattern.charAt(next) == '*') {
                star = next++;
                starAt = at;
            } else if (next < pattern.length()
                    && (pattern.charAt(next) == '?' || pattern.charAt(next) == name.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (next < pattern.length() && pattern.charAt(next) == '*') {
            next++;
        }
        return next == pattern.length();
    }
}
