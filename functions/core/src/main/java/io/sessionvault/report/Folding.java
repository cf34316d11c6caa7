package io.sessionvault.report;

import io.sessionvault.report.Report.ReportedFinding;
import io.sessionvault.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From findings to groups of one cause, so that what is shown has a size that does not grow with
/// the organization.
///
/// Few findings are all shown. Of many, each group shows some, and the causes of a rule that have
/// the fewest findings are one group: whoever chooses names cannot make the report long.
final class Folding {
    /// No group shows more where there are many findings.
    private static final int EXAMPLES = 20;

    /// As large a part of a group's examples are its youngest findings.
    private static final int YOUNG = 4;

    static final String SUPPRESSED = "-suppressed";

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int most;
    private final boolean wasFolded;
    private final Set<String> shownBefore;

    /// @param most so many findings are shown one by one, and no more but for one of each group
    /// @param wasFolded whether the run before had more; then all are shown only when there are
    ///     clearly fewer, so that a finding more or less does not change everything every day
    /// @param shownBefore the ids of those that the run before showed, which stay what is shown
    Folding(int most, boolean wasFolded, Set<String> shownBefore) {
        this.most = most;
        this.wasFolded = wasFolded;
        this.shownBefore = shownBefore;
    }

    /// The findings of one rule that are accepted, or those that are not.
    private record Kind(Rule rule, boolean isSuppressed) {}

    /// What decides the group of a finding.
    private record Key(Kind kind, String cause) {
        static Key of(ReportedFinding finding) {
            return new Key(
                    new Kind(finding.finding().rule(), finding.suppression() != null),
                    Cause.of(finding.finding()));
        }

        String id() {
            return id(kind, "#" + digest(cause));
        }

        static String id(Kind kind, String name) {
            return kind.rule().id() + name + (kind.isSuppressed() ? SUPPRESSED : "");
        }
    }

    private record Member(Key key, ReportedFinding finding) {}

    private record Members(String id, Kind kind, String cause, List<Member> all) {
        List<ReportedFinding> findings() {
            return all.stream().map(Member::finding).toList();
        }
    }

    /// The id of the group of a finding, whether it is shown as one or is among the other causes.
    static String groupOf(ReportedFinding finding) {
        return Key.of(finding).id();
    }

    /// The findings in groups, worst first.
    List<FindingGroup> of(List<ReportedFinding> findings) {
        boolean few = findings.size() <= (wasFolded ? most - most / 5 : most);
        Map<Key, List<Member>> byCause =
                findings.stream()
                        .map(finding -> new Member(Key.of(finding), finding))
                        .collect(Collectors.groupingBy(Member::key));
        List<Members> groups = few ? members(byCause) : fewer(members(byCause));
        int shown = few ? most : Math.clamp(most / Math.max(1, groups.size()), 1, EXAMPLES);
        return groups.stream()
                .map(group -> group(group, shown))
                .sorted(FindingGroup.WORST_FIRST)
                .toList();
    }

    private FindingGroup group(Members group, int shown) {
        List<ReportedFinding> sorted =
                group.findings().stream().sorted(ReportedFinding.WORST_FIRST).toList();
        return new FindingGroup(
                group.id(),
                group.kind().rule(),
                group.cause(),
                group.kind().isSuppressed(),
                sorted,
                // One that would be left alone is shown, too.
                sorted.size() <= shown + 1 ? sorted : examples(group, shown));
    }

    private static List<Members> members(Map<Key, List<Member>> byCause) {
        return byCause.entrySet().stream()
                .map(group ->
                        new Members(
                                group.getKey().id(),
                                group.getKey().kind(),
                                common(group.getValue()).orElse(group.getKey().cause()),
                                group.getValue()))
                .toList();
    }

    /// The whole detail, if it is that of all.
    private static Optional<String> common(List<Member> members) {
        String first = members.getFirst().finding().finding().detail();
        return members.stream().allMatch(each -> each.finding().finding().detail().equals(first))
                ? Optional.of(first)
                : Optional.empty();
    }

    /// At most two groups for each finding that may be shown, whatever the number of rules.
    private List<Members> fewer(List<Members> groups) {
        Map<Kind, List<Members>> byKind =
                groups.stream().collect(Collectors.groupingBy(Members::kind));
        int causes = Math.clamp(most / (3 * byKind.size()), 1, EXAMPLES / 2);
        return byKind.entrySet().stream()
                .flatMap(kind -> fewer(kind.getKey(), kind.getValue(), causes))
                .toList();
    }

    private static Stream<Members> fewer(Kind kind, List<Members> groups, int causes) {
        if (groups.size() <= causes) {
            return groups.stream();
        }
        List<Members> sorted =
                groups.stream()
                        .sorted(
                                Comparator.comparingInt((Members group) -> group.all().size())
                                        .reversed()
                                        .thenComparing(Members::id))
                        .toList();
        List<Members> rest = sorted.subList(causes - 1, sorted.size());
        List<Member> all = new ArrayList<>();
        rest.forEach(group -> all.addAll(group.all()));
        return Stream.concat(
                sorted.stream().limit(causes - 1L),
                Stream.of(
                        new Members(
                                Key.id(kind, FindingGroup.OTHER),
                                kind,
                                rest.size() + " other causes",
                                all)));
    }

    /// Of each account, and of each cause among other ones, one before any has two. What was shown
    /// before stays; most are the oldest, and some the youngest, so that what is new is not hidden by
    /// what is old.
    private List<ReportedFinding> examples(Members group, int shown) {
        List<ReportedFinding> oldest =
                inTurn(
                        group,
                        Comparator.comparing((Member member) ->
                                        !shownBefore.contains(member.finding().id()))
                                .thenComparing(member -> member.finding().since()));
        List<ReportedFinding> youngest =
                inTurn(
                        group,
                        Comparator.comparing(
                                (Member member) -> member.finding().since(),
                                Comparator.reverseOrder()));
        int young = shown / YOUNG;
        Set<ReportedFinding> examples = new LinkedHashSet<>(oldest.subList(0, shown - young));
        youngest.stream()
                .filter(each -> !examples.contains(each))
                .limit(young)
                .toList()
                .forEach(examples::add);
        return examples.stream().sorted(ReportedFinding.WORST_FIRST).toList();
    }

    private static List<ReportedFinding> inTurn(Members group, Comparator<Member> order) {
        boolean isOther = group.all().stream().map(Member::key).distinct().count() > 1;
        Function<Member, Object> side =
                isOther
                        ? Member::key
                        : member -> Optional.ofNullable(member.finding().finding().account());
        Map<Object, Integer> taken = new HashMap<>();
        Map<Integer, List<ReportedFinding>> rounds = new TreeMap<>();
        group.all().stream()
                .sorted(order.thenComparing(member -> member.finding().id()))
                .forEach(member -> {
                    int round =
                            Objects.requireNonNull(
                                    taken.merge(side.apply(member), 1, Integer::sum));
                    rounds.computeIfAbsent(round, same -> new ArrayList<>()).add(member.finding());
                });
        return rounds.values().stream().flatMap(List::stream).toList();
    }

    /// Short, and the same from run to run. Who finds two causes with one digest makes two groups
    /// that Security Hub takes for one; nothing else goes by it.
    ///
    /// Source: the FNV-1a hash of 64 bits.
    private static String digest(String cause) {
        long hash = FNV_BASIS;
        for (int at = 0; at < cause.length(); at++) {
            hash = (hash ^ cause.charAt(at)) * FNV_PRIME;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}
