package io.sessionvault.report;

import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.OTHER_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountState;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.ListedAccount;
import io.sessionvault.report.RunResults.LostItem;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A report never holds what a terminal, a page or a reader would take for more than text, whoever
/// chose the names in it.
class HostileReportTest {
    private static final String HOSTILE = "a\u0000\u001b[2J\r\n\u007f\u0085\u202e\u2028\ud800z";
    private static final Pattern AWKWARD = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    private static final Failure FAILURE = new Failure(HOSTILE, HOSTILE);

    @Test
    void noTextOfAReportHoldsMoreThanText() {
        assertClean(hostile().report());
    }

    @Test
    void noTextOfAReportThatIsAllAboutFailuresHoldsMoreThanText() {
        RunFacts facts = hostile();
        facts.accountsLost = FAILURE;
        facts.logsLost = FAILURE;
        facts.vaultLost = FAILURE;
        facts.previous = new PreviousReport.Unreadable(HOSTILE, HOSTILE);

        assertClean(facts.report());
    }

    /// The report before may be of a version that kept texts as they were.
    @Test
    void noTextThatComesFromTheReportBeforeHoldsMoreThanText() {
        LocatedFinding known = new LocatedFinding(Rule.LOG_NAME, MEMBER, IRELAND, HOSTILE, HOSTILE);
        Report empty = new RunFacts().report();
        Report before =
                new Report(
                        empty.schema(),
                        empty.organization(),
                        empty.run(),
                        empty.summary(),
                        empty.rules(),
                        empty.accounts(),
                        List.of(
                                new Report.ReportedFinding(
                                        known.id(), known, LocalDate.EPOCH, LocalDate.EPOCH, null)),
                        empty.changes(),
                        empty.sessions());

        Report resolving = new RunFacts().after(before).report();
        RunFacts blind = new RunFacts().after(before);
        blind.logsLost = FAILURE;

        assertThat(resolving.changes().resolved()).hasSize(1);
        assertClean(resolving);
        assertClean(blind.report());
    }

    private static RunFacts hostile() {
        LocatedFinding finding =
                new LocatedFinding(Rule.LOG_NAME, MEMBER, IRELAND, HOSTILE, HOSTILE);
        RunFacts facts = new RunFacts();
        facts.listed.replaceAll(
                account -> new ListedAccount(account.id(), HOSTILE, AccountState.ACTIVE));
        facts.sweeps.put(
                MEMBER,
                new AccountSweep(
                        MEMBER,
                        Coverage.UNKNOWN,
                        HOSTILE,
                        List.of(),
                        List.of(),
                        List.of(HOSTILE),
                        List.of(finding)));
        facts.sweeps.remove(OTHER_MEMBER);
        facts.failures.put(OTHER_MEMBER, FAILURE);
        facts.lostSweeps.add(new LostItem(HOSTILE, FAILURE));
        facts.lostBatches.add(new LostItem(HOSTILE, FAILURE));
        facts.vaultFindings.add(
                new LocatedFinding(Rule.VAULT_POLICY, null, null, HOSTILE, HOSTILE));
        facts.notices.add(HOSTILE);
        facts.faults.add(new Suppressions.Fault(HOSTILE, HOSTILE));
        facts.suppressions.add(
                new Suppression(
                        Rule.LOG_NAME,
                        null,
                        null,
                        new Glob("*"),
                        HOSTILE,
                        LocalDate.parse("2027-01-01")));
        return facts;
    }

    private static void assertClean(Report report) {
        List<String> texts = new ArrayList<>();
        collect(report, texts);
        assertThat(texts)
                .hasSizeGreaterThan(20)
                .allSatisfy(text -> assertThat(AWKWARD.matcher(text).find()).as(text).isFalse());
    }

    private static void collect(@Nullable Object value, List<String> texts) {
        switch (value) {
            case null -> {}
            case String text -> texts.add(text);
            case Collection<?> values -> values.forEach(each -> collect(each, texts));
            case Map<?, ?> map ->
                    map.forEach((name, each) -> {
                        collect(name, texts);
                        collect(each, texts);
                    });
            case Record fields -> {
                for (RecordComponent field : fields.getClass().getRecordComponents()) {
                    collect(read(fields, field), texts);
                }
            }
            case Object other -> {
                // Numbers, times and the like.
            }
        }
    }

    private static @Nullable Object read(Record fields, RecordComponent field) {
        try {
            return field.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
