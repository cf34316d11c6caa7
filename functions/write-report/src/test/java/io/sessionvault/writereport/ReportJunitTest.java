package io.sessionvault.writereport;

import static io.sessionvault.writereport.RunInBucket.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.Changes;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportJunitTest {
    @Test
    void aRichReportIsTheFileOnRecord() throws Exception {
        assertThat(
                        new String(
                                ReportJunit.write(Reports.folded(Reports.rich())),
                                StandardCharsets.UTF_8))
                .isEqualTo(Golden.text("report.junit.xml"));
    }

    @Test
    void aFindingFailsItsTestAndWhatCouldNotBeToldIsAnError() throws Exception {
        Element root = read(Reports.rich());

        assertThat(root.getAttribute("tests")).isEqualTo("6");
        assertThat(root.getAttribute("failures")).isEqualTo("3");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        assertThat(elements(root, "failure"))
                .extracting(each -> each.getAttribute("type"))
                .containsExactly("session-vault", "LOG-UPLOADER", "VAULT-VERSIONING");
        assertThat(elements(root, "error"))
                .extracting(each -> each.getAttribute("type"))
                .containsExactly("ACCOUNT-UNREACHABLE");
        assertThat(elements(root, "skipped"))
                .extracting(each -> each.getAttribute("message"))
                .containsExactly("accepted until 2026-12-24: jump host, ticket 7");
    }

    @Test
    void anAdvicePassesItsTestAndSaysWhatShouldBeBetter() throws Exception {
        Element root = read(Reports.rich());

        assertThat(elements(root, "system-out"))
                .singleElement()
                .satisfies(output -> {
                    assertThat(((Element) output.getParentNode()).getAttribute("classname"))
                            .isEqualTo("STARTER-CANNOT-ENCRYPT");
                    assertThat(output.getTextContent())
                            .startsWith("Advice, MEDIUM: " + Rule.STARTER_CANNOT_ENCRYPT.title())
                            .contains("cannot kms:GenerateDataKey (eu-west-1)");
                });
    }

    /// What keeps the organization from being covered is something else, which nobody sees here.
    @Test
    void anAdviceAloneFailsNothing() throws Exception {
        LocatedFinding advice =
                new LocatedFinding(Rule.STARTER_CANNOT_ENCRYPT, MEMBER, null, "ada", "x");
        Element root = read(Reports.coveredBut(Reports.found(advice)));

        assertThat(root.getAttribute("tests")).isEqualTo("2");
        assertThat(elements(root, "failure")).isEmpty();
        assertThat(elements(root, "error")).isEmpty();
        assertThat(elements(root, "skipped")).isEmpty();
        assertThat(resultOfTheOrganization(finding(advice, null))).isEqualTo("error");
    }

    @Test
    void anOrganizationInWhichAllIsWellPassesOneTest() throws Exception {
        Element root = read(Reports.covered());

        assertThat(elements(root, "testcase")).hasSize(1);
        assertThat(elements(root, "failure")).isEmpty();
        assertThat(elements(root, "error")).isEmpty();
        assertThat(elements(root, "skipped")).isEmpty();
    }

    @Test
    void theOrganizationsTestSaysNoMoreThanIsKnown() throws Exception {
        LocatedFinding unseen =
                new LocatedFinding(Rule.VAULT_UNSEEN, null, null, "policy", "denied");
        AcceptedUntil accepted = new AcceptedUntil("known", Reports.TODAY);

        assertThat(resultOfTheOrganization(finding(unseen, null))).isEqualTo("error");
        assertThat(resultOfTheOrganization(finding(unseen, accepted))).isEqualTo("error");
        assertThat(
                        resultOfTheOrganization(
                                finding(
                                        new LocatedFinding(Rule.LOG_NAME, MEMBER, null, "k", "x"),
                                        null)))
                .isEqualTo("failure");
    }

    /// [Reports] has an account that is unknown as soon as it has a finding.
    private static String resultOfTheOrganization(ReportedFinding finding) throws Exception {
        Report report =
                Reports.report(List.of(finding), new Changes(List.of(), List.of(), List.of()));
        Element test = elements(read(report), "testcase").getFirst();
        assertThat(test.getAttribute("classname")).isEqualTo("session-vault");
        return ((Element) test.getElementsByTagName("*").item(0)).getTagName();
    }

    private static ReportedFinding finding(
            LocatedFinding finding, @Nullable AcceptedUntil accepted) {
        return new ReportedFinding(finding.id(), finding, Reports.TODAY, Reports.TODAY, accepted);
    }

    @Test
    void noNameBreaksTheFile() throws Exception {
        String hostile =
                "<script>alert(1)</script>]]>&\"'\u0000\u0001\u001f\ud800\ufffe\n\u202e\ud83d\ude00 end";

        Element root =
                read(
                        Reports.report(
                                List.of(
                                        Reports.found(
                                                new LocatedFinding(
                                                        Rule.LOG_NAME,
                                                        MEMBER,
                                                        null,
                                                        hostile,
                                                        hostile))),
                                new Changes(List.of(), List.of(), List.of())));

        String kept = "<script>alert(1)</script>]]>&\"' \u202e\ud83d\ude00 end";
        assertThat(elements(root, "testcase").getLast().getAttribute("name"))
                .isEqualTo("410987654321 - " + kept);
        assertThat(elements(root, "failure").getLast().getTextContent())
                .startsWith(kept.replace("' ", "'\n"));
        assertThat(elements(root, "script")).isEmpty();
    }

    private static Element read(Report report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ReportJunit.write(Reports.folded(report))))
                .getDocumentElement();
    }

    private static List<Element> elements(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }
}
