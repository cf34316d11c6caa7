package io.sessionvault.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sessionvault.local.CalledOperations;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.aws.call.CalledOperation;
import io.sessionvault.local.faults.CallLane.Way;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/// The rows of a function, made from the calls of clean runs and played side by side with those of
/// the other functions.
final class CallTable implements AutoCloseable {
    /// The SDK's package for a service whose signing name is another.
    private static final Map<String, String> SIGNING_NAMES =
            Map.of("eventbridge", "events", "cloudwatch", "monitoring");

    /// What the code can call and no scene does, and why.
    private static final Map<String, Map<String, String>> NOT_MADE =
            Map.of(
                    "OnboardAccount",
                    Map.ofEntries(
                            Map.entry(
                                    "iam:GetPolicy",
                                    "only for a policy that IAM's own listing leaves out"),
                            Map.entry(
                                    "iam:GetPolicyVersion",
                                    "only for a policy that IAM's own listing leaves out"),
                            Map.entry(
                                    "kms:TagResource",
                                    "only for a key whose tag somebody has taken away"),
                            Map.entry(
                                    "organizations:DescribePolicy",
                                    "only where control policies are enabled"),
                            Map.entry(
                                    "organizations:ListAccounts",
                                    "only for an event that does not name who has joined"),
                            Map.entry(
                                    "sqs:SendMessageBatch",
                                    "only for an event that does not name who has joined, and for"
                                            + " accounts that a reaction had no time for"),
                            Map.entry(
                                    "ssm:DescribeInstanceInformation",
                                    "only SweepAccount looks at nodes"),
                            Map.entry(
                                    "ssm:GetParameter",
                                    "remembered for 20 seconds: PausedOrganizationTest fails it")),
                    "SweepAccount",
                    Map.of(
                            "iam:DeletePolicy",
                            "for a release, behind the same client",
                            "iam:DeleteRolePolicy",
                            "for a release, behind the same client",
                            "iam:DetachRolePolicy",
                            "for a release, behind the same client",
                            "ssm:DeleteDocument",
                            "for a release, behind the same client",
                            "ssm:ListDocumentVersions",
                            "for a release, behind the same client",
                            "iam:GetPolicy",
                            "only for a policy that IAM's own listing leaves out",
                            "iam:GetPolicyVersion",
                            "only for a policy that IAM's own listing leaves out",
                            "kms:TagResource",
                            "only for a key whose tag somebody has taken away"),
                    "ListAccounts",
                    Map.of(
                            "organizations:DescribePolicy",
                            "only where control policies are enabled"),
                    "CheckLog",
                    Map.of(
                            "s3:GetObject",
                            "not for every batch, and without it Organizations is asked"));

    private final String function;
    private final int most;
    private final Map<Integer, CallLanes> lanes = new LinkedHashMap<>();
    private final Map<CallScene, Future<List<CalledOperation>>> recorded = new LinkedHashMap<>();
    private final List<CallRow> rows = new ArrayList<>();
    private final Map<CallRow, Future<Way>> running = new LinkedHashMap<>();
    private final Map<CallRow, Way> ways = new LinkedHashMap<>();

    /// Begins to record the calls of the scenes.
    ///
    /// @param scenes what one function does
    /// @param most how many lanes at most
    CallTable(List<CallScene> scenes, int most) {
        this.function = scenes.getFirst().function();
        this.most = most;
        scenes.forEach(scene ->
                recorded.put(
                        scene,
                        lanes.computeIfAbsent(scene.pageSize(), size -> new CallLanes(size, 1))
                                .submit(lane -> lane.stage(scene).calls())));
    }

    /// All rows, as soon as the calls are recorded.
    List<CallRow> rows() {
        if (rows.isEmpty()) {
            Map<CallScene, List<CalledOperation>> calls = new LinkedHashMap<>();
            recorded.forEach((scene, future) -> calls.put(scene, CallLanes.get(future)));
            rows.addAll(CallRow.of(calls));
        }
        return rows;
    }

    /// Begins to play rows.
    ///
    /// @param played the rows to play, of this function and others
    void begin(Set<CallRow> played) {
        lanes.values().iterator().next().widen(most);
        rows().stream()
                .filter(played::contains)
                .forEach(row ->
                        running.put(
                                row,
                                Objects.requireNonNull(lanes.get(row.scene().pageSize()))
                                        .submit(row::play)));
        System.out.printf("%s: %d of %d rows%n", function, running.size(), rows.size());
    }

    /// A test for each row.
    DynamicContainer tests() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(
                dynamicTest(
                        function + ": every call that the code can make is in the table",
                        this::assertComplete));
        running.forEach((row, way) ->
                tests.add(dynamicTest(row.title(), () -> ways.put(row, CallLanes.get(way)))));
        return DynamicContainer.dynamicContainer(function, tests);
    }

    private void assertComplete() {
        FunctionDefinition definition =
                Objects.requireNonNull(
                        Template.read(VaultUnderTest.REPOSITORY.resolve("template.yaml"))
                                .resolve(
                                        Map.of("OrganizationId", "o-sessionvault"),
                                        "310987654321",
                                        CallVault.HOME.value())
                                .functions()
                                .get(function));
        Path repository = VaultUnderTest.REPOSITORY;
        Set<String> possible =
                CalledOperations.of(
                                definition.handler().replaceFirst("::.*", ""),
                                repository.resolve("functions/core/target/classes"),
                                repository.resolve(definition.folder()).resolve("target/classes"))
                        .stream()
                        .map(operation ->
                                SIGNING_NAMES.getOrDefault(operation.service(), operation.service())
                                        + ":"
                                        + operation.name())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> struck =
                rows.stream()
                        .map(CallRow::operation)
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<String> missing = new TreeSet<>(possible);
        missing.removeAll(struck);
        assertThat(missing)
                .isEqualTo(new TreeSet<>(NOT_MADE.getOrDefault(function, Map.of()).keySet()));
    }

    /// Writes what came of the rows for people to read.
    @Override
    public void close() {
        lanes.values().forEach(CallLanes::close);
        Map<String, Map<String, String>> lines = new LinkedHashMap<>();
        ways.forEach((row, way) ->
                lines.computeIfAbsent(
                                "| "
                                        + row.scene().title()
                                        + " | `"
                                        + row.operation()
                                        + "`"
                                        + row.which()
                                        + " |",
                                first -> new LinkedHashMap<>())
                        .put(row.kind(), way.title()));
        List<String> kinds = ways.keySet().stream().map(CallRow::kind).distinct().toList();
        List<String> text = new ArrayList<>();
        text.add("| scene | call | " + String.join(" | ", kinds) + " |");
        text.add("|---".repeat(2 + kinds.size()) + "|");
        lines.forEach((call, cells) ->
                text.add(
                        call
                                + kinds.stream()
                                        .map(kind -> " " + cells.getOrDefault(kind, "") + " |")
                                        .collect(Collectors.joining())));
        CallPages.save(function, text);
    }
}
