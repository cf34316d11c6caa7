package io.sessionvault.writereport;

import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.report.FoldedReport;
import io.sessionvault.report.Report;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.report.Report.Summary;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.io.ByteArrayOutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The report as a JUnit file, for pipelines: one suite with one test for the whole organization,
/// and one suite for each rule that has findings, with one test for each of them that the report
/// shows by itself, and one for the others of a cause.
///
/// A finding fails its test; one that means "it could not be told" is an error of it; a suppressed
/// one skips it. An advice passes its test, whose output says what should be better: a pipeline
/// that stops at failures goes on. What does not exist as a finding has no test, so nothing passes
/// because nobody looked.
///
/// Source: the form that Maven Surefire writes and CI servers read
/// (surefire-test-report.xsd); XML 1.0, section 2.2, for the characters that are allowed.
final class ReportJunit {
    private static final String SUMMARY = "session-vault";
    private static final String EVERY_SESSION = "every session is logged where it must be";

    private enum Result {
        PASSED,
        ADVICE,
        FAILURE,
        ERROR,
        SKIPPED
    }

    private record Test(String suite, String name, Result result, String message, String text) {}

    private final XMLStreamWriter xml;
    private final String timestamp;

    private ReportJunit(XMLStreamWriter xml, Report report) {
        this.xml = xml;
        this.timestamp =
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        LocalDateTime.ofInstant(report.run().startedAt(), ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS));
    }

    /// Writes it. Equal reports give equal bytes.
    static byte[] write(FoldedReport report) throws XMLStreamException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        XMLStreamWriter xml =
                XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
        new ReportJunit(xml, report.report()).suites(report);
        xml.close();
        return bytes.toByteArray();
    }

    private void suites(FoldedReport folded) throws XMLStreamException {
        Report report = folded.report();
        Map<String, List<Test>> suites =
                folded.findings().stream()
                        .flatMap(group -> folded.shown(group).stream())
                        .map(shown -> test(shown, folded.remedy(shown, true).text()))
                        .collect(
                                Collectors.groupingBy(
                                        Test::suite, TreeMap::new, Collectors.toList()));
        Test summary = summary(report);
        List<Test> all =
                Stream.concat(Stream.of(summary), suites.values().stream().flatMap(List::stream))
                        .toList();
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        attribute("name", "Session Vault " + report.organization() + " " + report.run().id());
        counts(all);
        suite(SUMMARY, List.of(summary));
        for (Map.Entry<String, List<Test>> suite : suites.entrySet()) {
            suite(suite.getKey(), suite.getValue());
        }
        line(0);
        xml.writeEndElement();
        line(0);
        xml.writeEndDocument();
    }

    private static Test summary(Report report) {
        Summary summary = report.summary();
        boolean unseen =
                summary.accounts().getOrDefault(Coverage.UNKNOWN, 0) > 0
                        || summary.regions().getOrDefault(Coverage.UNKNOWN, 0) > 0
                        || summary.logs().undetermined() > 0;
        Result result;
        if (summary.covered()) {
            result = Result.PASSED;
        } else if (report.open().total() > 0) {
            result = Result.FAILURE;
        } else if (report.open().unknown() > 0 || unseen) {
            result = Result.ERROR;
        } else {
            result = Result.SKIPPED;
        }
        String message = report.open().text();
        return new Test(SUMMARY, EVERY_SESSION, result, message, message);
    }

    private static Test test(ReportedFinding reported, String remedy) {
        LocatedFinding finding = reported.finding();
        Rule rule = finding.rule();
        AcceptedUntil accepted = reported.suppression();
        String name =
                Objects.toString(finding.account(), "-")
                        + " "
                        + Objects.toString(finding.region(), "-")
                        + " "
                        + finding.resource();
        String text =
                finding.detail()
                        + "\nSince: "
                        + reported.since()
                        + ", last seen: "
                        + reported.seen()
                        + "\nRisk: "
                        + rule.risk()
                        + "\nRemedy: "
                        + remedy;
        if (accepted != null) {
            return new Test(
                    rule.id(),
                    name,
                    Result.SKIPPED,
                    "accepted until " + accepted.expires() + ": " + accepted.reason(),
                    text);
        }
        Result result =
                switch (rule.meaning()) {
                    case BROKEN -> Result.FAILURE;
                    case ADVICE -> Result.ADVICE;
                    case UNKNOWN -> Result.ERROR;
                };
        return new Test(rule.id(), name, result, rule.severity() + ": " + rule.title(), text);
    }

    private void suite(String name, List<Test> tests) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", name);
        counts(tests);
        attribute("timestamp", timestamp);
        for (Test test : tests) {
            testcase(test);
        }
        line(1);
        xml.writeEndElement();
    }

    private void counts(List<Test> tests) throws XMLStreamException {
        attribute("tests", Integer.toString(tests.size()));
        attribute("failures", Long.toString(count(tests, Result.FAILURE)));
        attribute("errors", Long.toString(count(tests, Result.ERROR)));
        attribute("skipped", Long.toString(count(tests, Result.SKIPPED)));
        attribute("time", "0");
    }

    private static long count(List<Test> tests, Result result) {
        return tests.stream().filter(test -> test.result() == result).count();
    }

    private void testcase(Test test) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", test.suite());
        attribute("name", test.name());
        attribute("time", "0");
        switch (test.result()) {
            case PASSED -> {}
            case ADVICE -> advice(test);
            case FAILURE -> problem("failure", test);
            case ERROR -> problem("error", test);
            case SKIPPED -> problem("skipped", test);
        }
        xml.writeEndElement();
    }

    private void advice(Test test) throws XMLStreamException {
        line(3);
        xml.writeStartElement("system-out");
        xml.writeCharacters(allowed("Advice, " + test.message() + "\n" + test.text()));
        xml.writeEndElement();
        line(2);
    }

    private void problem(String element, Test test) throws XMLStreamException {
        line(3);
        xml.writeStartElement(element);
        attribute("message", test.message());
        if (test.result() != Result.SKIPPED) {
            attribute("type", test.suite());
        }
        xml.writeCharacters(allowed(test.text()));
        xml.writeEndElement();
        line(2);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value).replaceAll("[\\t\\n\\r]", " "));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints().filter(ReportJunit::isAllowed).forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
