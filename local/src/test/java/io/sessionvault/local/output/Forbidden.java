package io.sessionvault.local.output;

import io.sessionvault.local.aws.sts.AccessKeys;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.WayIn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Something that no line may hold.
///
/// @param what its name
/// @param form how to recognise it
record Forbidden(String what, Pattern form) {
    /// What tests put into documents of accounts that nobody may tell on.
    static final String DOCUMENT_WORD = "aWordOfTheTeamsOwnDocument";

    /// All of it. JSON may stand in a line as it is, or as a text of another JSON, its quotes escaped once or more.
    static final List<Forbidden> ALL =
            List.of(
                    text("a secret access key", AccessKeys.SECRET),
                    text("a session token", AccessKeys.TOKEN),
                    // Never a whole one: a key id alone is in every signature and in CloudTrail.
                    form("a signature", "AWS4-HMAC-SHA256|(?i)\\bauthorization\\\\*\"?\\s*[:=]"),
                    form("a security token's header", "(?i)x-amz-security-token"),
                    text("content of a session's log", SessionAgent.FIRST_LINE.strip()),
                    text("content of a document", DOCUMENT_WORD),
                    text("the external id", WayIn.EXTERNAL_ID),
                    form("an external id", "(?i)external_?id\\\\*\"?\\s*[:=]"),
                    form("a policy document", "\\\\*\"Statement\\\\*\"\\s*:\\s*[\\[{]"),
                    form("an event as a whole", "\\\\*\"detail\\\\*\"\\s*:\\s*\\{"));

    /// What the line holds that it may not; empty when there is nothing.
    static Optional<String> in(String line) {
        return ALL.stream()
                .filter(each -> each.form().matcher(line).find())
                .map(Forbidden::what)
                .findFirst();
    }

    private static Forbidden text(String what, String text) {
        return new Forbidden(what, Pattern.compile(Pattern.quote(text)));
    }

    private static Forbidden form(String what, String form) {
        return new Forbidden(what, Pattern.compile(form));
    }
}
