package io.sessionvault.writereport;

import static io.sessionvault.writereport.page.Reports.accepted;
import static io.sessionvault.writereport.page.Reports.account;
import static io.sessionvault.writereport.page.Reports.finding;
import static io.sessionvault.writereport.page.Reports.region;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.ReportedAccount;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.writereport.page.Reports;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The page's text. How it looks and behaves in a browser is tested in `local`.
class ReportPageTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><img src=x>",
                "</style></title></svg>",
                "\"><b onclick='x'>",
                "' onfocus='x",
                "a & b &lt; &#60; ]]> <!--",
                "${1 + 1} @if(true) @endif"
            })
    void keepsHostileTextsAsTheyAre(String text) throws Exception {
        var page =
                parse(
                        render(
                                Reports.withNotices(
                                        Reports.of(
                                                false,
                                                List.of(account(text, Coverage.NOT_COVERED)),
                                                List.of(
                                                        finding(Rule.SESSION_UNLOGGED, text),
                                                        accepted(
                                                                finding(Rule.LOG_EMPTY, text),
                                                                text)),
                                                List.of()),
                                        List.of(text, "another one"))));
        assertThat(texts(page, "//section[contains(@class, 'notices')]//li/bdi"))
                .containsExactly(text, "another one");
        assertThat(texts(page, "//*[@id='accounts']/../..//tbody/tr/th/a/@title"))
                .containsExactly(text);
        assertThat(texts(page, "//tbody/tr/th/a/bdi")).containsExactly(text);
        assertThat(texts(page, "//tr/td[1]/bdi")).containsOnly(text).hasSize(2);
        assertThat(texts(page, "//p[contains(@class, 'resource')]/bdi"))
                .containsOnly(text)
                .hasSize(2);
        assertThat(texts(page, "//p[@class='accepted']/bdi")).containsExactly(text);
        assertThat(texts(page, "//img | //*[@onclick] | //*[@onfocus]")).isEmpty();
    }

    @Test
    void letsOnlyItsOwnStyleAndScriptRun() throws Exception {
        var page = render(report());
        assertThat(texts(parse(page), "//meta[@http-equiv='Content-Security-Policy']/@content"))
                .containsExactly(
                        "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                                .formatted(hash(only(STYLE, page)), hash(only(SCRIPT, page))));
    }

    @Test
    void namesNoAddressOfAnotherPlace() {
        var page = render(report());
        assertThat(page).doesNotContain("http://", "https://", "@import", " src=", "style=");
        assertThat(Pattern.compile("(?:href=\"|url\\()(?!#)").matcher(page).results()).isEmpty();
    }

    @Test
    void showsWhatIsUnknownAsUnknown() throws Exception {
        var page = parse(render(report()));
        assertThat(texts(page, "//section[contains(@class, 'verdict')]/@class"))
                .containsExactly("verdict is-unknown");
        assertThat(texts(page, "//h2[@id='verdict']/strong")).containsExactly("Not known:");
        assertThat(texts(page, "//summary/span[contains(@class, 'is-unknown')]"))
                .containsExactly("could not be told");
    }

    @Test
    void showsNoticesOfTheRunRightBelowTheVerdict() throws Exception {
        var page = parse(render(Reports.withNotices(report(), List.of("NOT PROVEN"))));
        assertThat(
                        texts(
                                page,
                                "//section[contains(@class, 'verdict')]/following-sibling::section[1]//li"))
                .containsExactly("NOT PROVEN");
        assertThat(texts(parse(render(report())), "//*[contains(@class, 'notices')]")).isEmpty();
    }

    @Test
    void callsAdviceAdvice() throws Exception {
        var advice = List.of(finding(Rule.STARTER_CANNOT_ENCRYPT, "ada"));
        var page = parse(render(Reports.of(true, List.of(), advice, List.of())));
        assertThat(texts(page, "//section[contains(@class, 'verdict')]/@class"))
                .containsExactly("verdict is-covered");
        assertThat(texts(page, "//summary/span[contains(@class, 'tag')]"))
                .containsExactly("advice");
    }

    @Test
    void drawsEachStateOfARegionWithAMarkOfItsOwnAndExplainsIt() throws Exception {
        var page =
                parse(
                        render(
                                Reports.of(
                                        true,
                                        List.of(
                                                account(
                                                        "any",
                                                        Coverage.COVERED,
                                                        region(
                                                                "eu-central-1",
                                                                Coverage.COVERED,
                                                                Encryption.ENCRYPTED),
                                                        region(
                                                                "eu-west-1",
                                                                Coverage.COVERED,
                                                                Encryption.WAITING),
                                                        region(
                                                                "eu-west-2",
                                                                Coverage.COVERED,
                                                                Encryption.NOT_ASKED_FOR))),
                                        List.of(),
                                        List.of())));
        assertThat(texts(page, "//td[@class='cells']/svg/use/@href"))
                .containsExactly("#m-covered", "#m-encrypted", "#m-unencrypted", "#m-covered");
        assertThat(texts(page, "//symbol/@id"))
                .contains("m-encrypted", "m-unencrypted", "m-covered", "m-advice");
        assertThat(texts(page, "//section[@aria-labelledby='accounts']//ul[@class='legend']/li"))
                .map(String::strip)
                .contains("covered", "covered, streams encrypted", "covered, not encrypted yet");
    }

    @Test
    void saysOfEachFindingWhatItRisksAndHowToPutItRight() throws Exception {
        var page = parse(render(report()));
        var rule = Rule.ACCOUNT_UNREACHABLE;
        assertThat(texts(page, "//details[@data-rule='ACCOUNT-UNREACHABLE']//dd"))
                .containsExactly(
                        rule.risk(),
                        "The finding names the step, the error, and what to do about it: by the"
                                + " error it is STS that is off in the Region, a control policy, the"
                                + " hub role, or the role in the account. Then see whether it is"
                                + " open: aws lambda invoke",
                        String.join(" · ", rule.controls()));
        assertThat(texts(page, "//details[@data-rule='ACCOUNT-UNREACHABLE']//td[2]"))
                .containsExactly("eu-central-1");
    }

    @Test
    void givesEachFindingItsCommandsToPaste() throws Exception {
        var page = parse(render(report()));
        assertThat(texts(page, "//details[@class='commands']/pre"))
                .containsExactly(
                        "aws lambda invoke --region eu-central-1 --function-name "
                                + RunInBucket.ONBOARD_ACCOUNT
                                + " --cli-read-timeout 310 --cli-binary-format raw-in-base64-out"
                                + " --payload '{\"accountId\": \"111122223333\", \"mode\":"
                                + " \"plan\"}' out.json");
    }

    @Test
    void givesTheSamePageForTheSameReport() {
        assertThat(render(report())).isEqualTo(render(report()));
    }

    /// What whoever chooses names can make as long as they like.
    @ParameterizedTest
    @ValueSource(strings = {"plain name ", "&", " <\"'>", "\u20ac"})
    void staysBelowThreeMegabytesWhateverThereIsToShow(String name) {
        var findings = new ArrayList<ReportedFinding>();
        for (var rule : Rule.values()) {
            for (int i = 0; i < 300; i++) {
                var found = finding(rule, rule.id() + " " + name.repeat(i) + i);
                findings.add(i % 3 == 0 ? accepted(found, name.repeat(5_000)) : found);
            }
        }

        var accounts = new ArrayList<ReportedAccount>();
        for (int i = 0; i < 10_000; i++) {
            var regions = new ArrayList<RegionSweep>();
            for (int region = 1; region <= 17; region++) {
                regions.add(region("eu-north-" + region, Coverage.NOT_COVERED, Encryption.WAITING));
            }
            accounts.add(
                    new ReportedAccount(
                            new AccountId("%012d".formatted(i)),
                            name.repeat(40).substring(0, 40),
                            AccountState.ACTIVE,
                            Coverage.NOT_COVERED,
                            name.repeat(500),
                            regions,
                            Collections.nCopies(40, name.repeat(500))));
        }

        var report = Reports.of(false, accounts, findings, List.of());
        var page =
                render(Reports.withNotices(report, Collections.nCopies(100, name.repeat(5_000))));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    }

    @Test
    void saysHowManyFindingsARowStandsForAndWhereTheyAre() throws Exception {
        var findings =
                IntStream.range(0, 2_000)
                        .mapToObj(i -> finding(Rule.LOG_EMPTY, "session-%05d".formatted(i)))
                        .toList();

        var page = parse(render(Reports.of(false, List.of(), findings, List.of())));

        assertThat(texts(page, "//tr/@data-count")).containsExactly("1980");
        assertThat(texts(page, "//tr[@data-count]/td[1]")).containsExactly("1 account");
        assertThat(texts(page, "//tr[@data-count]/td[3]/p[1]/bdi"))
                .containsExactly("1,980 more of 2,000 findings: detail of *");
        assertThat(texts(page, "//tr[@data-count]/td[3]/p[2]/bdi"))
                .containsExactly("runs/run/report.findings.jsonl");
        assertThat(texts(page, "//details[@data-rule]/summary/span[@class='count']"))
                .containsExactly("2,000");
    }

    @Test
    void saysThatAccountsThatWereNeverGovernedWereHandedOn() throws Exception {
        assertThat(render(report())).doesNotContain("handed to the onboarding");
        assertThat(render(Reports.onboarding(report())))
                .contains("only looked at; handed to the onboarding if never governed");
    }

    private static String render(Report report) {
        return ReportPage.render(
                FoldedReport.of(
                        report,
                        "runs/run/report.findings.jsonl",
                        RunInBucket.NAMES,
                        FoldedReport.Before.NOTHING));
    }

    private static Report report() {
        return Reports.of(
                false,
                List.of(account("lab", Coverage.UNKNOWN)),
                List.of(finding(Rule.ACCOUNT_UNREACHABLE, "role")),
                List.of());
    }

    /// The page is written so that it is XML, too, but for its script.
    private static Document parse(String page) throws Exception {
        var text = SCRIPT.matcher(page).replaceAll("").replace("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static List<String> texts(Document page, String path) throws Exception {
        var nodes =
                (NodeList)
                        XPathFactory.newDefaultInstance()
                                .newXPath()
                                .evaluate(path, page, XPathConstants.NODESET);
        var texts = new ArrayList<String>();
        for (int index = 0; index < nodes.getLength(); index++) {
            texts.add(nodes.item(index).getTextContent());
        }
        return texts;
    }

    private static String only(Pattern pattern, String page) {
        var found = pattern.matcher(page).results().toList();
        assertThat(found).hasSize(1);
        return found.getFirst().group(1);
    }

    private static String hash(String text) throws Exception {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
