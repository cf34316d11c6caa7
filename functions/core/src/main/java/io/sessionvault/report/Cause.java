package io.sessionvault.report;

import io.sessionvault.rule.LocatedFinding;
import java.util.regex.Pattern;

/// What findings of one rule have in common: their detail, with a `*` for what differs from place to
/// place, such as names, ids and times.
///
/// Two details that mean different things can get one cause, and one thing that is told in many
/// ways many. That changes how findings are shown together, and nothing else.
final class Cause {
    private static final String ANY = "*";

    /// A shorter resource may be a word, or part of one.
    private static final int NAME = 8;

    /// In this order: ARNs; times and days; keys and paths; Regions; whatever has digits in it and
    /// is as long as an id; numbers.
    private static final Pattern VARYING =
            Pattern.compile(
                    """
                    arn:[a-z0-9-]+:[^\\s"',;()]+\
                    |\\d{4}-\\d{2}-\\d{2}(?:T[0-9:.]+Z)?\
                    |[^\\s"',;()]*/[^\\s"',;()]+\
                    |\\b[a-z]{2,4}(?:-[a-z]+)+-\\d{1,2}\\b\
                    |(?<![\\w.-])(?=[A-Za-z_.-]*\\d)[\\w.-]{8,}\
                    |(?<![\\w.-])\\d+(?:[.,]\\d+)*(?![\\w-])\
                    """);

    /// The same twice in a row is one thing, of which there were many.
    private static final Pattern REPEATED = Pattern.compile("\\*(?:[ ,]*\\*)+");

    private Cause() {}

    /// The cause of a finding.
    static String of(LocatedFinding finding) {
        String detail =
                finding.resource().length() < NAME
                        ? finding.detail()
                        : finding.detail().replace(finding.resource(), ANY);
        return REPEATED.matcher(VARYING.matcher(detail).replaceAll(ANY)).replaceAll(ANY);
    }
}
