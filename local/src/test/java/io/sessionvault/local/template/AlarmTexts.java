package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

/// What the description of an alarm has to say, which is all that its mail says.
final class AlarmTexts {
    private static final int LONGEST = 1024;

    private AlarmTexts() {}

    /// It says what happened, what to do first, and where there is more.
    ///
    /// @param section the section of docs/operations.md
    /// @param runbook where that page is; empty where nobody said
    static void sayWhatToDo(String description, String section, String runbook) {
        assertThat(description)
                .hasSizeLessThanOrEqualTo(LONGEST)
                .containsPattern("^[A-Z][^$]+[.] First: [^$]{40,} More: ")
                .endsWith(
                        runbook.isEmpty()
                                ? "More: operations guide, section " + section + "."
                                : "More: " + runbook + "#" + section);
        assertThat(description.replace(runbook, "")).doesNotContain("docs/", ".md", "${");
    }
}
