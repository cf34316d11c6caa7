package io.sessionvault.log;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.log.ObjectState.Stored;
import io.sessionvault.log.Verdict.Compliant;
import io.sessionvault.log.Verdict.NonCompliant;
import io.sessionvault.log.Verdict.NotApplicable;
import io.sessionvault.log.Verdict.Undetermined;
import io.sessionvault.rule.Finding;
import io.sessionvault.rule.Rule;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The judge of stored logs: the arrival check and the sweep over the bucket both call it.
///
/// A broken rule outweighs a missing fact (a bad log must not wait until everything else about it
/// is known), and a missing fact outweighs everything else.
public final class LogCheck {
    /// `<caller>-<random>.log`, where the caller is a user or role session name and the random part
    /// has had several forms.
    ///
    /// Source: amazon-ssm-agent issue 311; IAM user guide, role session names; STS `AssumeRole`,
    /// `RoleSessionName`.
    private static final Pattern LOG_NAME =
            Pattern.compile("[A-Za-z0-9_+=,.@-]+-[A-Za-z0-9]+\\.log");

    /// Source: Systems Manager API reference, `Session`, `SessionId`.
    private static final int LONGEST_SESSION_ID = 96;

    /// What a session that failed leaves behind: the same key for every failure of its kind, so
    /// versions are normal.
    ///
    /// Source: amazon-ssm-agent, `iohandler.go` and `fileS3.go`.
    private static final Pattern FAILED_SESSION_OUTPUT =
            Pattern.compile(
                    "(Standard_Stream|InteractiveCommands|NonInteractiveCommands|Port)/(?:[^/]+/)?(stderr|stdout)");

    private static final Finding OVERWRITTEN =
            new Finding(
                    Rule.LOG_OVERWRITTEN,
                    "expected the key's only version, found earlier versions");

    private static final Finding OF_SAME_SIZE =
            new Finding(
                    Rule.LOG_OVERWRITTEN,
                    OVERWRITTEN.detail()
                            + " of the same size, but nothing shows that this one came within "
                            + Earlier.SENT_AGAIN.toSeconds()
                            + " seconds: an agent whose network loses answers also sends so late,"
                            + " or in parts; somebody who replaces a log can keep its size");

    private static final Finding REPEATED =
            new Finding(
                    Rule.LOG_REPEATED,
                    "expected the key's only version, found one of the same size within "
                            + Earlier.SENT_AGAIN.toSeconds()
                            + " seconds before it, as when the agent sends again what it got no"
                            + " answer for; the record is the first version that came after the"
                            + " session's end");

    private static final String SERVICE =
            ", an AWS service: find which of its features is set to this bucket, such as the"
                    + " recording of RDP connections, and give it another one";

    private static final String TWICE =
            " with the vault's key: encrypted twice, so nobody can read it without that key;"
                    + " whoever uploaded it asked for this";

    private LogCheck() {}

    /// Judges one object.
    ///
    /// @param object which version, and who uploaded it
    /// @param state what the bucket told about that version
    /// @param membership what the organization told about the account in the prefix; not read when
    ///     there is none
    /// @param region what is known of the Region in the prefix
    /// @param vault the vault that the object should be in
    public static Verdict check(
            LogObject object,
            ObjectState state,
            Membership membership,
            KnownRegions.Standing region,
            Vault vault) {
        if (!object.bucket().equals(vault.bucket())) {
            return ofForeignBucket(object, vault);
        }
        List<Finding> findings = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        switch (state) {
            case ObjectState.Deleted() -> {
                return new NotApplicable(
                        "the object was deleted before the check: its key ends in a delete marker");
            }
            case ObjectState.Vanished() -> {
                return new NotApplicable(
                        "the version was removed between the listing and the check");
            }
            case ObjectState.Unknown(String reason, _) -> unknown.add(reason);
            case Stored stored -> checkEncryption(stored, vault.bucketKey(), findings, unknown);
        }
        Optional<Placement> placement = vault.prefixes().place(object.key());
        if (placement.isEmpty()) {
            findings.add(
                    new Finding(
                            Rule.LOG_PREFIX,
                            "expected a key like "
                                    + vault.prefixes()
                                    + "/<session id>.log, found "
                                    + ForeignText.quoted(object.key())
                                    + OtherObject.explanation(object.key())));
        }
        placement.ifPresent(place -> {
            checkRegion(region, findings, unknown);
            checkMember(place.account(), membership, findings, unknown);
            checkUploader(place.account(), object.uploader(), findings, unknown);
        });
        boolean failedSession =
                placement.filter(place -> isFailedSessionOutput(place.name())).isPresent();
        if (!failedSession) {
            placement.ifPresent(place -> checkName(place, findings));
            checkContent(state, findings);
        }
        return verdict(findings, unknown, failedSession);
    }

    /// The verdict on an object of another bucket, which nobody needs to ask for.
    public static Verdict ofForeignBucket(LogObject object, Vault vault) {
        return new NotApplicable(
                "the object is in bucket "
                        + ForeignText.quoted(object.bucket())
                        + ", the vault is "
                        + vault.bucket());
    }

    /// Tells whether the name after the prefix is that of a session log.
    public static boolean isLogName(String name) {
        return name.length() <= LONGEST_SESSION_ID + ".log".length()
                && LOG_NAME.matcher(name).matches();
    }

    /// Tells whether the name after the prefix is the output of a failed session, which is not a
    /// log.
    public static boolean isFailedSessionOutput(String name) {
        return FAILED_SESSION_OUTPUT.matcher(name).matches();
    }

    private static Verdict verdict(
            List<Finding> findings, List<String> unknown, boolean failedSession) {
        if (!findings.isEmpty()) {
            findings.sort((a, b) -> a.rule().compareTo(b.rule()));
            return new NonCompliant(findings);
        }
        if (!unknown.isEmpty()) {
            return new Undetermined(String.join("; ", unknown));
        }
        return failedSession
                ? new NotApplicable(
                        "the object is the error output of a failed session, not a session log")
                : new Compliant();
    }

    private static void checkEncryption(
            Stored stored, KeyArn vaultKey, List<Finding> findings, List<String> unknown) {
        if (!stored.algorithm().equals("aws:kms")) {
            findings.add(
                    new Finding(
                            Rule.LOG_ENCRYPTION,
                            "expected aws:kms, found "
                                    + ForeignText.quoted(stored.algorithm())
                                    + (isTwiceUnder(vaultKey, stored) ? TWICE : "")));
        }
        if (!stored.algorithm().startsWith("aws:kms")) {
            return;
        }
        if (stored.kmsKey().isEmpty()) {
            unknown.add("S3 reports " + stored.algorithm() + " without a key");
            return;
        }
        // S3 normally reports the full ARN; its reference only promises an id.
        String key = stored.kmsKey().get();
        if (!isNamed(vaultKey, key)) {
            findings.add(
                    new Finding(
                            Rule.LOG_KEY,
                            "expected " + vaultKey + ", found " + ForeignText.quoted(key)));
        }
    }

    private static boolean isNamed(KeyArn vaultKey, String key) {
        return key.equals(vaultKey.toString()) || key.equals(vaultKey.keyId());
    }

    private static boolean isTwiceUnder(KeyArn vaultKey, Stored stored) {
        return stored.algorithm().equals("aws:kms:dsse")
                && stored.kmsKey().filter(key -> isNamed(vaultKey, key)).isPresent();
    }

    private static void checkRegion(
            KnownRegions.Standing region, List<Finding> findings, List<String> unknown) {
        switch (region) {
            case KnownRegions.Standing.NothingToSay() -> {}
            case KnownRegions.Standing.Absent(String reason) ->
                    findings.add(new Finding(Rule.LOG_PREFIX, reason));
            case KnownRegions.Standing.Doubtful(String reason) -> unknown.add(reason);
        }
    }

    private static void checkMember(
            AccountId account,
            Membership membership,
            List<Finding> findings,
            List<String> unknown) {
        switch (membership) {
            case Membership.Stranger() ->
                    findings.add(
                            new Finding(
                                    Rule.LOG_MEMBER,
                                    "account " + account + " is not in the organization"));
            case Membership.Unknown(String reason) -> unknown.add(reason);
            case Membership.Member(AccountState state) -> {
                switch (state) {
                    case ACTIVE -> {}
                    case UNKNOWN ->
                            unknown.add(
                                    "Organizations gives no known state for account " + account);
                    case PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE, CLOSED ->
                            findings.add(
                                    new Finding(
                                            Rule.LOG_MEMBER,
                                            "account "
                                                    + account
                                                    + " is "
                                                    + state
                                                    + ", not ACTIVE"));
                }
            }
        }
    }

    private static void checkUploader(
            AccountId account, Uploader uploader, List<Finding> findings, List<String> unknown) {
        switch (uploader) {
            case Uploader.NotKept() -> {}
            case Uploader.NotTold() ->
                    unknown.add("the event does not say who uploaded the object");
            case Uploader.Named(String requester) -> {
                if (!requester.equals(account.value())) {
                    findings.add(
                            new Finding(
                                    Rule.LOG_UPLOADER,
                                    "expected account "
                                            + account
                                            + ", uploaded by "
                                            + ForeignText.quoted(requester)
                                            + (isService(requester) ? SERVICE : "")));
                }
            }
        }
    }

    /// Source: S3 user guide, "EventBridge event message structure": the requester is an account id
    /// or the principal of an AWS service.
    private static boolean isService(String requester) {
        return requester.endsWith(".amazonaws.com");
    }

    private static void checkName(Placement place, List<Finding> findings) {
        if (!isLogName(place.name())) {
            findings.add(
                    new Finding(
                            Rule.LOG_NAME,
                            "expected <session id>.log under the prefix, found "
                                    + ForeignText.quoted(place.name())));
        }
    }

    private static void checkContent(ObjectState state, List<Finding> findings) {
        if (!(state instanceof Stored stored)) {
            return;
        }
        if (stored.size() == 0) {
            findings.add(
                    new Finding(Rule.LOG_EMPTY, "expected the session's output, found 0 bytes"));
        }
        ofEarlier(stored.earlier()).ifPresent(findings::add);
    }

    /// What a log is told whose key held something before it came.
    static Optional<Finding> ofEarlier(Earlier earlier) {
        return switch (earlier) {
            case NOTHING -> Optional.empty();
            case ALIKE -> Optional.of(REPEATED);
            case SAME_SIZE -> Optional.of(OF_SAME_SIZE);
            case SOMETHING_ELSE -> Optional.of(OVERWRITTEN);
        };
    }
}
