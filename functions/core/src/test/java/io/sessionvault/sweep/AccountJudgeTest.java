package io.sessionvault.sweep;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.reconcile.AccountResult;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.LogPermission;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.Observed;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.ServiceError;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an account's findings mean for it and its Regions.
class AccountJudgeTest {
    private final Swept swept = new Swept(Desires.member());

    @Test
    void coversAnAccountInWhichNothingIsFound() {
        AccountSweep sweep = swept.sweep();

        assertThat(sweep.account()).isEqualTo(MEMBER);
        assertThat(sweep.coverage()).isEqualTo(Coverage.COVERED);
        assertThat(sweep.reason()).isNull();
        assertThat(coverage(sweep)).containsExactly(Coverage.COVERED, Coverage.COVERED);
        assertThat(sweep.days()).isEmpty();
        assertThat(sweep.repairs()).isEmpty();
    }

    @Test
    void letsAFindingOfOneRegionTouchThatRegionOnly() {
        AccountSweep sweep =
                swept.observed(
                                Observed.withRegion(
                                        swept.desired, IRELAND, new Preferences.Absent()))
                        .sweep();

        assertThat(sweep.coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(sweep.regions())
                .extracting(RegionSweep::region)
                .containsExactly(FRANKFURT, IRELAND);
        assertThat(coverage(sweep)).containsExactly(Coverage.COVERED, Coverage.NOT_COVERED);
    }

    @Test
    void letsAFindingAboutRolesTouchEveryRegion() {
        AccountSweep sweep =
                swept.observed(
                                Observed.withRoles(
                                        swept.desired,
                                        Observed.role(
                                                "app",
                                                new LogAccess.Attached(),
                                                new LogPermission(
                                                        "kms:Decrypt",
                                                        "key",
                                                        Optional.empty(),
                                                        LogPermission.Purpose.LOG))))
                        .sweep();

        assertThat(coverage(sweep)).containsExactly(Coverage.NOT_COVERED, Coverage.NOT_COVERED);
    }

    @Test
    void callsUnknownWhatCouldNotBeTold() {
        AccountSweep sweep =
                swept.history(IRELAND, new Observation.Unseen<>(Observed.THROTTLED)).sweep();

        assertThat(sweep.coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(sweep.reason())
                .isEqualTo(
                        "the history of sessions could not be read:"
                                + " ThrottlingException: Rate exceeded");
        assertThat(coverage(sweep)).containsExactly(Coverage.COVERED, Coverage.UNKNOWN);
    }

    @Test
    void letsWhatIsWrongOutweighWhatIsUnknown() {
        AccountSweep sweep =
                swept.observed(
                                Observed.withRegion(
                                        swept.desired, IRELAND, new Preferences.Absent()))
                        .logs(new Observation.Unseen<>(Observed.THROTTLED))
                        .sweep();

        assertThat(sweep.coverage()).isEqualTo(Coverage.NOT_COVERED);
        assertThat(coverage(sweep)).containsExactly(Coverage.UNKNOWN, Coverage.NOT_COVERED);
    }

    @Test
    void tellsWhatWasRepairedAndNotWhatFailedOrWasHeldBack() {
        Change create = new Change.CreatePreferences(IRELAND, Map.of());
        Change attach = new Change.AttachPolicy("app", "arn:aws:iam::222222222222:policy/Log");

        assertThat(
                        swept.outcomes(
                                        new Outcome.Applied(attach),
                                        new Outcome.Applied(create),
                                        new Outcome.Failed(
                                                new Change.SetDefaultVersion(IRELAND, "2", "1"),
                                                Observed.THROTTLED),
                                        new Outcome.Blocked(
                                                new Change.SetHostManagement(IRELAND),
                                                List.of("a reason")))
                                .sweep()
                                .repairs())
                .containsExactly(
                        "global: + role app: attach policy Log",
                        "eu-west-1: + document SSM-SessionManagerRunShell");
    }

    @Test
    void leavesAloneWhatIsClosed() {
        AccountSweep sweep =
                AccountJudge.judge(new AccountResult.LeftAlone(MEMBER, "it is SUSPENDED"));

        assertThat(sweep.coverage()).isEqualTo(Coverage.LEFT_ALONE);
        assertThat(sweep.reason()).isEqualTo("it is SUSPENDED");
        assertThat(sweep.findings()).isEmpty();
    }

    @Test
    void findsAnAccountThatCannotBeEnteredWithStepAndErrorAndWithoutTheRequestsId() {
        AccountSweep sweep =
                AccountJudge.judge(
                        new AccountResult.Unreachable(
                                MEMBER,
                                "assume arn:aws:iam::222222222222:role/In",
                                Observed.THROTTLED));

        assertThat(sweep.coverage()).isEqualTo(Coverage.UNKNOWN);
        assertThat(sweep.findings())
                .containsExactly(
                        new LocatedFinding(
                                Rule.ACCOUNT_UNREACHABLE,
                                MEMBER,
                                null,
                                "222222222222",
                                "cannot assume arn:aws:iam::222222222222:role/In:"
                                        + " ThrottlingException: Rate exceeded: usually gone on the"
                                        + " next run"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    assume arn:aws:iam::2:role/In       | RegionDisabledException | 403 | STS is not activated in this region            | activate it there
                    assume arn:aws:iam::2:role/In       | AccessDenied            | 403 | with an explicit deny in a service control policy | on the caller's account denies it
                    assume hub role arn:aws:iam::1:role/Hub | AccessDenied            | 403 | with an explicit deny in a service control policy | on the caller's account denies it
                    list the account's Regions          | AccessDeniedException   | 403 | with an explicit deny in a service control policy | on that account denies it
                    assume arn:aws:iam::2:role/In       | AccessDenied            | 403 | with an explicit deny in a resource control policy | exempt the vault's role
                    assume arn:aws:iam::2:role/In       | AccessDenied            | 403 | not authorized to perform: sts:AssumeRole      | deploy stacks/member.yaml
                    assume hub role arn:aws:iam::1:role/Hub | AccessDenied        | 403 | not authorized to perform: sts:AssumeRole      | deploy stacks/management.yaml
                    list the account's Regions          | AccessDeniedException   | 403 | not authorized to perform: account:ListRegions | account:ListRegions; compare
                    list the account's Regions          | ThrottlingException     | 400 | Rate exceeded                                  | next run
                    assume arn:aws:iam::2:role/In       | SdkClientException      | 0   | connection refused                             | next run
                    """)
    void saysWhatToDoAboutAnAccountThatCannotBeEntered(
            String step, String code, int status, String message, String advice) {
        AccountSweep sweep =
                AccountJudge.judge(
                        new AccountResult.Unreachable(
                                MEMBER,
                                step,
                                new ServiceError(
                                        ErrorKind.of(code, status),
                                        code,
                                        message,
                                        Optional.of("r-1"))));

        assertThat(sweep.findings())
                .singleElement()
                .extracting(LocatedFinding::detail)
                .asString()
                .startsWith("cannot " + step + ": " + code + ": " + message + ": ")
                .contains(advice);
        assertThat(sweep.reason()).isEqualTo("cannot " + step + ": " + code + ": " + message);
    }

    @Test
    void advisesNothingWhereTheAnswerDoesNotSayWhatIsWrong() {
        AccountSweep sweep =
                AccountJudge.judge(
                        new AccountResult.Unreachable(
                                MEMBER,
                                "list the account's Regions",
                                new ServiceError(
                                        ErrorKind.REJECTED,
                                        "ValidationException",
                                        "no",
                                        Optional.empty())));

        assertThat(sweep.findings().getFirst().detail()).endsWith("ValidationException: no");
    }

    private static List<Coverage> coverage(AccountSweep sweep) {
        return sweep.regions().stream().map(RegionSweep::coverage).toList();
    }
}
