package io.sessionvault.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.local.report.Browser.Window;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.OpenCount;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.writereport.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The page in Debian's Chromium, opened from disk.
///
/// Leaves the pages and pictures of them in `local/target/report`. `readme.png` there is the picture
/// of the README: after a change of the page, copy it to `docs/images/report.png`.
class ReportPageTest {
    private static final VaultNames NAMES =
            new VaultNames(
                    "session-vault",
                    KeyArn.parse("arn:aws:kms:eu-central-1:310987654321:key/mrk-1"),
                    "arn:aws:lambda:eu-central-1:310987654321:function:session-vault-OnboardAccount:live");
    private static final Path FOLDER = Path.of("target/report").toAbsolutePath();

    private static final String ROWS = "details.rule tbody tr";

    /// Long enough to come from the skip link to the end of the filters.
    private static final int MOST_TABS = 20;

    private static @Nullable Browser started;

    private static final Sample TYPICAL = new Sample("typical", Samples.typical());
    private static final Sample HOSTILE = new Sample("hostile", Samples.hostile());
    private static final Sample COVERED = new Sample("covered", Samples.covered());
    private static final Sample MASS = new Sample("mass", Samples.large(500, 100_000));
    private static final Sample LARGE = new Sample("large", Samples.large(500, 500));

    private static final Sample FIRST_DAY = new Sample("first-day", Samples.firstDay(500));

    /// A report that is looked at.
    record Sample(String name, Report report) {
        Path file() {
            return FOLDER.resolve(name + ".html");
        }

        long findings(Predicate<ReportedFinding> which) {
            return report.findings().stream().filter(which).count();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Sample> samples() {
        return List.of(TYPICAL, HOSTILE, COVERED, LARGE, MASS, FIRST_DAY);
    }

    private static List<Sample> withFindings() {
        return List.of(TYPICAL, HOSTILE, LARGE);
    }

    private static List<Sample> small() {
        return List.of(TYPICAL, HOSTILE, COVERED);
    }

    @BeforeAll
    static void rendersPagesAndStartsChromium() throws IOException {
        Files.createDirectories(FOLDER);
        for (var sample : samples()) {
            Files.writeString(
                    sample.file(),
                    ReportPage.render(
                            FoldedReport.of(
                                    sample.report(),
                                    "runs/run/report.findings.jsonl",
                                    NAMES,
                                    FoldedReport.Before.NOTHING)));
        }
        var chromium = Browser.find();
        assumeThat(chromium)
                .as(
                        "SKIPPED: chromium is not on the PATH, so nobody has looked at the report's page")
                .isPresent();
        started = Browser.start(chromium.orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void asksForNothingAndComplainsOfNothing(Sample sample) {
        var browser = open(sample, Window.DESKTOP);
        browser.screenshot(
                picture(sample, "page"), !List.of(LARGE, MASS, FIRST_DAY).contains(sample));
        browser.screenshot(picture(sample, "window"), false);
        assertThat(browser.requests()).containsExactly(sample.file().toUri().toString());
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.tell("document.title").asText())
                .contains(sample.report().organization(), "24 November 2026, 05:00 UTC");
    }

    @Test
    void hasItsPictureInTheReadme() throws IOException {
        open(TYPICAL, Window.PICTURE).screenshot(FOLDER.resolve("readme.png"), false);
        assertThat(Files.size(FOLDER.resolve("readme.png"))).isBetween(50_000L, 300_000L);
        assertThat(Path.of("../docs/images/report.png")).exists();
    }

    @Test
    void runsNoScriptButItsOwn() {
        var browser = open(COVERED, Window.DESKTOP);
        browser.tell(
                """
                (() => {
                  const script = document.createElement('script');
                  script.textContent = 'globalThis.taken = 1';
                  document.body.append(script);
                })()\
                """);
        assertThat(browser.tell("typeof globalThis.taken").asText()).isEqualTo("undefined");
        assertThat(browser.complaints())
                .singleElement()
                .asString()
                .contains("Content Security Policy");
    }

    @ParameterizedTest
    @MethodSource("withFindings")
    void filtersFindings(Sample sample) {
        var browser = open(sample, Window.DESKTOP);
        shows(browser, sample, found -> found.suppression() == null);

        browser.click("input[name=suppressed]");
        shows(browser, sample, found -> true);

        browser.click("input[name=severity][value=high]");
        shows(browser, sample, found -> found.finding().rule().severity() != Severity.HIGH);

        browser.click("#unfilter");
        browser.select("select[name=rule]", Rule.SESSION_UNLOGGED.id());
        shows(browser, sample, found -> found.finding().rule() == Rule.SESSION_UNLOGGED);

        browser.click("#unfilter");
        browser.select("select[name=region]", "eu-central-1");
        shows(
                browser,
                sample,
                found ->
                        found.suppression() == null
                                && found.finding().region() != null
                                && found.finding().region().value().equals("eu-central-1"));

        browser.click("#unfilter");
        browser.click("input[name=fresh]");
        shows(browser, sample, found -> sample.report().changes().appeared().contains(found.id()));

        var account = accountWithFindings(sample);
        browser.click("#unfilter");
        browser.fill("input[name=account]", account.id().value());
        shows(browser, sample, isOpenIn(account));

        browser.fill("input[name=account]", " " + account.name().toUpperCase(Locale.ROOT));
        shows(browser, sample, isOpenIn(account));

        browser.fill("input[name=account]", "no such account");
        shows(browser, sample, found -> false);

        browser.click("#unfilter");
        shows(browser, sample, found -> found.suppression() == null);
        assertThat(browser.complaints()).isEmpty();
    }

    /// A row that stands for many may stand for some of those that are looked for.
    @Test
    void countsFindingsAlsoWhereARowStandsForMany() throws IOException {
        var browser = open(MASS, Window.DESKTOP);
        assertThat(Files.size(MASS.file())).isLessThan(3_000_000);
        assertThat(browser.tell("document.getElementById('shown').textContent").asText())
                .isEqualTo(MASS.report().open().text());
        int many = browser.visible("tr[data-count]");
        assertThat(many).isPositive();

        browser.fill("input[name=account]", "no such account");
        assertThat(browser.visible(ROWS)).isEqualTo(many);
        browser.select("select[name=rule]", Rule.SESSION_UNLOGGED.id());
        assertThat(browser.visible("tr[data-count]")).isBetween(1, many - 1);
    }

    /// Nothing is governed yet: two causes, a remedy each, and no account that is not shown.
    @Test
    void showsEveryAccountOnTheFirstDayOfALargeOrganization() throws IOException {
        var browser = open(FIRST_DAY, Window.DESKTOP);
        assertThat(Files.size(FIRST_DAY.file())).isLessThan(3_000_000);
        assertThat(browser.visible(".matrix tbody tr")).isEqualTo(500);
        assertThat(browser.visible("details.rule")).isEqualTo(2);
        assertThat(browser.visible(ROWS)).isLessThan(50);
        assertThat(browser.texts("[role=status]"))
                .containsExactly(
                        "15,500 findings; beside them 0 could not be told, 0 advice, 0 suppressed");
    }

    @Test
    void showsFindingsOfTheAccountThatIsClicked() {
        var browser = open(TYPICAL, Window.DESKTOP);
        var account = accountWithFindings(TYPICAL);
        browser.click("input[name=severity][value=high]");
        browser.click(".matrix a[title='" + account.name() + "']");
        shows(browser, TYPICAL, isOpenIn(account));
        assertThat(
                        browser.tell(
                                        "document.getElementById('findings').getBoundingClientRect().top")
                                .asInt())
                .isBetween(0, 900);
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        var browser = open(TYPICAL, Window.DESKTOP);
        browser.press("Tab");
        assertThat(focused(browser)).isEqualTo("Skip to the findings");
        browser.press("Enter");

        tabTo(browser, "value", "critical");
        browser.press("Space");
        Predicate<ReportedFinding> notCritical =
                found ->
                        found.suppression() == null
                                && found.finding().rule().severity() != Severity.CRITICAL;
        shows(browser, TYPICAL, notCritical);

        tabTo(browser, "name", "account");
        browser.type("search-prod");
        // Sends the form, which has nowhere to go.
        browser.press("Enter");
        shows(
                browser,
                TYPICAL,
                notCritical.and(found -> "search-prod".equals(name(TYPICAL, found))));

        tabTo(browser, "id", "unfilter");
        browser.press("Enter");
        shows(browser, TYPICAL, found -> found.suppression() == null);

        tabTo(browser, "id", "fold");
        browser.press("Enter");
        assertThat(browser.visible(ROWS)).isZero();
        browser.press("Tab", "Enter");
        assertThat(browser.visible(ROWS)).isPositive();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsHostileTextsAsText() {
        var browser = open(HOSTILE, Window.DESKTOP);
        for (var place :
                List.of(
                        ".notices li bdi",
                        ".matrix tbody th bdi",
                        "details.rule td:first-child bdi",
                        "details.rule td p:first-child bdi",
                        "details.rule .resource bdi",
                        ".accepted bdi",
                        "details.gone .resource bdi",
                        ".repairs h3 bdi",
                        ".repairs li bdi")) {
            assertThat(browser.texts(place)).as(place).containsAll(Samples.HOSTILE);
        }
        assertThat(browser.tell("typeof globalThis.taken").asText()).isEqualTo("undefined");
        assertThat(browser.tell("document.scripts.length").asInt()).isOne();
        assertThat(browser.texts("img, h1 h1, [onclick], [onerror], [onfocus], [onmouseover]"))
                .isEmpty();
        assertThat(
                        browser.tell(
                                        "getComputedStyle(document.querySelector('td bdi')).unicodeBidi")
                                .asText())
                .isEqualTo("isolate");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isNeverWiderThanTheWindow(Sample sample) {
        for (var window : List.of(Window.DESKTOP, Window.PHONE)) {
            var browser = open(sample, window);
            browser.screenshot(picture(sample, "at-" + window.width()), false);
            assertThat(browser.tell("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(window.width());
        }
    }

    /// Whoever is called at night has a phone.
    @ParameterizedTest
    @MethodSource("withFindings")
    void showsTheStatusOfEachAccountOnAPhone(Sample sample) {
        var browser = open(sample, Window.PHONE);
        browser.tell("document.querySelector('.matrix').scrollIntoView()");
        browser.screenshot(picture(sample, "phone-matrix"), false);
        for (var part : List.of("th .mark", "td:nth-child(3)", "td:nth-child(4)")) {
            assertThat(
                            browser.tell(
                                            """
                                            Math.max(...Array.from(
                                              document.querySelectorAll('.matrix tbody %s'),
                                              (part) => part.getBoundingClientRect().right))\
                                            """
                                                    .formatted(part))
                                    .asInt())
                    .as(part)
                    .isBetween(1, Window.PHONE.width());
        }
    }

    /// What nobody has scrolled to yet must not take the place that it had.
    @ParameterizedTest
    @MethodSource("withFindings")
    void isShortOnceAllIsFolded(Sample sample) {
        for (var window : List.of(Window.DESKTOP, Window.PHONE)) {
            var browser = open(sample, window);
            browser.click("#fold");
            int groups = browser.visible("details.rule");
            int height =
                    browser.tell(
                                    "Math.round(document.querySelector('section.findings').getBoundingClientRect().height)")
                            .asInt();
            assertThat(height).as(window.toString()).isLessThan(900 + 140 * groups);
        }
    }

    @Test
    void hasACellForEachAccountAndRegion() throws IOException {
        var browser = open(LARGE, Window.DESKTOP);
        assertThat(browser.visible(".matrix .cells use:not(.whole)")).isEqualTo(500 * 30);
        var regions = LARGE.report().summary().regions();
        assertThat(cells(browser, "not-covered")).isEqualTo(regions.get(Coverage.NOT_COVERED));
        // Of an account that is unknown so is each Region that was not swept.
        int unswept =
                LARGE.report().accounts().stream()
                        .filter(account -> account.coverage() == Coverage.UNKNOWN)
                        .mapToInt(account -> 30 - account.regions().size())
                        .sum();
        assertThat(cells(browser, "unknown"))
                .isEqualTo(regions.getOrDefault(Coverage.UNKNOWN, 0) + unswept);
        assertThat(cells(browser, "encrypted"))
                .isPositive()
                .isEqualTo((int) LARGE.report().covered(Encryption.ENCRYPTED));
        assertThat(cells(browser, "unencrypted"))
                .isPositive()
                .isEqualTo((int) LARGE.report().covered(Encryption.WAITING));
        assertThat(cells(browser, "encrypted") + cells(browser, "unencrypted"))
                .isEqualTo(regions.get(Coverage.COVERED));

        browser.tell("document.querySelector('.matrix .scroll').scrollTop = 4000");
        browser.tell("document.querySelector('.matrix').scrollIntoView()");
        browser.screenshot(picture(LARGE, "matrix"), false);
        assertThat(
                        browser.tell(
                                        """
                                        document.querySelector('.matrix thead th').getBoundingClientRect().top
                                          - document.querySelector('.matrix .scroll').getBoundingClientRect().top\
                                        """)
                                .asInt())
                .as("the names of the Regions stay where they are")
                .isZero();
    }

    private static int cells(Browser browser, String mark) {
        return browser.visible(".matrix .cells use:not(.whole)[href='#m-%s']".formatted(mark));
    }

    @Test
    void tellsWhatTheRunHasToTellAlsoOnPaper() {
        var browser = open(TYPICAL, Window.DESKTOP);
        assertThat(browser.visible(".notices li")).isOne();
        browser.paper();
        assertThat(browser.visible(".notices li")).isOne();
        assertThat(browser.visible(".legend .m-unencrypted")).isOne();
    }

    @Test
    void showsOnlyAccountsWithSomethingToLookAt() {
        var browser = open(LARGE, Window.DESKTOP);
        browser.click("#problems");
        long problems =
                LARGE.report().accounts().stream()
                        .filter(account ->
                                account.coverage() != Coverage.COVERED
                                        || LARGE.findings(isOpenIn(account)) > 0)
                        .count();
        assertThat(problems).isBetween(1L, 499L);
        assertThat(browser.visible(".matrix tbody tr")).isEqualTo((int) problems);
    }

    @Test
    void showsEverythingWithoutScripts() {
        var browser = open(TYPICAL, Window.WITHOUT_SCRIPTS);
        browser.screenshot(picture(TYPICAL, "without-scripts"), true);
        assertThat(browser.visible(ROWS)).isEqualTo(TYPICAL.report().findings().size());
        assertThat(browser.visible("form, #problems")).isZero();
    }

    @Test
    void printsWhatIsFoldedAndNoFilters() {
        var browser = open(TYPICAL, Window.DESKTOP);
        browser.click("#fold");
        assertThat(browser.visible(ROWS)).isZero();
        browser.paper();
        shows(browser, TYPICAL, found -> found.suppression() == null);
        assertThat(browser.visible("form, #problems")).isZero();
        browser.print(FOLDER.resolve("typical.pdf"));
    }

    /// The large page is made of the same parts, and axe-core looks at it for minutes.
    @ParameterizedTest
    @MethodSource("small")
    void isAccessible(Sample sample) {
        for (var window : List.of(Window.DESKTOP, Window.DARK, Window.PHONE)) {
            var browser = open(sample, window);
            browser.screenshot(picture(sample, window.dark() ? "dark" : "light"), true);
            assertThat(browser.inaccessible()).as(window.toString()).isEmpty();
        }
    }

    private static Browser open(Sample sample, Window window) {
        var browser = Objects.requireNonNull(started);
        browser.open(sample.file(), window);
        return browser;
    }

    /// The rows that can be seen are as many as the findings, and the page says so.
    private static void shows(Browser browser, Sample sample, Predicate<ReportedFinding> which) {
        long expected = sample.findings(which);
        assertThat(browser.visible(ROWS)).isEqualTo((int) expected);
        assertThat(browser.texts("[role=status]"))
                .containsExactly(
                        "%s findings; beside them %s could not be told, %s advice, %s suppressed"
                                .formatted(
                                        Arrays.stream(OpenCount.Kind.values())
                                                .map(kind -> count(sample, which, kind))
                                                .toArray()));
    }

    private static String count(
            Sample sample, Predicate<ReportedFinding> which, OpenCount.Kind kind) {
        Predicate<ReportedFinding> isOfKind = found -> OpenCount.Kind.of(found) == kind;
        long seen = sample.findings(which.and(isOfKind));
        long all = sample.findings(isOfKind);
        return seen == all ? "%,d".formatted(all) : "%,d of %,d".formatted(seen, all);
    }

    private static Predicate<ReportedFinding> isOpenIn(ReportedAccount account) {
        return found ->
                found.suppression() == null && account.id().equals(found.finding().account());
    }

    private static ReportedAccount accountWithFindings(Sample sample) {
        return sample.report().accounts().stream()
                .filter(account -> sample.findings(isOpenIn(account)) > 1)
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String name(Sample sample, ReportedFinding found) {
        return sample.report().accounts().stream()
                .filter(account -> account.id().equals(found.finding().account()))
                .map(ReportedAccount::name)
                .findFirst()
                .orElse(null);
    }

    private static void tabTo(Browser browser, String attribute, String value) {
        for (int tab = 0; tab < MOST_TABS; tab++) {
            browser.press("Tab");
            if (browser.tell("document.activeElement.getAttribute('" + attribute + "')")
                    .asText()
                    .equals(value)) {
                assertThat(
                                browser.tell(
                                                "getComputedStyle(document.activeElement).outlineWidth")
                                        .asText())
                        .as("the focus can be seen")
                        .isEqualTo("3px");
                return;
            }
        }
        throw new AssertionError("Tab does not come to " + attribute + "=" + value);
    }

    private static String focused(Browser browser) {
        return browser.tell("document.activeElement.textContent").asText();
    }

    private static Path picture(Sample sample, String what) {
        return FOLDER.resolve(sample.name() + "-" + what + ".png");
    }
}
