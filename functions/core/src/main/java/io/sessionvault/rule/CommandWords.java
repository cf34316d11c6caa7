package io.sessionvault.rule;

import io.sessionvault.account.AccountId;
import io.sessionvault.vault.KeyArn;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words that a remedy's commands leave open, as one finding and the vault fill them in.
///
/// @param finding the finding
/// @param names what commands call the vault's parts
record CommandWords(LocatedFinding finding, VaultNames names) {
    /// A word in capitals that stands for something else.
    private enum Word {
        ACCOUNT,
        REGION,
        ROLE,
        KEY,
        SESSION,
        NAME,
        ALIAS,
        DEAD_LETTER_QUEUE,
        CLUSTER,
        LOG_GROUP,
        VAULT_ACCOUNT,
        VAULT_REGION,
        BUCKET,
        BUCKET_KEY,
        ONBOARD_ACCOUNT,
        PARTITION
    }

    private static final Pattern WORD =
            Pattern.compile("(?<![\\w-])(?:" + alternatives() + ")(?![\\w-])");

    /// What a shell takes as it stands, wherever it stands.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_@%+=:,./-]*+");

    /// What can be typed and copied as it is: no character that looks like another one, no backquote,
    /// which ends a command in a text, and nothing that the AWS CLI takes for an option.
    private static final Pattern TYPED =
            Pattern.compile("[\\x20-\\x7e&&[^`-]][\\x20-\\x7e&&[^`]]*+");

    /// How a report writes a character that must not reach a terminal. The name with it is not the
    /// name.
    private static final String ESCAPED = "<U+";

    /// What makes the AWS CLI read a file, or a page, in the place of a value.
    private static final Pattern READ = Pattern.compile("(?:fileb?|https?)://.*");

    /// What stands between key and version where a finding is about a version that others came before.
    private static final String VERSION = "?versionId=";

    /// Rules that only such a version can break.
    private static final Set<Rule> OF_LATER_VERSIONS =
            EnumSet.of(Rule.LOG_OVERWRITTEN, Rule.LOG_REPEATED);

    /// What the names of queues begin with, behind the stack's, whose messages go back to where they
    /// came from: dead letters of EventBridge and of schedules came from no queue.
    ///
    /// Source: SQS API reference, `StartMessageMoveTask`.
    private static final Pattern REDRIVEN =
            Pattern.compile(".*(?:OnboardAccount|Reaction|CheckLog)DeadLetters.*");

    private static final String LOG = ".log";

    /// The command with every word filled in; empty if one of them is not known.
    Optional<String> fillIn(String command) {
        Matcher words = WORD.matcher(command);
        StringBuilder filled = new StringBuilder();
        int end = 0;
        while (words.find()) {
            String value = value(Word.valueOf(words.group()));
            if (value == null || !isItself(value)) {
                return Optional.empty();
            }
            filled.append(command, end, words.start())
                    .append(isQuoted(command, words.start()) ? inJson(value) : quoted(value));
            end = words.end();
        }
        return Optional.of(filled.append(command, end, command.length()).toString());
    }

    private static boolean isItself(String value) {
        return TYPED.matcher(value).matches()
                && !value.contains(ESCAPED)
                && !READ.matcher(value).matches();
    }

    /// The account whose credentials a command of the remedy needs.
    String accountOf(String command) {
        AccountId member = finding.account();
        return member == null || command.contains(Word.VAULT_REGION.name())
                ? names.bucketKey().account().value()
                : member.value();
    }

    private @Nullable String value(Word word) {
        KeyArn vault = names.bucketKey();
        return switch (word) {
            case ACCOUNT -> Objects.toString(finding.account(), null);
            case REGION -> Objects.toString(finding.region(), null);
            case ROLE, NAME, ALIAS -> finding.resource();
            case KEY -> key();
            case SESSION -> session();
            case DEAD_LETTER_QUEUE ->
                    REDRIVEN.matcher(finding.resource()).matches()
                            ? "arn:%s:sqs:%s:%s:%s"
                                    .formatted(
                                            vault.partition(),
                                            vault.region(),
                                            vault.account(),
                                            finding.resource())
                            : null;
            case CLUSTER, LOG_GROUP -> null;
            case VAULT_ACCOUNT -> vault.account().value();
            case VAULT_REGION -> vault.region().value();
            case BUCKET -> names.bucket();
            case BUCKET_KEY -> vault.toString();
            case ONBOARD_ACCOUNT -> names.onboardAccount();
            case PARTITION -> vault.partition();
        };
    }

    /// The key of an object, or of KMS. Of an object whose name may be a key or a key and a version
    /// nobody can tell.
    private @Nullable String key() {
        int version = finding.resource().lastIndexOf(VERSION);
        return OF_LATER_VERSIONS.contains(finding.rule())
                ? version < 0 ? null : finding.resource().substring(0, version)
                : version < 0 ? finding.resource() : null;
    }

    private @Nullable String session() {
        String key = key();
        return key != null && key.endsWith(LOG)
                ? key.substring(key.lastIndexOf('/') + 1, key.length() - LOG.length())
                : null;
    }

    private static boolean isQuoted(String command, int at) {
        return command.substring(0, at).chars().filter(c -> c == '\'').count() % 2 == 1;
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + escaped(value) + "'";
    }

    /// A text of a JSON document that stands in single quotes.
    private static String inJson(String value) {
        return escaped(value.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private static String escaped(String value) {
        return value.replace("'", "'\\''");
    }

    private static String alternatives() {
        StringBuilder names = new StringBuilder();
        for (Word word : Word.values()) {
            names.append(names.isEmpty() ? "" : "|").append(word.name());
        }
        return names.toString();
    }
}
