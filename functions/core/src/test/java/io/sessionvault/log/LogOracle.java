package io.sessionvault.log;

import static io.sessionvault.rule.Rule.LOG_EMPTY;
import static io.sessionvault.rule.Rule.LOG_ENCRYPTION;
import static io.sessionvault.rule.Rule.LOG_KEY;
import static io.sessionvault.rule.Rule.LOG_MEMBER;
import static io.sessionvault.rule.Rule.LOG_NAME;
import static io.sessionvault.rule.Rule.LOG_OVERWRITTEN;
import static io.sessionvault.rule.Rule.LOG_PREFIX;
import static io.sessionvault.rule.Rule.LOG_REPEATED;
import static io.sessionvault.rule.Rule.LOG_UPLOADER;

import io.sessionvault.account.AccountState;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.Vault;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the documents say of one stored object, written from `docs/rules.md` and
/// `docs/log-check.md` alone and as naively as possible: a list of questions, texts compared with
/// texts, regular expressions instead of the product's own readers of prefixes and keys.
final class LogOracle {
    /// What kind of verdict the documents ask for.
    enum Kind {
        COMPLIANT,
        NON_COMPLIANT,
        NOT_APPLICABLE,
        UNDETERMINED
    }

    /// @param kind the kind of verdict
    /// @param rules the broken rules; none unless the verdict is non-compliant
    record Opinion(Kind kind, Set<Rule> rules) {}

    /// Session logs are named `<session id>.log`, and a session id is `<caller>-<random>`; the
    /// caller is the name of a user or of a role session.
    ///
    /// Source: IAM and STS quotas, "Name requirements"; the ids that people have reported have a
    /// suffix of letters and digits.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+=,.@-]+-[A-Za-z0-9]+\\.log");

    /// The error output of a failed session: `<prefix>/<plugin>/stderr`, with the step's name
    /// between for documents that have steps.
    private static final Pattern ERROR_OUTPUT =
            Pattern.compile(
                    "(Standard_Stream|InteractiveCommands|NonInteractiveCommands|Port)"
                            + "/([^/]+/)?(stderr|stdout)");

    private LogOracle() {}

    /// The opinion on an object of a vault whose pattern is `{accountId}/{region}`.
    static Opinion on(Vault vault, LogObject object, ObjectState state, Membership membership) {
        if (!object.bucket().equals(vault.bucket())) {
            return new Opinion(Kind.NOT_APPLICABLE, Set.of());
        }
        boolean factMissing = false;
        Set<Rule> broken = EnumSet.noneOf(Rule.class);
        Matcher place =
                Pattern.compile("([0-9]{12})/([a-z]+(?:-[a-z]+)+-[0-9]{1,2})/(.+)", Pattern.DOTALL)
                        .matcher(object.key());
        boolean placed = place.matches();
        boolean errorOutput = placed && ERROR_OUTPUT.matcher(place.group(3)).matches();

        switch (state) {
            case ObjectState.Deleted _, ObjectState.Vanished _ -> {
                return new Opinion(Kind.NOT_APPLICABLE, Set.of());
            }
            case ObjectState.Unknown _ -> factMissing = true;
            case ObjectState.Stored stored -> {
                if (!stored.algorithm().equals("aws:kms")) {
                    broken.add(LOG_ENCRYPTION);
                }
                if (stored.kmsKey().isPresent()) {
                    // S3 promises an id and gives the ARN: either names the vault's key.
                    String arn = vault.bucketKey().toString();
                    String key = stored.kmsKey().get();
                    if (!key.equals(arn) && !arn.endsWith(":key/" + key)) {
                        broken.add(LOG_KEY);
                    }
                } else if (stored.algorithm().equals("aws:kms")) {
                    factMissing = true;
                }
                if (stored.size() == 0 && !errorOutput) {
                    broken.add(LOG_EMPTY);
                }
                if (!errorOutput
                        && (stored.earlier() == Earlier.SOMETHING_ELSE
                                || stored.earlier() == Earlier.SAME_SIZE)) {
                    broken.add(LOG_OVERWRITTEN);
                }
                if (!errorOutput && stored.earlier() == Earlier.ALIKE) {
                    broken.add(LOG_REPEATED);
                }
            }
        }
        if (!placed) {
            broken.add(LOG_PREFIX);
        } else {
            // An id has 96 characters at most.
            if (!errorOutput
                    && (!NAME.matcher(place.group(3)).matches() || place.group(3).length() > 100)) {
                broken.add(LOG_NAME);
            }
            switch (membership) {
                case Membership.Member(AccountState accountState) -> {
                    if (accountState == AccountState.UNKNOWN) {
                        factMissing = true;
                    } else if (accountState != AccountState.ACTIVE) {
                        broken.add(LOG_MEMBER);
                    }
                }
                case Membership.Stranger _ -> broken.add(LOG_MEMBER);
                case Membership.Unknown _ -> factMissing = true;
            }
            switch (object.uploader()) {
                case Uploader.Named(String requester) -> {
                    if (!requester.equals(place.group(1))) {
                        broken.add(LOG_UPLOADER);
                    }
                }
                case Uploader.NotTold _ -> factMissing = true;
                case Uploader.NotKept _ -> {}
            }
        }
        if (!broken.isEmpty()) {
            return new Opinion(Kind.NON_COMPLIANT, broken);
        }
        if (factMissing) {
            return new Opinion(Kind.UNDETERMINED, Set.of());
        }
        return new Opinion(errorOutput ? Kind.NOT_APPLICABLE : Kind.COMPLIANT, Set.of());
    }

    /// What the product's verdict says, in the oracle's words.
    static Opinion of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Compliant() -> new Opinion(Kind.COMPLIANT, Set.of());
            case Verdict.NonCompliant(var findings) -> {
                Set<Rule> rules = EnumSet.noneOf(Rule.class);
                findings.forEach(finding -> rules.add(finding.rule()));
                yield new Opinion(Kind.NON_COMPLIANT, rules);
            }
            case Verdict.NotApplicable(String _) -> new Opinion(Kind.NOT_APPLICABLE, Set.of());
            case Verdict.Undetermined(String _) -> new Opinion(Kind.UNDETERMINED, Set.of());
        };
    }
}
