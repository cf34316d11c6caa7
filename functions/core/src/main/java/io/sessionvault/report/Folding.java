package io.sessionvault.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From findings to groups of one cause, so that what is shown has a size that does not grow with
/// the organization.
///
/// Few findings are all shown. Of many, each group shows some, and the causes of a rule that have
/// the fewest findings are one group: whoever chooses names cannot make the report long.
final class Folding {
    /// So many causes of one rule are told apart where there are many findings.
    private static final int CAUSES = 10;

    /// No group shows more where there are many findings.
    private static final int EXAMPLES = 20;

    private static final String OTHER = "other";

    private static final int DIGITS = 8;

    private final int most;

    /// @param most so many findings are shown one by one, and no more but for one of each group
    Folding(int most) {
        this.most = most;
    }

    private record Key(Rule rule, boolean isSuppressed, String cause) {}

    private record Kind(Rule rule, boolean isSuppressed) {}

    /// The findings in groups, worst first.
    List<FindingGroup> of(List<ReportedFinding> findings) {
        Map<Key, List<ReportedFinding>> byCause =
                findings.stream().collect(Collectors.groupingBy(Folding::key));
        boolean few = findings.size() <= most;
        List<Members> groups = few ? members(byCause) : fewer(members(byCause));
        int shown = few ? most : Math.clamp(most / Math.max(1, groups.size()), 1, EXAMPLES);
        return groups.stream()
                .map(group -> group.show(shown))
                .sorted(FindingGroup.WORST_FIRST)
                .toList();
    }

    private static Key key(ReportedFinding finding) {
        return new Key(
                finding.finding().rule(),
                finding.suppression() != null,
                Cause.of(finding.finding()));
    }

    private record Members(Kind kind, String name, String cause, List<ReportedFinding> findings) {
        FindingGroup show(int shown) {
            return new FindingGroup(
                    kind.rule().id() + "#" + name + (kind.isSuppressed() ? "-suppressed" : ""),
                    kind.rule(),
                    cause,
                    kind.isSuppressed(),
                    findings.stream().sorted(ReportedFinding.WORST_FIRST).toList(),
                    examples(findings, shown));
        }
    }

    private static List<Members> members(Map<Key, List<ReportedFinding>> byCause) {
        return byCause.entrySet().stream()
                .map(group ->
                        new Members(
                                new Kind(group.getKey().rule(), group.getKey().isSuppressed()),
                                digest(group.getKey().cause()),
                                common(group.getValue()).orElse(group.getKey().cause()),
                                group.getValue()))
                .toList();
    }

    /// The whole detail, if it is that of all.
    private static Optional<String> common(List<ReportedFinding> findings) {
        String first = findings.getFirst().finding().detail();
        return findings.stream().allMatch(each -> each.finding().detail().equals(first))
                ? Optional.of(first)
                : Optional.empty();
    }

    private static List<Members> fewer(List<Members> groups) {
        return groups.stream().collect(Collectors.groupingBy(Members::kind)).entrySet().stream()
                .flatMap(kind -> fewer(kind.getKey(), kind.getValue()))
                .toList();
    }

    private static Stream<Members> fewer(Kind kind, List<Members> groups) {
        if (groups.size() <= CAUSES) {
            return groups.stream();
        }
        List<Members> sorted =
                groups.stream()
                        .sorted(
                                Comparator.comparingInt((Members group) -> group.findings().size())
                                        .reversed()
                                        .thenComparing(Members::cause)
                                        .thenComparing(Members::name))
                        .toList();
        List<Members> rest = sorted.subList(CAUSES - 1, sorted.size());
        List<ReportedFinding> findings = new ArrayList<>();
        rest.forEach(group -> findings.addAll(group.findings()));
        return Stream.concat(
                sorted.stream().limit(CAUSES - 1L),
                Stream.of(new Members(kind, OTHER, rest.size() + " other causes", findings)));
    }

    /// Of each account one before any has two, and the oldest first, so that from run to run they
    /// are the same as long as they are open.
    private static List<ReportedFinding> examples(List<ReportedFinding> findings, int shown) {
        Map<Optional<AccountId>, Integer> ofAccount = new HashMap<>();
        Map<Integer, List<ReportedFinding>> rounds = new TreeMap<>();
        findings.stream()
                .sorted(
                        Comparator.comparing(ReportedFinding::since)
                                .thenComparing(ReportedFinding::id))
                .forEach(finding -> {
                    var account = Optional.ofNullable(finding.finding().account());
                    int round = ofAccount.merge(account, 1, Integer::sum);
                    rounds.computeIfAbsent(round, same -> new ArrayList<>()).add(finding);
                });
        return rounds.values().stream()
                .flatMap(List::stream)
                .limit(shown)
                .sorted(ReportedFinding.WORST_FIRST)
                .toList();
    }

    private static String digest(String cause) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(cause.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
