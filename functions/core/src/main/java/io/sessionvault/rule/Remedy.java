package io.sessionvault.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What to do about one finding: the rule's remedy, its commands filled in so that they can be
/// pasted into a POSIX shell as they stand.
///
/// A command that needs what neither the finding nor the vault knows, such as the name of a log
/// group that somebody has to choose, is only named, e.g. `aws ecs update-cluster`.
///
/// @param text the whole text; a command stands between backquotes, and behind it the account whose
///     credentials it needs
/// @param commands the commands alone, in the text's order
public record Remedy(String text, List<Command> commands) {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern NAME = Pattern.compile("aws [a-z0-9]+ [a-z-]+");

    /// Copies the list.
    public Remedy {
        commands = List.copyOf(commands);
    }

    /// One command.
    ///
    /// @param account the account whose credentials it needs
    /// @param text what is typed
    public record Command(String account, String text) {}

    /// The remedy of a finding.
    public static Remedy of(LocatedFinding finding, VaultNames names) {
        List<Command> commands = new ArrayList<>();
        CommandWords words = new CommandWords(finding, names);
        String text =
                replaced(
                        finding.rule().remedy(),
                        command -> {
                            Optional<Command> filled =
                                    words.fillIn(command)
                                            .map(typed ->
                                                    new Command(words.accountOf(command), typed));
                            filled.ifPresent(commands::add);
                            return filled.map(each ->
                                            inText(each.text())
                                                    + " (credentials of "
                                                    + each.account()
                                                    + ")")
                                    .orElseGet(() -> inText(named(command)));
                        });
        return new Remedy(text, commands);
    }

    /// The remedy of all findings of a rule, whose commands are only named: what differs from finding
    /// to finding is left to them.
    public static String inWords(Rule rule) {
        return replaced(rule.remedy(), command -> inText(named(command)));
    }

    /// The commands of a text.
    public static List<String> commandsIn(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String inText(String command) {
        return "`" + command + "`";
    }

    private static String named(String command) {
        return NAME.matcher(command).results().findFirst().map(MatchResult::group).orElse(command);
    }

    private static String replaced(String text, Function<String, String> by) {
        var found = QUOTED.matcher(text);
        StringBuilder replaced = new StringBuilder();
        int end = 0;
        while (found.find()) {
            replaced.append(text, end, found.start()).append(by.apply(found.group(1)));
            end = found.end();
        }
        return replaced.append(text, end, text.length()).toString();
    }
}
