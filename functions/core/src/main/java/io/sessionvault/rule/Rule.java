package io.sessionvault.rule;

/// The rules that a stored session log has to keep. The ids are stable: alarms, events and docs
/// refer to them.
public enum Rule {
    /// The object is encrypted with SSE-KMS.
    LOG_ENCRYPTION(
            "LOG-ENCRYPTION",
            "Log is not encrypted with SSE-KMS",
            Severity.HIGH,
            "Whoever can read the bucket can read what was typed and shown in the session.",
            "Check that the bucket's default encryption is aws:kms with the vault's key and that the role of the instance"
                    + " may call s3:GetEncryptionConfiguration. The object itself can be re-encrypted in place (s3:UpdateObjectEncryption)"
                    + " once Object Lock holds it no more, and only after bucket and key policy allow it."),
    /// The object is encrypted with the vault's own key.
    LOG_KEY(
            "LOG-KEY",
            "Log is encrypted with a key that is not the vault's",
            Severity.HIGH,
            "The key's owner can make the log unreadable for the vault, and auditors may not be able to open it.",
            "Find who uploaded it with which key (S3's access log, by the request id), set the bucket default to the vault's full key"
                    + " ARN, and keep the other key alive until the object can be re-encrypted (Object Lock does not let it be changed)."),
    /// The key of the object begins with an account's prefix.
    LOG_PREFIX(
            "LOG-PREFIX",
            "Object lies outside every account's prefix",
            Severity.MEDIUM,
            "A log that no account's prefix holds is found by nobody who looks for that account's sessions.",
            "Compare s3KeyPrefix in the preferences document of the uploading account with the vault's prefix pattern;"
                    + " onboard the account again to put it right."),
    /// The account in the prefix is a live account of the organization.
    LOG_MEMBER(
            "LOG-MEMBER",
            "Prefix names no live account of the organization",
            Severity.HIGH,
            "Somebody writes under the name of an account that is closed, has left, or never was a member.",
            "Look up the account in AWS Organizations and the uploader in the finding; remove its access to the bucket if"
                    + " it is not yours."),
    /// The account in the prefix uploaded the object itself.
    LOG_UPLOADER(
            "LOG-UPLOADER",
            "Log was uploaded by another account than its prefix names",
            Severity.CRITICAL,
            "A log can be forged or planted in another account's name.",
            "Treat the object as evidence, not as a log: find the caller in S3's access log by the request id and close the way"
                    + " in (bucket policy, leaked credentials)."),
    /// The object is named like a session log.
    LOG_NAME(
            "LOG-NAME",
            "Object is not named like a session log",
            Severity.LOW,
            "It cannot be matched with a session, so it may stand in for one that is missing.",
            "Find out what wrote it; session logs are named <session id>.log directly under the prefix."),
    /// The log has content.
    LOG_EMPTY(
            "LOG-EMPTY",
            "Log is empty",
            Severity.MEDIUM,
            "The session took place and its record holds nothing.",
            "Look at the SSM Agent's log on the instance: a missing script program or a full disk are the usual causes."),
    /// The object is the first version under its key.
    LOG_OVERWRITTEN(
            "LOG-OVERWRITTEN",
            "Log replaces an earlier log of the same session",
            Severity.CRITICAL,
            "A session's record may have been replaced by a forged one; readers see the newest version.",
            "Compare the versions of the key and keep the earliest; find the caller in S3's access log by the request id.");

    private final String id;
    private final String title;
    private final Severity severity;
    private final String risk;
    private final String remedy;

    Rule(String id, String title, Severity severity, String risk, String remedy) {
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.risk = risk;
        this.remedy = remedy;
    }

    /// The stable id, such as `LOG-KEY`.
    public String id() {
        return id;
    }

    /// What is wrong, in one line.
    public String title() {
        return title;
    }

    /// How bad it is.
    public Severity severity() {
        return severity;
    }

    /// What is at stake.
    public String risk() {
        return risk;
    }

    /// What to do about it.
    public String remedy() {
        return remedy;
    }
}
