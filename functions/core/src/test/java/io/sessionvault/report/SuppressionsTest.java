package io.sessionvault.report;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static io.sessionvault.Examples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.report.Report.AcceptedUntil;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.Severity;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final LocatedFinding FINDING =
            new LocatedFinding(Rule.SESSION_UNLOGGABLE, MEMBER, IRELAND, "ada-0a1b", "ssh");

    private final RunFacts facts = new RunFacts();

    @ParameterizedTest
    @CsvSource({
        "*, ada-0a1b, true",
        "ada-*, ada-0a1b, true",
        "*1b, ada-0a1b, true",
        "a*a*1?, ada-0a1b, true",
        "ada-0a1b, ada-0a1b, true",
        "a*/b, a/c/b, true",
        "????????, ada-0a1b, true",
        "???????, ada-0a1b, false",
        "ada, ada-0a1b, false",
        "a*c, ada-0a1b, false",
        "ADA*, ada-0a1b, false",
        "a.a*, ada-0a1b, false",
        "'', '', true",
        "'', a, false",
        "**, '', true",
        "a*b*c, aXbXbXc, true",
    })
    void aGlobStandsForWholeNames(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void aFindingIsAcceptedAndShownAndLeavesTheOrganizationCovered() {
        facts.vaultFindings.add(FINDING);
        facts.suppressions.add(suppression(MEMBER, IRELAND, "ada-*", TODAY));

        Report report = facts.report();

        assertThat(report.findings())
                .singleElement()
                .extracting(ReportedFinding::suppression)
                .isEqualTo(new AcceptedUntil("jump host", TODAY));
        assertThat(report.summary().suppressed()).isOne();
        assertThat(report.summary().findings()).containsEntry(Severity.MEDIUM, 0);
        assertThat(report.summary().covered()).isTrue();
        assertThat(report.changes().appeared()).isEmpty();
    }

    @Test
    void aSuppressionOfTheUnknownIsShownButLeavesNothingCovered() {
        facts.vaultFindings.add(
                new LocatedFinding(Rule.ACCOUNT_UNSEEN, MEMBER, IRELAND, "ssm", "denied"));
        facts.suppressions.add(
                new Suppression(Rule.ACCOUNT_UNSEEN, null, null, Glob.ANY, "known", TODAY));

        Report report = facts.report();

        assertThat(report.summary().suppressed()).isOne();
        assertThat(report.summary().unknown()).isZero();
        assertThat(report.summary().covered()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ", , *, true",
        "222222222222, , *, true",
        "222222222222, eu-west-1, ada-0a1b, true",
        "333333333333, , *, false",
        ", us-east-1, *, false",
        ", , bob-*, false",
    })
    void aSuppressionCoversItsScopeOnly(
            @Nullable String account, @Nullable String region, String resource, boolean covered) {
        facts.vaultFindings.add(FINDING);
        facts.suppressions.add(
                suppression(
                        account == null ? null : new AccountId(account),
                        region == null ? null : new RegionName(region),
                        resource,
                        TODAY));

        assertThat(facts.report().summary().suppressed()).isEqualTo(covered ? 1 : 0);
    }

    @Test
    void aSuppressionOfAnotherRuleCoversNothing() {
        facts.vaultFindings.add(FINDING);
        facts.suppressions.add(
                new Suppression(Rule.SESSION_UNLOGGED, null, null, Glob.ANY, "why", TODAY));

        assertThat(facts.report().summary().suppressed()).isZero();
    }

    @Test
    void anExpiredSuppressionCoversNothingAndIsAFinding() {
        facts.vaultFindings.add(FINDING);
        facts.suppressions.add(suppression(null, VIRGINIA, "*", TODAY.minusDays(1)));
        facts.suppressions.add(suppression(MEMBER, null, "*", TODAY.minusDays(1)));

        Report report = facts.report();

        assertThat(report.summary().suppressed()).isZero();
        assertThat(report.findings())
                .extracting(ReportedFinding::id)
                .containsExactly(
                        FINDING.id(),
                        "SUPPRESSION-EXPIRED/-/-/SESSION-UNLOGGABLE/*/us-east-1/*",
                        "SUPPRESSION-EXPIRED/-/-/SESSION-UNLOGGABLE/222222222222/*/*");
        assertThat(report.findings().getLast().finding().detail())
                .isEqualTo("it was accepted until 2026-11-23 because: jump host");
    }

    @Test
    void aFindingWhoseSuppressionExpiresIsNewAgainAndKeepsItsFirstDay() {
        RunFacts first = RunFacts.onFirstDay();
        first.vaultFindings.add(FINDING);
        first.suppressions.add(suppression(null, null, "*", TODAY.minusDays(1)));
        facts.after(first.report());
        facts.vaultFindings.add(FINDING);
        facts.suppressions.addAll(first.suppressions);

        Report report = facts.report();

        assertThat(report.changes().appeared())
                .containsExactly(FINDING.id(), "SUPPRESSION-EXPIRED/-/-/SESSION-UNLOGGABLE/*/*/*");
        assertThat(report.findings().getFirst().since()).isEqualTo(TODAY.minusDays(1));
    }

    @Test
    void ofSeveralSuppressionsTheOneThatLastsLongestCounts() {
        facts.vaultFindings.add(FINDING);
        facts.suppressions.add(suppression(null, null, "*", TODAY.plusDays(2)));
        facts.suppressions.add(suppression(OTHER_MEMBER, null, "*", TODAY.plusDays(9)));
        facts.suppressions.add(suppression(MEMBER, null, "*", TODAY.plusDays(3)));

        assertThat(facts.report().findings().getFirst().suppression())
                .isEqualTo(new AcceptedUntil("jump host", TODAY.plusDays(3)));
    }

    @Test
    void whatCannotBeReadIsAFinding() {
        facts.faults.add(new Suppressions.Fault("/suppressions/3/expires", "no date: 'soon'"));

        assertThat(facts.report().findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.id())
                            .isEqualTo("SUPPRESSION-INVALID/-/-//suppressions/3/expires");
                    assertThat(finding.finding().detail()).isEqualTo("no date: 'soon'");
                });
    }

    private static Suppression suppression(
            @Nullable AccountId account,
            @Nullable RegionName region,
            String resource,
            LocalDate expires) {
        return new Suppression(
                Rule.SESSION_UNLOGGABLE, account, region, new Glob(resource), "jump host", expires);
    }
}
