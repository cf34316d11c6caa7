package io.sessionvault.report;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final AcceptedUntil LAB = new AcceptedUntil("lab", TODAY.plusDays(9));

    private final Folding folding = new Folding(100, false, Set.of());

    @Test
    void nothingMakesNoGroup() {
        assertThat(folding.of(List.of())).isEmpty();
    }

    @Test
    void whatHasOneCauseIsOneGroupWhateverTheAccount() {
        List<FindingGroup> groups =
                folding.of(
                        List.of(
                                finding(Rule.LOG_EMPTY, MEMBER, "a", "0 bytes; version abcd1234"),
                                finding(
                                        Rule.LOG_EMPTY,
                                        OTHER_MEMBER,
                                        "b",
                                        "0 bytes; version efgh5678"),
                                finding(Rule.LOG_EMPTY, MEMBER, "c", "no bytes"),
                                finding(Rule.LOG_NAME, MEMBER, "d", "no bytes")));

        assertThat(groups)
                .extracting(FindingGroup::rule, FindingGroup::count, FindingGroup::accounts)
                .satisfiesExactlyInAnyOrder(
                        group -> assertThat(group.toList()).containsExactly(Rule.LOG_EMPTY, 2, 2L),
                        group -> assertThat(group.toList()).containsExactly(Rule.LOG_EMPTY, 1, 1L),
                        group -> assertThat(group.toList()).containsExactly(Rule.LOG_NAME, 1, 1L));
        assertThat(groups)
                .extracting(FindingGroup::cause)
                .containsExactlyInAnyOrder("* bytes; version *", "no bytes", "no bytes");
        assertThat(groups).extracting(FindingGroup::id).doesNotHaveDuplicates();
    }

    @Test
    void whatIsAcceptedIsAGroupOfItsOwn() {
        List<FindingGroup> groups =
                folding.of(
                        List.of(
                                finding(Rule.LOG_EMPTY, MEMBER, "a", "no bytes"),
                                accepted(finding(Rule.LOG_EMPTY, MEMBER, "b", "no bytes"))));

        assertThat(groups).extracting(FindingGroup::isSuppressed).containsExactly(false, true);
        assertThat(groups).extracting(FindingGroup::id).doesNotHaveDuplicates();
    }

    @Test
    void theWorstRuleComesFirstAndOfOneRuleTheLargestGroup() {
        List<ReportedFinding> findings = new ArrayList<>();
        findings.add(finding(Rule.LOG_EMPTY, MEMBER, "a", "rare"));
        findings.addAll(many(Rule.LOG_EMPTY, 3, "often"));
        findings.add(finding(Rule.LOG_UPLOADER, MEMBER, "z", "by another"));

        assertThat(folding.of(findings))
                .extracting(FindingGroup::cause)
                .containsExactly("by another", "often", "rare");
    }

    @Test
    void fewFindingsAreAllShownOneByOne() {
        assertThat(folding.of(many(Rule.LOG_EMPTY, 100, "no bytes")))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.examples()).hasSize(100);
                    assertThat(group.rest("file")).isEmpty();
                });
    }

    @Test
    void ofManyFindingsSomeAreShownAndOneStandsForTheOthers() {
        assertThat(folding.of(many(Rule.LOG_EMPTY, 101, "no bytes")))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.findings()).hasSize(101);
                    assertThat(group.examples()).hasSize(20);
                    assertThat(group.rest("runs/r/all.jsonl"))
                            .hasValueSatisfying(rest -> {
                                assertThat(rest.id()).isEqualTo(group.id());
                                assertThat(rest.finding().resource()).isEqualTo("runs/r/all.jsonl");
                                assertThat(rest.finding().detail())
                                        .isEqualTo("81 more of 101 findings: no bytes");
                                assertThat(rest.finding().account()).isEqualTo(MEMBER);
                            });
                });
    }

    /// Every account has to see that it is meant.
    @Test
    void theExamplesAreOfAsManyAccountsAsCanBe() {
        List<ReportedFinding> findings = new ArrayList<>(many(Rule.LOG_EMPTY, 200, "no bytes"));
        for (int i = 0; i < 30; i++) {
            findings.add(
                    finding(
                            Rule.LOG_EMPTY,
                            new AccountId("%012d".formatted(900_000 + i)),
                            "z",
                            "no bytes"));
        }

        FindingGroup group = folding.of(findings).getFirst();

        assertThat(group.accounts()).isEqualTo(31);
        assertThat(group.examples())
                .extracting(each -> each.finding().account())
                .hasSize(20)
                .doesNotHaveDuplicates();
        assertThat(group.rest("file").orElseThrow().finding().account()).isNull();
    }

    /// Otherwise Security Hub would get others on each run.
    @Test
    void whatWasShownBeforeIsShownAgain() {
        List<ReportedFinding> findings = many(Rule.LOG_EMPTY, 300, "no bytes");
        Set<String> shown =
                findings.subList(100, 115).stream()
                        .map(ReportedFinding::id)
                        .collect(Collectors.toSet());

        assertThat(new Folding(100, true, shown).of(findings).getFirst().examples())
                .extracting(ReportedFinding::id)
                .containsAll(shown);
    }

    @Test
    void aFindingMoreOrLessDoesNotChangeEverythingEveryDay() {
        assertThat(new Folding(100, true, Set.of()).of(many(Rule.LOG_EMPTY, 90, "x")))
                .allSatisfy(group -> assertThat(group.examples()).hasSize(20));
        assertThat(new Folding(100, true, Set.of()).of(many(Rule.LOG_EMPTY, 80, "x")))
                .allSatisfy(group -> assertThat(group.examples()).hasSize(80));
    }

    /// Whoever makes noise must not hide what is new.
    @Test
    void whatIsNewIsAmongTheExamples() {
        List<ReportedFinding> findings = new ArrayList<>(many(Rule.LOG_EMPTY, 300, "no bytes"));
        ReportedFinding young = finding(Rule.LOG_EMPTY, MEMBER, "k99999", "no bytes");
        findings.add(
                new ReportedFinding(
                        young.id(), young.finding(), TODAY.plusDays(1), TODAY.plusDays(1), null));

        assertThat(folding.of(findings).getFirst().examples())
                .extracting(ReportedFinding::id)
                .contains(young.id());
    }

    @Test
    void anotherAccountIsAnotherCause() {
        List<ReportedFinding> findings = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            findings.add(finding(Rule.LOG_UPLOADER, MEMBER, "k" + i, "uploaded by 444455556666"));
        }
        findings.add(finding(Rule.LOG_UPLOADER, MEMBER, "k-odd", "uploaded by 999999999999"));

        assertThat(folding.of(findings))
                .extracting(FindingGroup::cause)
                .containsExactly("uploaded by 444455556666", "uploaded by 999999999999");
    }

    @Test
    void eachOfTheOtherCausesHasAnExample() {
        List<ReportedFinding> findings = new ArrayList<>(many(Rule.LOG_EMPTY, 300, "loud"));
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15 - i; j++) {
                findings.add(
                        finding(Rule.LOG_EMPTY, MEMBER, "z" + i + "-" + j, "odd " + letters(i)));
            }
        }

        FindingGroup other =
                folding.of(findings).stream()
                        .filter(group -> group.id().endsWith("#other"))
                        .findFirst()
                        .orElseThrow();

        assertThat(other.examples().stream().map(each -> each.finding().detail()).distinct())
                .hasSize(7);
    }

    /// Names in details are chosen by whoever stores an object.
    @Test
    void nobodyMakesTheReportLongByManyCauses() {
        List<ReportedFinding> findings =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> finding(Rule.LOG_NAME, MEMBER, "k" + i, "odd " + letters(i)))
                        .toList();

        List<FindingGroup> groups = folding.of(findings);

        assertThat(groups).hasSize(10);
        assertThat(groups.stream().mapToInt(FindingGroup::count).sum()).isEqualTo(5_000);
        assertThat(groups.stream().mapToInt(group -> group.examples().size()).sum())
                .isLessThanOrEqualTo(100);
        assertThat(groups.getFirst().cause()).isEqualTo("4991 other causes");
        assertThat(groups.getFirst().id()).isEqualTo("LOG-NAME#other");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noFindingIsLostAndTheirOrderChangesNothing(long seed) {
        Random random = new Random(seed);
        List<ReportedFinding> findings = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ReportedFinding each =
                    finding(
                            random.nextBoolean() ? Rule.LOG_EMPTY : Rule.LOG_KEY,
                            random.nextBoolean() ? MEMBER : OTHER_MEMBER,
                            "k" + i,
                            "cause " + letters(random.nextInt(15)));
            findings.add(random.nextInt(5) == 0 ? accepted(each) : each);
        }
        List<FindingGroup> groups = folding.of(findings);
        Collections.shuffle(findings, random);

        assertThat(folding.of(findings)).isEqualTo(groups);
        assertThat(groups.stream().flatMap(group -> group.findings().stream()))
                .containsExactlyInAnyOrderElementsOf(findings);
        assertThat(groups)
                .allSatisfy(group ->
                        assertThat(group.findings()).containsAll(group.examples()).isNotEmpty());
    }

    @Test
    void whatStandsForAcceptedFindingsIsAcceptedForAsLongAsAllOfThemAre() {
        List<ReportedFinding> findings =
                Stream.concat(
                                many(Rule.LOG_EMPTY, 200, "no bytes").stream()
                                        .map(FoldingTest::accepted),
                                Stream.of(
                                        new ReportedFinding(
                                                "x",
                                                finding(Rule.LOG_EMPTY, MEMBER, "x", "no bytes")
                                                        .finding(),
                                                TODAY,
                                                TODAY,
                                                new AcceptedUntil("short", TODAY.plusDays(1)))))
                        .toList();

        assertThat(folding.of(findings).getFirst().rest("file").orElseThrow().suppression())
                .isEqualTo(new AcceptedUntil("short", TODAY.plusDays(1)));
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .map(digit -> 'a' + Character.digit(digit, 26))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<ReportedFinding> many(Rule rule, int count, String detail) {
        return IntStream.range(0, count)
                .mapToObj(i -> finding(rule, MEMBER, "k%05d".formatted(i), detail))
                .toList();
    }

    private static ReportedFinding finding(
            Rule rule, @Nullable AccountId account, String resource, String detail) {
        LocatedFinding finding = new LocatedFinding(rule, account, IRELAND, resource, detail);
        return new ReportedFinding(finding.id(), finding, TODAY, TODAY, null);
    }

    private static ReportedFinding accepted(ReportedFinding open) {
        return new ReportedFinding(open.id(), open.finding(), open.since(), open.seen(), LAB);
    }
}
