package io.sessionvault.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesPageTest {
    private static final Path PAGE = Path.of("../../docs/rules.md");

    @Test
    void documentsEveryRuleAsTheCatalogueHasIt() throws IOException {
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void rulesHaveTheIdsOfTheirNames() {
        assertThat(Rule.values())
                .allSatisfy(rule -> assertThat(rule.id()).isEqualTo(rule.name().replace('_', '-')));
    }

    private static String page() {
        return "# Rules\n\nGenerated from the catalogue in `functions/core`; verdicts, findings, reports and alarms"
                + " speak in these ids.\nWords in capitals in a command are yours; in a finding they are filled in. S3's access"
                + " log is in the bucket whose name ends in `-access`. Logs are read by the role of the"
                + " parameter `ReaderRoleArn`.\n"
                + Arrays.stream(Rule.values())
                        .map(RulesPageTest::section)
                        .collect(Collectors.joining());
    }

    private static String section(Rule rule) {
        return """

        ## %s

        **%s** (%s%s)

        - Risk: %s
        - Remedy: %s
        - Controls: %s
        """
                .formatted(
                        rule.id(),
                        rule.title(),
                        rule.severity().name().toLowerCase(Locale.ROOT),
                        switch (rule.meaning()) {
                            case BROKEN -> "";
                            case UNKNOWN -> "; it could not be told";
                            case ADVICE -> "; advice";
                        },
                        rule.risk(),
                        rule.remedy(),
                        String.join(", ", rule.controls()));
    }
}
