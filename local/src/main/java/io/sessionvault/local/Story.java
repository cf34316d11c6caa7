package io.sessionvault.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What the guided run tells, and what it found to be true or not.
final class Story {
    private final PrintStream out;
    private final List<String> failures = new ArrayList<>();
    private int chapter;
    private int checks;

    Story(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        chapter++;
        out.println();
        out.println(chapter + ". " + title);
    }

    void tell(String line) {
        out.println(line.isEmpty() ? "" : "   " + line);
    }

    void tell(List<String> lines) {
        lines.forEach(this::tell);
    }

    void check(String what, boolean holds) {
        checks++;
        out.println("   " + (holds ? "[ok]     " : "[FAILED] ") + what);
        if (!holds) {
            failures.add(what);
        }
    }

    /// Sums up; true when everything held.
    boolean end() {
        out.println();
        out.println(
                failures.isEmpty()
                        ? "Summary: all " + checks + " checks hold."
                        : "Summary: " + failures.size() + " of " + checks + " checks FAILED:");
        failures.forEach(failure -> out.println("   - " + failure));
        return failures.isEmpty();
    }
}
