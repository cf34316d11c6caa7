package io.sessionvault.local.commands;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The commands of the SAM CLI that the pages use, with their options.
///
/// Source: AWS SAM developer guide, "AWS SAM CLI command reference".
final class SamCommands {
    private static final Map<String, Set<String>> OPTIONS =
            Map.of(
                    "build",
                    Set.of("--config-env"),
                    "deploy",
                    Set.of("--profile", "--region", "--config-env", "--parameter-overrides"),
                    "delete",
                    Set.of("--profile", "--region", "--stack-name"),
                    "logs",
                    Set.of("--profile", "--region", "--stack-name", "--name"),
                    "local invoke",
                    Set.of("-e", "--env-vars", "--config-env", "--parameter-overrides"),
                    "remote invoke",
                    Set.of(
                            "--profile",
                            "--region",
                            "--stack-name",
                            "--event-file",
                            "--event",
                            "--parameter"));

    private SamCommands() {}

    /// What sam would refuse of a command.
    static List<String> problems(Typed command) {
        List<String> words = command.arguments();
        String name =
                words.size() > 1 && OPTIONS.containsKey(words.get(0) + " " + words.get(1))
                        ? words.get(0) + " " + words.get(1)
                        : words.getFirst();
        Set<String> known = OPTIONS.getOrDefault(name, Set.of());
        if (known.isEmpty()) {
            return List.of(command + ": there is no sam " + name + " here");
        }
        return words.stream()
                .filter(word -> word.startsWith("-") && !known.contains(word))
                .map(word -> command + ": " + word)
                .toList();
    }
}
