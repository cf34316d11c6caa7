package io.sessionvault.report;

import io.sessionvault.rule.LocatedFinding;
import java.util.regex.Pattern;

/// What findings of one rule have in common: the beginning of their detail, with a `*` for what
/// differs from place to place, such as names, ids and times. Another account than the finding's own
/// stays: whoever it is, they are part of the cause.
///
/// Two details that mean different things can get one cause, and one thing that is told in many
/// ways many. The time it takes grows with the length of the text and with nothing else, whoever
/// has chosen it.
final class Cause {
    private static final String ANY = "*";

    /// A shorter resource may be a word, or part of one.
    private static final int NAME = 8;

    /// So much of a detail decides.
    private static final int LENGTH = 300;

    /// What ends a word.
    private static final String BETWEEN = " \t\r\n\"',;()";

    private static final Pattern DAY_OR_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:T[0-9:.]++Z)?+");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}-[a-z-]{3,20}+-?\\d{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    /// An action of IAM, such as `s3:GetObject`.
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]++:[A-Z][A-Za-z]++");

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d.,]*+");

    /// An id is as long as this and has a digit in it.
    private static final int ID = 8;

    /// The parts of an ARN before the account's id.
    private static final int BEFORE_ACCOUNT = 4;

    private final String own;
    private final StringBuilder text = new StringBuilder();

    private Cause(String own) {
        this.own = own;
    }

    /// The cause of a finding.
    static String of(LocatedFinding finding) {
        String detail = beginning(finding.detail());
        String resource = beginning(finding.resource());
        Cause cause = new Cause(finding.account() == null ? "" : finding.account().value());
        cause.read(resource.length() < NAME ? detail : detail.replace(resource, ANY));
        return cause.text.toString();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), LENGTH));
    }

    private void read(String detail) {
        int begin = 0;
        for (int at = 0; at <= detail.length(); at++) {
            if (at == detail.length() || BETWEEN.indexOf(detail.charAt(at)) >= 0) {
                word(detail.substring(begin, at));
                if (at < detail.length()) {
                    text.append(detail.charAt(at));
                }
                begin = at + 1;
            }
        }
    }

    /// A word without what ends a sentence or begins a list. Several in a row that differ are one.
    private void word(String word) {
        int end = word.length();
        while (end > 0 && ".:".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        String common = common(word.substring(0, end));
        if (common.equals(ANY) && isRepeated()) {
            text.setLength(text.lastIndexOf(ANY) + ANY.length());
        } else {
            text.append(common);
        }
        text.append(word, end, word.length());
    }

    private boolean isRepeated() {
        int last = text.lastIndexOf(ANY);
        return last >= 0
                && text.substring(last + ANY.length()).chars().allMatch(c -> c == ' ' || c == ',')
                && text.length() > last + ANY.length();
    }

    private String common(String word) {
        if (word.startsWith("arn:")) {
            return foreignArn(word);
        }
        if (ACCOUNT.matcher(word).matches()) {
            return word.equals(own) ? ANY : word;
        }
        if (ACTION.matcher(word).matches()) {
            return word;
        }
        boolean differs =
                word.indexOf('/') >= 0
                        || DAY_OR_TIME.matcher(word).matches()
                        || REGION.matcher(word).matches()
                        || NUMBER.matcher(word).matches()
                        || (word.length() >= ID
                                && word.chars().anyMatch(c -> c >= '0' && c <= '9'));
        return differs ? ANY : word;
    }

    private String foreignArn(String arn) {
        String[] parts = arn.split(":", BEFORE_ACCOUNT + 2);
        boolean isForeign =
                parts.length > BEFORE_ACCOUNT + 1
                        && ACCOUNT.matcher(parts[BEFORE_ACCOUNT]).matches()
                        && !parts[BEFORE_ACCOUNT].equals(own);
        return isForeign ? "arn:*:" + parts[BEFORE_ACCOUNT] + ":*" : ANY;
    }
}
