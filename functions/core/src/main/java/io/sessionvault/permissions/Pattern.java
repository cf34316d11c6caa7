package io.sessionvault.permissions;

/// A text with wildcards.
///
/// @param tokens the text; the wildcards in it are the characters below, which Unicode guarantees
///     to be no characters of any text
/// @param ignoresCase whether `a` matches `A`
record Pattern(String tokens, boolean ignoresCase) {
    /// Any number of any characters.
    static final char ANY = '\uFDD0';

    /// One character.
    static final char ONE = '\uFDD1';

    private static final char ANY_BUT_COLON = '\uFDD2';
    private static final char ONE_BUT_COLON = '\uFDD3';
    private static final int PARTS_OF_AN_ARN = 6;

    static boolean isToken(int character) {
        return character >= ANY && character <= ONE_BUT_COLON;
    }

    /// The pattern of an ARN: no wildcard reaches beyond the part of the ARN that it is in; the
    /// last part may hold colons of its own.
    ///
    /// Source: IAM user guide, "Condition operators", "ARN condition operators".
    Pattern ofArn() {
        return withParts(false);
    }

    /// The pattern of a resource: as that of an ARN, but a `*` at the end of a part may reach
    /// beyond it.
    ///
    /// Source: IAM user guide, "IAM JSON policy elements: Resource", "Using wildcards in resource
    /// ARNs".
    Pattern ofResource() {
        return withParts(true);
    }

    boolean hasPartsOfAnArn() {
        return tokens.chars().filter(token -> token == ':').count() >= PARTS_OF_AN_ARN - 1;
    }

    private Pattern withParts(boolean lastStarIsFree) {
        var limited = new StringBuilder(tokens);
        int part = 1;
        for (int place = 0; place < tokens.length() && part < PARTS_OF_AN_ARN; place++) {
            char token = tokens.charAt(place);
            boolean endsPart = place + 1 == tokens.length() || tokens.charAt(place + 1) == ':';
            if (token == ':') {
                part++;
            } else if (token == ONE) {
                limited.setCharAt(place, ONE_BUT_COLON);
            } else if (token == ANY && !(endsPart && lastStarIsFree)) {
                limited.setCharAt(place, ANY_BUT_COLON);
            }
        }
        return new Pattern(limited.toString(), ignoresCase);
    }

    boolean matches(String text) {
        int same = 0;
        int least = Math.min(text.length(), tokens.length());
        while (same < least
                && !isToken(tokens.charAt(same))
                && matches(tokens.charAt(same), text.charAt(same))) {
            same++;
        }
        if (same == tokens.length()) {
            return same == text.length();
        }
        if (!isToken(tokens.charAt(same))) {
            return false;
        }
        return (same == tokens.length() - 1 && tokens.charAt(same) == ANY) || search(text, same);
    }

    /// Follows all ways through the text at once, so that no pattern takes long.
    ///
    /// @param start how many characters match already
    private boolean search(String text, int start) {
        var reached = new boolean[text.length() + 1];
        reached[start] = true;
        for (int place = start; place < tokens.length(); place++) {
            char token = tokens.charAt(place);
            if (token == ANY || token == ANY_BUT_COLON) {
                for (int end = start; end < text.length(); end++) {
                    reached[end + 1] |= reached[end] && matches(token, text.charAt(end));
                }
            } else {
                for (int end = text.length(); end > start; end--) {
                    reached[end] = reached[end - 1] && matches(token, text.charAt(end - 1));
                }
                reached[start] = false;
            }
        }
        return reached[text.length()];
    }

    private boolean matches(char token, char character) {
        return switch (token) {
            case ANY, ONE -> true;
            case ANY_BUT_COLON, ONE_BUT_COLON -> character != ':';
            default ->
                    token == character
                            || (ignoresCase
                                    && Character.toLowerCase(token)
                                            == Character.toLowerCase(character));
        };
    }
}
