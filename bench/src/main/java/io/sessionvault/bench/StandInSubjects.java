package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.RecordedCall;
import java.util.List;
import java.util.Optional;

/// The functions whose work needs more of AWS than the loopback server has.
record StandInSubjects(StandInVault vault) {
    private static final String RUN =
            """
            "run": {"id": "bench", "startedAt": "2026-11-24T03:00:00Z", "mode": "PLAN", "logs": "CHANGED"}\
            """;

    /// All of them, in an order in which each finds what it needs.
    List<Subject> all() {
        AccountId member = vault.account("payments");
        vault.govern(List.of(member));
        return List.of(
                subject(
                        "onboard-account",
                        "OnboardAccount",
                        StandInVault.apply(member),
                        "\"GOVERNED\""),
                subject(
                        "list-accounts",
                        "ListAccounts",
                        """
                        {"execution": {"name": "bench", "startTime": "2026-11-24T03:00:00Z"}, "request": {}}\
                        """,
                        "runs/bench/accounts.json"),
                subject(
                        "sweep-account",
                        "SweepAccount",
                        "{%s, \"account\": {\"id\": \"%s\", \"name\": \"payments\", \"state\": \"ACTIVE\"}}"
                                .formatted(RUN, member),
                        "\"COVERED\""),
                subject("check-vault", "CheckVault", "{%s}".formatted(RUN), "\"findings\""),
                subject(
                        "write-report",
                        "WriteReport",
                        """
                        {%s,
                         "listed": {"bucket": "reports", "key": "runs/bench/accounts.json", "count": 3},
                         "swept": {"Error": "States.Timeout", "Cause": "not measured"},
                         "judged": {"Error": "States.Timeout", "Cause": "not measured"},
                         "vault": {"findings": []}}\
                        """
                                .formatted(RUN),
                        "report"));
    }

    private Subject subject(String name, String logicalId, String event, String expected) {
        return new Subject(
                vault.function(name, logicalId),
                vault.endpoint(),
                event,
                () -> vault.aws().calls().clear(),
                (answer, _, _) -> {
                    List<RecordedCall> calls = vault.aws().calls().list();
                    boolean isRight = answer.contains(expected) && !calls.isEmpty();
                    return isRight
                            ? Optional.empty()
                            : Optional.of(
                                    "%d calls and the answer %s".formatted(calls.size(), answer));
                });
    }
}
