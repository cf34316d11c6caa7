package io.sessionvault.local.commands;

import io.sessionvault.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The commands in the remedies of the rule catalogue, which stand in prose without any mark.
final class Remedies {
    /// A value ends before the punctuation of the sentence in which it stands.
    private static final String VALUE = "(?:'[^']*'|[^\\s;)'-][^\\s;)']*?(?=[.,;)]*(?:\\s|$)))";

    private static final Pattern COMMAND =
            Pattern.compile(
                    "aws [a-z0-9]+ [a-z-]+(?: --[a-z-]+(?: " + VALUE + ")?| out\\.(?:json|log))*");

    private Remedies() {}

    /// All of them, in the catalogue's order.
    static List<Block> commands() {
        return Arrays.stream(Rule.values())
                .flatMap(rule ->
                        COMMAND.matcher(rule.remedy())
                                .results()
                                .map(found -> new Block(rule.id(), "", found.group())))
                .toList();
    }
}
