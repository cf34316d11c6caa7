package io.sessionvault.local.commands;

import java.util.List;

/// A command as a shell hands it to a program, everything quoted and filled in.
///
/// @param place where it is written
/// @param program the program's name
/// @param arguments its arguments
record Typed(String place, String program, List<String> arguments) {
    /// The value behind an option; empty where it is not given.
    String option(String name) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 == arguments.size() ? "" : arguments.get(at + 1);
    }

    /// The values behind an option, up to the next one.
    List<String> values(String name) {
        int at = arguments.indexOf(name);
        return at < 0
                ? List.of()
                : arguments.subList(at + 1, arguments.size()).stream()
                        .takeWhile(word -> !word.startsWith("--"))
                        .toList();
    }

    @Override
    public String toString() {
        return place + ": " + program + " " + String.join(" ", arguments);
    }
}
