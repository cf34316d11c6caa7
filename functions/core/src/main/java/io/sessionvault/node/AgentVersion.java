package io.sessionvault.node;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of the SSM Agent: four numbers.
public record AgentVersion(int major, int minor, int build, int revision)
        implements Comparable<AgentVersion> {
    /// The first version that is taken to send the checksum without which a bucket with Object Lock
    /// refuses a log: the first after the report of it whose release notes name a newer SDK.
    ///
    /// Source: amazon-ssm-agent, issue 178 and RELEASENOTES.md; docs/decisions/0046.
    public static final AgentVersion WITH_CHECKSUM = new AgentVersion(2, 3, 772, 0);

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})(?:\\.([0-9]{1,9}))?");
    private static final Comparator<AgentVersion> ORDER =
            Comparator.comparingInt(AgentVersion::major)
                    .thenComparingInt(AgentVersion::minor)
                    .thenComparingInt(AgentVersion::build)
                    .thenComparingInt(AgentVersion::revision);

    /// Reads a version; empty when the text is none.
    public static Optional<AgentVersion> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new AgentVersion(
                                number(form, 1), number(form, 2), number(form, 3), number(form, 4)))
                : Optional.empty();
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public int compareTo(AgentVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.join(
                ".",
                Arrays.stream(new int[] {major, minor, build, revision})
                        .mapToObj(Integer::toString)
                        .toList());
    }
}
