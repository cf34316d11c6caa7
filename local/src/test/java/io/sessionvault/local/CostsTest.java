package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the pages say of costs is one table, leaves nothing standing out, and adds up.
class CostsTest {
    private static final Pattern ALARM = Pattern.compile("Type: AWS::CloudWatch::Alarm");
    private static final Pattern PRIMARY_KEY = Pattern.compile("Type: AWS::KMS::Key\\n");
    private static final Pattern REGIONS = Pattern.compile("(\\d+) Regions");
    private static final int FIRST_SIZE = 2;
    private static final int SIZES = 3;

    @Test
    void theTableAddsUp() throws IOException {
        List<List<String>> rows = rows();
        for (int size = FIRST_SIZE; size < FIRST_SIZE + SIZES; size++) {
            int column = size;
            double sum =
                    rows.subList(1, rows.size() - 1).stream()
                            .mapToDouble(row -> Double.parseDouble(row.get(column)))
                            .sum();
            assertThat(sum)
                    .as(rows.getFirst().get(column))
                    .isCloseTo(Double.parseDouble(rows.getLast().get(column)), within(0.001));
        }
    }

    @Test
    void itHasTheKeysOfEveryRegionAndEveryAlarm() throws IOException {
        List<List<String>> rows = rows();
        long primaries = PRIMARY_KEY.matcher(read("template.yaml")).results().count();
        assertThat(figures(rows, "KMS keys"))
                .isEqualTo(
                        figuresOf(rows.getFirst(), REGIONS).stream()
                                .map(regions -> money(primaries + regions - 1.0))
                                .toList());
        long alarms =
                ALARM.matcher(read("template.yaml") + read("stacks/management.yaml"))
                        .results()
                        .count();
        assertThat(figures(rows, "alarms")).containsOnly(money(alarms * 0.1));
        assertThat(figures(rows, "dashboard")).containsOnly("3.00");
    }

    @Test
    void theOtherPagesHaveItsTotals() throws IOException {
        List<String> totals = rows().getLast();
        assertThat(read("docs/performance.md"))
                .contains("it is " + totals.getLast() + " US$ a month");
        assertThat(read("README.md"))
                .contains(
                        "about %.0f US$ a month for 20 accounts, %.0f for 1,000"
                                .formatted(
                                        Double.parseDouble(totals.get(FIRST_SIZE)),
                                        Double.parseDouble(totals.getLast())));
    }

    private static List<Integer> figuresOf(List<String> header, Pattern figure) {
        return header.stream()
                .flatMap(cell -> figure.matcher(cell).results())
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static List<String> figures(List<List<String>> rows, String beginning) {
        return rows.stream()
                .filter(row -> row.getFirst().startsWith(beginning))
                .findFirst()
                .map(row -> row.subList(FIRST_SIZE, FIRST_SIZE + SIZES))
                .orElseThrow();
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%.2f", amount);
    }

    /// The rows of the table in cells, its head and its sums included.
    private static List<List<String>> rows() throws IOException {
        String section = read("docs/deploy.md").split("\n## What it costs\n", -1)[1];
        List<List<String>> rows =
                section.lines()
                        .dropWhile(line -> !line.startsWith("|"))
                        .takeWhile(line -> line.startsWith("|"))
                        .map(line ->
                                Arrays.stream(line.substring(1).split("\\|", -1))
                                        .map(cell -> cell.replace("**", "").strip())
                                        .toList())
                        .map(cells -> cells.subList(0, FIRST_SIZE + SIZES))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        return IntStream.range(0, rows.size()).filter(row -> row != 1).mapToObj(rows::get).toList();
    }

    private static String read(String page) throws IOException {
        return Files.readString(VaultUnderTest.REPOSITORY.resolve(page));
    }
}
