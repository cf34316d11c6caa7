package io.sessionvault.rule;

import java.util.Arrays;
import java.util.List;

/// The catalogue of rules. The ids are stable: findings, reports, alarms and docs refer to them.
///
/// A command in a remedy stands between backquotes. Words in capitals in it are filled in for each
/// finding, see [Remedy]. The controls are those of CIS Critical Security Controls v8, NIST SP
/// 800-53 Rev. 5, PCI DSS v4.0 and the SOC 2 trust services criteria that a broken rule touches.
public enum Rule {
    /// The object is encrypted with SSE-KMS.
    LOG_ENCRYPTION(
            "LOG-ENCRYPTION",
            "Log is not encrypted with SSE-KMS",
            Severity.HIGH,
            Meaning.BROKEN,
            "Whoever can read the bucket can read what was typed and shown in the session. Of a log that is encrypted twice"
                    + " (aws:kms:dsse) that is not so.",
            "If the finding says that it is encrypted twice, find who asks for that (S3's access log, by the request id): the agent"
                    + " repeats the bucket's default. Otherwise check that the bucket's default encryption is aws:kms with the vault's key and that the role of the instance"
                    + " may call s3:GetEncryptionConfiguration. The object itself can be re-encrypted in place (s3:UpdateObjectEncryption)"
                    + " once Object Lock holds it no more, and only after bucket and key policy allow it.",
            List.of("NIST 800-53 SC-28", "PCI DSS 3.5.1", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// The object is encrypted with the vault's own key.
    LOG_KEY(
            "LOG-KEY",
            "Log is encrypted with a key that is not the vault's",
            Severity.HIGH,
            Meaning.BROKEN,
            "The key's owner can make the log unreadable for the vault, and auditors may not be able to open it.",
            "Find who uploaded it with which key (S3's access log, by the request id), set the bucket default to the vault's full key"
                    + " ARN, and keep the other key alive until the object can be re-encrypted (Object Lock does not let it be changed).",
            List.of(
                    "NIST 800-53 SC-12",
                    "NIST 800-53 SC-28",
                    "PCI DSS 3.6.1",
                    "SOC 2 CC6.1",
                    "CIS Controls 3.11")),
    /// The key of the object begins with an account's prefix.
    LOG_PREFIX(
            "LOG-PREFIX",
            "Object lies outside every account's prefix",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "A log that no account's prefix holds is found by nobody who looks for that account's sessions.",
            "Where the finding says what the object looks like, do what it says there. A Region that AWS does not have was made up by whoever uploaded: find them in S3's access log by the key. Otherwise compare s3KeyPrefix in the preferences document of the uploading account with the vault's prefix pattern;"
                    + " onboard the account again to put it right.",
            List.of("NIST 800-53 AU-6", "PCI DSS 10.3.3", "SOC 2 CC7.2", "CIS Controls 8.9")),
    /// The account in the prefix is a live account of the organization.
    LOG_MEMBER(
            "LOG-MEMBER",
            "Prefix names no live account of the organization",
            Severity.HIGH,
            Meaning.BROKEN,
            "Somebody writes under the name of an account that is closed, has left, or never was a member.",
            "Look up the account in AWS Organizations. If it closed or left on the day of these logs, they are most likely"
                    + " its last ones: suppress the finding. Otherwise find the uploader, in the finding on arrival, for a"
                    + " stored log in S3's access log by its key, and remove its access to the bucket if it is not yours.",
            List.of("NIST 800-53 AU-10", "PCI DSS 10.3.2", "SOC 2 CC6.1", "CIS Controls 8.11")),
    /// The account in the prefix uploaded the object itself.
    LOG_UPLOADER(
            "LOG-UPLOADER",
            "Log was uploaded by another account than its prefix names",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "A log can be forged or planted in another account's name.",
            "If the finding names an AWS service, do what it says. Otherwise treat the object as evidence, not as a log: find the caller in S3's access log by the request id and close the way"
                    + " in (bucket policy, leaked credentials).",
            List.of("NIST 800-53 AU-10", "PCI DSS 10.3.2", "SOC 2 CC6.1", "CIS Controls 8.11")),
    /// The object is named like a session log.
    LOG_NAME(
            "LOG-NAME",
            "Object is not named like a session log",
            Severity.LOW,
            Meaning.BROKEN,
            "It cannot be matched with a session, so it may stand in for one that is missing.",
            "Find out what wrote it; session logs are named <session id>.log directly under the prefix.",
            List.of("NIST 800-53 AU-6", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// The log has content.
    LOG_EMPTY(
            "LOG-EMPTY",
            "Log is empty",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "The session took place and its record holds nothing.",
            "Look at the SSM Agent's log on the instance: a missing script program or a full disk are the usual causes.",
            List.of("NIST 800-53 AU-12", "PCI DSS 10.2.1", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// The object is the first version under its key.
    LOG_OVERWRITTEN(
            "LOG-OVERWRITTEN",
            "Log replaces an earlier log of the same session",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "A session's record may have been replaced by a forged one; readers see the newest version.",
            "List the versions of the key (`aws s3api list-object-versions --region VAULT_REGION --bucket BUCKET "
                    + "--prefix=KEY`) and find when the session ended (`aws ssm describe-sessions --region REGION --state History "
                    + "--filters '[{\"key\": \"SessionId\", \"value\": \"SESSION\"}]'`). The record is the first version that came "
                    + "after the session's end; one that came before was planted. The time of a version whose ETag ends in a number "
                    + "of parts (-1, -2) is when its upload began. Find the callers in S3's access log by the request ids.",
            List.of("NIST 800-53 AU-9", "PCI DSS 10.3.2", "SOC 2 CC7.2", "CIS Controls 8.10")),
    /// No log came twice within a minute and with the same size.
    LOG_REPEATED(
            "LOG-REPEATED",
            "Log came twice within a minute",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Most likely the agent got no answer and sent its log again. Somebody who replaces a log at once, and keeps its"
                    + " size, looks the same, and readers see the newest version.",
            "Object Lock keeps all versions; the record is the first that came after the session's end. Whoever may read "
                    + "logs compares the two (`for id in $(aws s3api list-object-versions --region VAULT_REGION --bucket BUCKET "
                    + "--prefix=KEY --query 'Versions[].VersionId' --output text); do aws s3api get-object --region VAULT_REGION "
                    + "--bucket BUCKET --key=KEY --version-id=$id version-$id.log; done`): with the same bytes, and the same "
                    + "requester in S3's access log, suppress the finding. Otherwise do as for LOG-OVERWRITTEN.",
            List.of("NIST 800-53 AU-9", "PCI DSS 10.3.2", "SOC 2 CC7.2", "CIS Controls 8.10")),
    /// The key's newest version is a delete marker that the bucket's lifecycle did not set.
    LOG_DELETED(
            "LOG-DELETED",
            "Log was deleted before its time",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "A delete marker hides the log from whoever lists the bucket: a session looks as if it "
                    + "had never been recorded.",
            "The earlier version is still there. Find the caller in S3's access log by the key, then list the versions "
                    + "(`aws s3api list-object-versions --region VAULT_REGION --bucket BUCKET --prefix=KEY`) and have the marker "
                    + "removed by whoever may change the bucket policy.",
            List.of("NIST 800-53 AU-9", "PCI DSS 10.3.2", "SOC 2 CC7.2", "CIS Controls 8.10")),
    /// What S3 and Organizations tell about a stored log is enough for a verdict.
    LOG_UNDETERMINED(
            "LOG-UNDETERMINED",
            "Stored log could not be judged",
            Severity.HIGH,
            Meaning.UNKNOWN,
            "Nobody knows whether the log is what it should be.",
            "The finding says what stood in the way. A 403 means that the bucket policy or the role "
                    + "of the check changed; anything else is usually gone on the next run.",
            List.of("NIST 800-53 AU-6", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// Systems Manager's history knows the session of each recent log.
    LOG_WITHOUT_SESSION(
            "LOG-WITHOUT-SESSION",
            "Log belongs to no known session",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Somebody who may write under the prefix may have planted it, or Systems Manager lost the "
                    + "session from its history.",
            "Look for StartSession with this session id in CloudTrail of that account and Region (`aws cloudtrail "
                    + "lookup-events --region REGION --lookup-attributes AttributeKey=EventName,AttributeValue=StartSession`). "
                    + "Without one, treat the object as planted and find its uploader in S3's access log. In a Region that the "
                    + "account has not enabled there are no sessions: unless somebody has disabled it since the log was written "
                    + "(CloudTrail, DisableRegion), the object is planted.",
            List.of("NIST 800-53 AU-10", "PCI DSS 10.3.2", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// A finished session's log is in the vault when the grace time is over.
    SESSION_UNLOGGED(
            "SESSION-UNLOGGED",
            "Session has no log",
            Severity.HIGH,
            Meaning.BROKEN,
            "Nobody can tell what was done in this session.",
            "Ask the owner of the session and look at the SSM Agent's log on the target "
                    + "(/var/log/amazon/ssm/amazon-ssm-agent.log): a failed upload is written only there, and "
                    + "the local copy of the log may still be under /var/lib/amazon/ssm. Where the finding says "
                    + "that the session failed, or that an error was stored, read that error and see "
                    + "whether the program script is on the target and its disk has room (Linux: command -v "
                    + "script; df /var/lib/amazon/ssm): without either no log is made, and whoever is root can "
                    + "remove the one and fill the other. Then see the other findings of the account and Region.",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 AU-14",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// No session is of a type that Session Manager cannot log.
    SESSION_UNLOGGABLE(
            "SESSION-UNLOGGABLE",
            "Session of a kind that is never logged",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Port forwarding and SSH over Session Manager leave no record of what passed through.",
            "Deny ssm:StartSession on the document that the finding names, and on AWS-StartSSHSession "
                    + "and AWS-StartPortForwardingSession*, to everybody who does not need them (a service "
                    + "control policy does it for all accounts); suppress the finding for those who do.",
            List.of(
                    "NIST 800-53 AU-14",
                    "NIST 800-53 AC-17",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC6.6",
                    "CIS Controls 8.2")),
    /// A session by another document than the preferences has its log in the vault.
    SESSION_OTHER_DOCUMENT(
            "SESSION-OTHER-DOCUMENT",
            "Session by another document has no log",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Sessions by other documents than the preferences are logged only if that document says "
                    + "so.",
            "Give the document the vault's bucket, prefix and key, or deny ssm:StartSession on it (in "
                    + "IAM: the resource document/NAME).",
            List.of("NIST 800-53 AU-12", "PCI DSS 10.2.1", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// No session failed without a log.
    SESSION_FAILED(
            "SESSION-FAILED",
            "Failed session has no log",
            Severity.LOW,
            Meaning.UNKNOWN,
            "A session that fails within its first minute usually never got a shell, but one whose log "
                    + "could not be made counts as failed, too.",
            "Look at the target's SSM Agent log and at the error that the agent stored in the vault, "
                    + "PREFIX/Standard_Stream/stderr. Where it says that log data cannot be made, install the "
                    + "program script on the target. Many of these in one Region mean that users are locked "
                    + "out: reconcile the account.",
            List.of("NIST 800-53 AU-5", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// No session was over before it can have had a shell.
    SESSION_NO_SHELL(
            "SESSION-NO-SHELL",
            "Session of a second or two has no log",
            Severity.LOW,
            Meaning.UNKNOWN,
            "It most likely never had a shell: the AWS CLI without its plugin starts a session and ends "
                    + "it at once. A program could have typed something all the same.",
            "Ask the owner of the session, and install the Session Manager plugin where the AWS CLI "
                    + "lacks it (session-manager-plugin --version). Many of them by one owner, or other "
                    + "findings of the account and Region that say that logs are lost, make them sessions "
                    + "without a log.",
            List.of("NIST 800-53 AU-12", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// A session in a container has its log in the vault.
    ECS_EXEC_NOT_LOGGED(
            "ECS-EXEC-NOT-LOGGED",
            "Session in a container has no log in the vault",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "The vault cannot tell what was done in the container. Preferences do not reach ECS Exec: "
                    + "AWS's document cannot be given a bucket.",
            "Logging of ECS Exec is a setting of the cluster: `aws ecs update-cluster --region REGION --cluster CLUSTER "
                    + "--configuration '{\"executeCommandConfiguration\": {\"logging\": \"OVERRIDE\", \"logConfiguration\": "
                    + "{\"cloudWatchLogGroupName\": \"LOG_GROUP\"}}}'`. The task's role needs logs:DescribeLogGroups, "
                    + "logs:CreateLogStream, logs:DescribeLogStreams and logs:PutLogEvents, and its image the program script. The "
                    + "vault's bucket can be named there (s3BucketName, s3KeyPrefix) only with ObjectLock=none: the agent in a "
                    + "container sends no checksum, which Object Lock demands. So a session that ssm:StartSession starts on a task "
                    + "(target ecs:...) is never logged there: deny ssm:StartSession on arn:aws:ecs:*:*:task/*. For logs that are "
                    + "kept elsewhere, suppress the finding and say where. Otherwise deny ecs:ExecuteCommand to everybody who does "
                    + "not need it.",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 AU-14",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// The vault can enter every live account of the organization.
    ACCOUNT_UNREACHABLE(
            "ACCOUNT-UNREACHABLE",
            "Account cannot be entered",
            Severity.HIGH,
            Meaning.UNKNOWN,
            "Nobody knows whether the account's sessions are logged, and nothing there is repaired.",
            "The finding names the step, the error, and what to do about it: by the error it is STS that is off in the "
                    + "Region, a control policy, the hub role, or the role in the account. Then see whether it is open: `aws lambda "
                    + "invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT --cli-read-timeout 310 --cli-binary-format "
                    + "raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", \"mode\": \"plan\"}' out.json`",
            List.of("NIST 800-53 AU-6", "NIST 800-53 CM-8", "SOC 2 CC7.1", "CIS Controls 8.11")),
    /// Every part of an account that matters to session logging can be read.
    ACCOUNT_UNSEEN(
            "ACCOUNT-UNSEEN",
            "Part of an account could not be looked at",
            Severity.HIGH,
            Meaning.UNKNOWN,
            "What could not be read may be wrong, and nobody would know.",
            "The finding names the call and the error. A denial means that the member role lacks a "
                    + "permission (compare with stacks/member.yaml) or that a service control policy denies it; "
                    + "throttling is gone on the next run.",
            List.of("NIST 800-53 AU-6", "SOC 2 CC7.1", "CIS Controls 8.11")),
    /// The account has the policy SessionVaultLogWriter as the vault writes it.
    ACCOUNT_POLICY(
            "ACCOUNT-POLICY",
            "Logging policy is missing or differs",
            Severity.HIGH,
            Meaning.BROKEN,
            "Instances of this account cannot write their logs, or may write more than theirs.",
            "Reconcile the account: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`. Then find out who changed the policy (CloudTrail, CreatePolicyVersion).",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 CM-6",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC8.1",
                    "CIS Controls 8.2")),
    /// Each role that can run the SSM Agent carries the logging policy.
    ROLE_WITHOUT_POLICY(
            "ROLE-WITHOUT-POLICY",
            "Role that can run the agent lacks the logging policy",
            Severity.HIGH,
            Meaning.BROKEN,
            "Sessions on instances with this role are refused, or their logs are lost.",
            "Reconcile the account: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`, or attach the policy to the role: `aws iam attach-role-policy "
                    + "--role-name=ROLE --policy-arn arn:PARTITION:iam::ACCOUNT:policy/SessionVaultLogWriter`",
            List.of("NIST 800-53 AU-12", "PCI DSS 10.2.1", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// Each role that can run the SSM Agent can do all that writing a log takes.
    ROLE_CANNOT_WRITE(
            "ROLE-CANNOT-WRITE",
            "Role has the logging policy and still cannot write logs",
            Severity.HIGH,
            Meaning.BROKEN,
            "Logs of instances with this role are lost, or their users are locked out once "
                    + "preferences ask for encryption.",
            "The finding names the statement that denies it, or the context key on which it depends: "
                    + "change that policy, or except the vault's bucket and keys from it.",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 AC-6",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// Each principal that starts or receives sessions can use the session key.
    STARTER_CANNOT_ENCRYPT(
            "STARTER-CANNOT-ENCRYPT",
            "Somebody who starts or receives sessions cannot use the session key",
            Severity.MEDIUM,
            Meaning.ADVICE,
            "Sessions are logged, but their stream is not encrypted with the session key in the "
                    + "Regions that the finding names: preferences that name the key would lock this principal "
                    + "out. Where they name it already, it cannot open sessions.",
            "Give the principal the permission that the finding spells out, or remove the denial that "
                    + "it names; a permission set is edited in IAM Identity Center. The next reconciliation "
                    + "then adds the key (see docs/onboarding.md, SessionEncryption).",
            List.of(
                    "NIST 800-53 SC-8",
                    "NIST 800-53 AC-6",
                    "PCI DSS 4.2.1",
                    "SOC 2 CC6.7",
                    "CIS Controls 3.10")),
    /// Each governed Region has the document SSM-SessionManagerRunShell.
    PREFERENCES_MISSING(
            "PREFERENCES-MISSING",
            "Region has no session preferences",
            Severity.HIGH,
            Meaning.BROKEN,
            "Sessions in this Region are not logged at all.",
            "Reconcile the account: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 CM-6",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// The preferences name the vault's bucket, the account's prefix and the Region's session
    /// key.
    PREFERENCES_DRIFT(
            "PREFERENCES-DRIFT",
            "Session preferences differ from the vault's",
            Severity.HIGH,
            Meaning.BROKEN,
            "Sessions in this Region are logged elsewhere, unencrypted, or not at all.",
            "Find out who changed the document (CloudTrail, UpdateDocument), then reconcile the account: `aws lambda "
                    + "invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT --cli-read-timeout 310 --cli-binary-format "
                    + "raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", \"mode\": \"apply\"}' out.json`",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 CM-6",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC8.1",
                    "CIS Controls 8.2")),
    /// No parameter feeds a field of the preferences that decides where a session is logged or how it
    /// is encrypted.
    PREFERENCES_PARAMETERS(
            "PREFERENCES-PARAMETERS",
            "Session preferences let the caller choose",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "Whoever starts a session can pass parameters that send its log elsewhere, or decide how it "
                    + "is encrypted.",
            "Find out who changed the document (CloudTrail, UpdateDocument), then reconcile the account, which puts the "
                    + "vault's values in their place: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`",
            List.of(
                    "NIST 800-53 AU-9",
                    "NIST 800-53 CM-6",
                    "PCI DSS 10.3.2",
                    "SOC 2 CC8.1",
                    "CIS Controls 8.2")),
    /// The newest version of the preferences is the default one.
    PREFERENCES_VERSION(
            "PREFERENCES-VERSION",
            "Default version of the preferences is not the newest",
            Severity.HIGH,
            Meaning.BROKEN,
            "Sessions may use either version, so one of them may not be logged.",
            "Reconcile the account, or set the default: `aws ssm update-document-default-version --region REGION --name "
                    + "SSM-SessionManagerRunShell --document-version \"$(aws ssm describe-document --region REGION --name "
                    + "SSM-SessionManagerRunShell --query Document.LatestVersion --output text)\"`",
            List.of("NIST 800-53 CM-6", "PCI DSS 10.2.1", "SOC 2 CC8.1", "CIS Controls 8.2")),
    /// The preferences are a Session document in JSON that belongs to the account.
    PREFERENCES_UNUSABLE(
            "PREFERENCES-UNUSABLE",
            "Session preferences cannot be merged into",
            Severity.HIGH,
            Meaning.BROKEN,
            "The vault leaves the document alone, so sessions in this Region are logged as it says or "
                    + "not at all.",
            "The finding says what is wrong. Save what is needed of it, delete the document (`aws ssm delete-document "
                    + "--region REGION --name SSM-SessionManagerRunShell`) and reconcile the account.",
            List.of("NIST 800-53 CM-6", "PCI DSS 10.2.1", "SOC 2 CC8.1", "CIS Controls 8.2")),
    /// Each Session document of the account logs to the vault.
    DOCUMENT_NOT_LOGGED(
            "DOCUMENT-NOT-LOGGED",
            "Another Session document does not log to the vault",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Whoever may start sessions by this document can work without a record.",
            "Give its inputs the vault's bucket, the account's prefix and encryption, delete it (`aws ssm delete-document "
                    + "--region REGION --name=NAME`), or deny ssm:StartSession on it.",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 AU-14",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// Default Host Management is on with AWS's default role where the vault manages it.
    HOST_MANAGEMENT_OFF(
            "HOST-MANAGEMENT-OFF",
            "Default Host Management is off",
            Severity.LOW,
            Meaning.BROKEN,
            "Instances without a profile are not managed, although the vault is configured to manage "
                    + "them.",
            "Reconcile the account, or switch it on in Systems Manager (Fleet Manager, Account "
                    + "management, Default Host Management Configuration) with the role "
                    + "AWSSystemsManagerDefaultEC2InstanceManagementRole.",
            List.of("NIST 800-53 CM-6", "SOC 2 CC7.1", "CIS Controls 4.1")),
    /// Default Host Management is off or uses AWS's default role.
    HOST_MANAGEMENT_ROLE(
            "HOST-MANAGEMENT-ROLE",
            "Default Host Management uses another role",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "Instances without a profile run the agent with a role that the vault gives no logging "
                    + "policy, so their logs are lost.",
            "Attach the policy SessionVaultLogWriter to the role that the finding names, or set the default role: `aws ssm "
                    + "update-service-setting --region REGION --setting-id "
                    + "/ssm/managed-instance/default-ec2-instance-management-role --setting-value "
                    + "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole`",
            List.of("NIST 800-53 AU-12", "NIST 800-53 CM-6", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// The account is not held as a whole.
    ACCOUNT_HELD(
            "ACCOUNT-HELD",
            "Account is held",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "The vault governs nothing in the account: its sessions are logged as its owners like, or not "
                    + "at all.",
            "The finding names since when, why and by which request; the function's log has that request. If the account "
                    + "is to be governed again, let it go on: `aws lambda invoke --region VAULT_REGION --function-name "
                    + "ONBOARD_ACCOUNT --cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": "
                    + "\"ACCOUNT\", \"mode\": \"resume\"}' out.json`. If it is to stay so, suppress the finding.",
            List.of("NIST 800-53 AU-12", "NIST 800-53 CM-6", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// No governed Region is held.
    REGION_HELD(
            "REGION-HELD",
            "Region is held",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "The vault does not govern the Region: sessions there are logged as the account's owners like, "
                    + "or not at all. Where it was rolled back, they are logged as before, without the session key.",
            "The finding names since when, why and by which request; the function's log has that request. Where it was "
                    + "rolled back, it names the sessions that failed after a switch: find their cause first. If the Region is to be "
                    + "governed again, let it go on: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"resume\", \"regions\": [\"REGION\"]}' out.json`. If it is to stay so, suppress the finding.",
            List.of("NIST 800-53 AU-12", "NIST 800-53 CM-6", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// No Region that is not governed still logs to the vault.
    REGION_STILL_LOGS(
            "REGION-STILL-LOGS",
            "Region is not governed and still logs to the vault",
            Severity.LOW,
            Meaning.ADVICE,
            "Excluding a Region changes nothing in it. Nobody looks at its sessions, and whoever takes the policy or the key "
                    + "away locks them out.",
            "If sessions there are to be logged elsewhere, or not at all, let the Region go, first without confirm: `aws "
                    + "lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT --cli-read-timeout 310 "
                    + "--cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", \"mode\": \"release\", "
                    + "\"regions\": [\"REGION\"]}' out.json`. If they are to be logged to the vault, govern it: GovernedRegions and "
                    + "ExcludedRegions.",
            List.of("NIST 800-53 CM-6", "SOC 2 CC7.1", "CIS Controls 4.1")),
    /// Each rule of the members that forwards changes to the vault does.
    FORWARDING_STOPPED(
            "FORWARDING-STOPPED",
            "Changes are not forwarded to the vault",
            Severity.MEDIUM,
            Meaning.ADVICE,
            "A change there, such as a role that begins to run the agent or preferences that somebody changes, is seen by the next "
                    + "scheduled run instead of within minutes.",
            "Find who deleted, disabled or changed the rule (CloudTrail, DeleteRule, DisableRule, RemoveTargets, PutTargets), then deploy "
                    + "stacks/member.yaml there again: its StackSet needs an instance in the account and Region, with MemberEventBusArn "
                    + "(docs/deploy.md, Minutes, not a day). Where nothing is to be forwarded, switch Reactions off in the vault's stack.",
            List.of("NIST 800-53 SI-4", "NIST 800-53 CM-3", "SOC 2 CC7.1", "CIS Controls 8.2")),
    /// IAM's events of the account can be forwarded.
    IAM_CHANGES_LATE(
            "IAM-CHANGES-LATE",
            "IAM changes are seen by the scheduled run only",
            Severity.LOW,
            Meaning.ADVICE,
            "IAM's events exist in us-east-1 only, which is closed to the account: a role that begins to run the agent gets the logging "
                    + "policy from the next scheduled run, not within minutes.",
            "Nothing has to be done; suppress the finding. To have it otherwise, exempt the roles stacksets-exec-* and the members' role from the control "
                    + "policy that denies us-east-1, for events:*, and deploy stacks/member.yaml there.",
            List.of("NIST 800-53 SI-4", "SOC 2 CC7.1", "CIS Controls 8.2")),
    /// Managed nodes have a way to what a session and its log need.
    NODES_CUT_OFF(
            "NODES-CUT-OFF",
            "Managed nodes cannot reach what a session needs",
            Severity.HIGH,
            Meaning.BROKEN,
            "Without a way to s3 logs are lost, or sessions do not start once preferences ask for encryption; without one to ssm or "
                    + "ssmmessages they do not start at all, nor without one to kms where preferences name a key.",
            "In the VPC that the finding names, make an interface endpoint with private DNS for each of kms, ssm and ssmmessages that it names. For s3, "
                    + "give the subnets' route tables the gateway endpoint, which reaches buckets of its own Region only; where the vault's bucket is in another Region, "
                    + "a route that leaves the VPC is needed, or an interface endpoint with private DNS for s3 of that Region. If the nodes reach the service in "
                    + "another way that no route shows, such as names of a private hosted zone, suppress the finding.",
            List.of("NIST 800-53 AU-12", "PCI DSS 10.2.1", "SOC 2 CC7.2", "CIS Controls 8.2")),
    /// Each agent sends the checksum without which Object Lock takes no log.
    AGENT_TOO_OLD(
            "AGENT-TOO-OLD",
            "Agents are too old for a bucket with Object Lock",
            Severity.HIGH,
            Meaning.BROKEN,
            "The vault's bucket refuses what comes without a checksum: sessions run, and their logs are lost.",
            "Have State Manager update the SSM Agent of all nodes of the Region: `aws ssm create-association --region "
                    + "REGION --name AWS-UpdateSSMAgent --targets 'Key=instanceids,Values=*'`. Run Command does it for some "
                    + "(AWS-UpdateSSMAgent). The nodes with their versions: `aws ssm describe-instance-information --region REGION "
                    + "--query 'InstanceInformationList[].[AgentVersion,InstanceId]' --output text`",
            List.of(
                    "NIST 800-53 AU-12",
                    "NIST 800-53 SI-2",
                    "PCI DSS 10.2.1",
                    "SOC 2 CC7.2",
                    "CIS Controls 8.2")),
    /// Managed nodes and their networks can be looked at.
    PREREQUISITES_UNSEEN(
            "PREREQUISITES-UNSEEN",
            "Managed nodes or their network could not be looked at",
            Severity.MEDIUM,
            Meaning.ADVICE,
            "Agents that are too old, and nodes that cannot reach what a session needs, are not found. What the vault sets is looked at all the same.",
            "A denial means that the member role is older than the vault (deploy stacks/member.yaml again: it needs ssm:DescribeInstanceInformation, "
                    + "ec2:DescribeInstances, ec2:DescribeRouteTables and ec2:DescribeVpcEndpoints) or that a control policy denies it; "
                    + "throttling is gone on the next run. Nodes in a VPC that another account shares can be judged by its owner only: see there, and suppress the finding.",
            List.of("NIST 800-53 AU-12", "SOC 2 CC7.1", "CIS Controls 8.2")),
    /// Each opt-in Region that the account enabled is configured.
    REGION_OPTED_IN(
            "REGION-OPTED-IN",
            "Region was opted in and is not configured",
            Severity.HIGH,
            Meaning.BROKEN,
            "Enabling a Region causes no event; sessions there are not logged until the account is "
                    + "reconciled.",
            "Reconcile the account: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`. If nobody needs the Region, disable it in the account.",
            List.of("NIST 800-53 CM-8", "PCI DSS 10.2.1", "SOC 2 CC7.1", "CIS Controls 8.2")),
    /// Each Region that the configuration lists by name is enabled in the account.
    REGION_NOT_ENABLED(
            "REGION-NOT-ENABLED",
            "Governed Region is not enabled in the account",
            Severity.LOW,
            Meaning.BROKEN,
            "The configuration lists a Region that the account does not have; it may be a slip of the "
                    + "pen.",
            "Correct GovernedRegions, or enable the Region in the account.",
            List.of("NIST 800-53 CM-6", "SOC 2 CC7.1", "CIS Controls 4.1")),
    /// The session key has a replica with the primary key's policy in each governed Region.
    KEY_REPLICA(
            "KEY-REPLICA",
            "Session key's replica is missing or differs",
            Severity.HIGH,
            Meaning.BROKEN,
            "Preferences in that Region cannot name the key, or clients and instances are refused and "
                    + "users locked out; without its tag, just-in-time node access cannot use the key.",
            "Reconcile the vault's account: `aws lambda invoke --region VAULT_REGION --function-name ONBOARD_ACCOUNT "
                    + "--cli-read-timeout 310 --cli-binary-format raw-in-base64-out --payload '{\"accountId\": \"VAULT_ACCOUNT\", "
                    + "\"mode\": \"apply\"}' out.json`",
            List.of("NIST 800-53 SC-12", "PCI DSS 3.6.1", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// The session key is enabled in each governed Region.
    KEY_UNUSABLE(
            "KEY-UNUSABLE",
            "Session key cannot be used in a Region",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "Every session in the Region fails to start, in every account.",
            "Cancel the key's deletion if it is on its way (`aws kms cancel-key-deletion --region REGION --key-id KEY`) "
                    + "and enable the key: `aws kms enable-key --region REGION --key-id KEY`. Then find out who changed it "
                    + "(CloudTrail, DisableKey or ScheduleKeyDeletion).",
            List.of("NIST 800-53 SC-12", "PCI DSS 3.6.1", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// Each alias of the primary session key names its replica in each governed Region.
    KEY_ALIAS(
            "KEY-ALIAS",
            "Session key's alias is missing or names another key",
            Severity.LOW,
            Meaning.BROKEN,
            "Whoever looks for the key by its alias finds another one or none.",
            "Reconcile the vault's account; where the alias names another key, delete it first: `aws kms delete-alias "
                    + "--region REGION --alias-name ALIAS`",
            List.of("NIST 800-53 SC-12", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// The vault's default encryption is aws:kms with the full ARN of the bucket's key.
    VAULT_ENCRYPTION(
            "VAULT-ENCRYPTION",
            "Vault's default encryption differs",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "Agents read it before each upload: logs arrive under another key or none, or sessions "
                    + "are refused.",
            "Restore it: `aws s3api put-bucket-encryption --region VAULT_REGION --bucket BUCKET "
                    + "--server-side-encryption-configuration '{\"Rules\": [{\"ApplyServerSideEncryptionByDefault\": "
                    + "{\"SSEAlgorithm\": \"aws:kms\", \"KMSMasterKeyID\": \"BUCKET_KEY\"}, \"BucketKeyEnabled\": true}]}'`, or "
                    + "deploy the stack's template again after detecting its drift. Then find the caller (CloudTrail, "
                    + "PutBucketEncryption).",
            List.of("NIST 800-53 SC-28", "PCI DSS 3.5.1", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// The vault's keys are enabled and rotate.
    VAULT_KEY(
            "VAULT-KEY",
            "Vault's key is not enabled or does not rotate",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "With a key that is disabled or about to be deleted no log can be written or read.",
            "Cancel the key's deletion if it is on its way (`aws kms cancel-key-deletion --region VAULT_REGION --key-id "
                    + "KEY`), enable the key (`aws kms enable-key --region VAULT_REGION --key-id KEY`) and let it rotate: `aws kms "
                    + "enable-key-rotation --region VAULT_REGION --key-id KEY`. Then find the caller in CloudTrail.",
            List.of("NIST 800-53 SC-12", "PCI DSS 3.6.1", "SOC 2 CC6.1", "CIS Controls 3.11")),
    /// The policies of the vault's bucket and keys mean what template.yaml deploys.
    VAULT_POLICY(
            "VAULT-POLICY",
            "Vault's bucket or key policy differs from the deployed one",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "The policies are what keeps accounts from forging, reading and deleting each other's "
                    + "logs, and what lets them write their own.",
            "The finding names the statements. Find the caller (CloudTrail, PutBucketPolicy or "
                    + "PutKeyPolicy), then restore the policy: detect the stack's drift and deploy the template "
                    + "again.",
            List.of(
                    "NIST 800-53 AU-9",
                    "NIST 800-53 AC-3",
                    "PCI DSS 10.3.1",
                    "SOC 2 CC6.1",
                    "CIS Controls 3.3")),
    /// All four settings of the vault's public access block are on.
    VAULT_PUBLIC_ACCESS(
            "VAULT-PUBLIC-ACCESS",
            "Vault's public access block is open",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "A single policy or ACL could make every session log public.",
            "Close it: `aws s3api put-public-access-block --region VAULT_REGION --bucket BUCKET "
                    + "--public-access-block-configuration "
                    + "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`",
            List.of("NIST 800-53 AC-3", "PCI DSS 10.3.1", "SOC 2 CC6.1", "CIS Controls 3.3")),
    /// Versioning of the vault is enabled.
    VAULT_VERSIONING(
            "VAULT-VERSIONING",
            "Vault's versioning is suspended",
            Severity.CRITICAL,
            Meaning.BROKEN,
            "An overwritten or deleted log is gone for good.",
            "Switch it on: `aws s3api put-bucket-versioning --region VAULT_REGION --bucket BUCKET "
                    + "--versioning-configuration Status=Enabled`",
            List.of("NIST 800-53 AU-9", "PCI DSS 10.3.2", "SOC 2 CC7.2", "CIS Controls 8.10")),
    /// Object Lock, its default retention and the lifecycle are what the parameters say.
    VAULT_LOCK(
            "VAULT-LOCK",
            "Vault's Object Lock or retention differs",
            Severity.HIGH,
            Meaning.BROKEN,
            "Logs can be deleted before the time for which they must be kept, or vanish earlier than "
                    + "anybody expects.",
            "Put Object Lock's configuration and the lifecycle back to the values of the parameters ObjectLock and "
                    + "RetentionDays, or deploy the template again. Logs that arrived meanwhile have another retention.",
            List.of("NIST 800-53 AU-11", "PCI DSS 10.5.1", "SOC 2 CC7.2", "CIS Controls 8.10")),
    /// The vault's bucket sends its events to EventBridge.
    VAULT_NOTIFICATION(
            "VAULT-NOTIFICATION",
            "Vault does not tell EventBridge of arrivals",
            Severity.HIGH,
            Meaning.BROKEN,
            "Logs arrive and nobody judges them.",
            "Deploy the template again. The weekly run judges the logs that arrived meanwhile; to do "
                    + "so now, start the state machine with {\"logs\": \"ALL\"}.",
            List.of("NIST 800-53 AU-6", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// The dead-letter queues are empty and no message waits for longer than its attempts take.
    VAULT_QUEUE(
            "VAULT-QUEUE",
            "Work of the vault is stuck in a queue",
            Severity.HIGH,
            Meaning.BROKEN,
            "An account is not onboarded, or a log has no verdict.",
            "docs/operations.md has a section for each queue: read the messages of the queue that the finding names, put "
                    + "right what they say, and redrive them (`aws sqs start-message-move-task --region VAULT_REGION --source-arn "
                    + "DEAD_LETTER_QUEUE`).",
            List.of("NIST 800-53 AU-5", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// Each setting of the vault can be read.
    VAULT_UNSEEN(
            "VAULT-UNSEEN",
            "Part of the vault could not be looked at",
            Severity.HIGH,
            Meaning.UNKNOWN,
            "What could not be read may be wrong, and nobody would know.",
            "The finding names the call and the error; the role of the check-vault function lacks a "
                    + "permission, or a policy denies it.",
            List.of("NIST 800-53 AU-6", "SOC 2 CC7.1", "CIS Controls 8.11")),
    /// Each part of the run finishes.
    CHECK_FAILED(
            "CHECK-FAILED",
            "Part of the run did not finish",
            Severity.HIGH,
            Meaning.UNKNOWN,
            "What this part should have looked at was not looked at.",
            "Open the run in Step Functions: the finding names the item and the error. Correct the cause, then start a new "
                    + "run; a run that was stopped can be redriven there.",
            List.of("NIST 800-53 AU-5", "SOC 2 CC7.2", "CIS Controls 8.11")),
    /// No suppression has expired.
    SUPPRESSION_EXPIRED(
            "SUPPRESSION-EXPIRED",
            "Suppression has expired",
            Severity.LOW,
            Meaning.BROKEN,
            "What was accepted for a time is accepted no more; the findings that it covered are open "
                    + "again.",
            "Decide again: put right what it covered and delete it from suppressions.json, or give it "
                    + "a new reason and date.",
            List.of("NIST 800-53 CA-5", "SOC 2 CC3.2", "CIS Controls 4.1")),
    /// Each suppression can be read and names rule, reason and date.
    SUPPRESSION_INVALID(
            "SUPPRESSION-INVALID",
            "Suppression cannot be read",
            Severity.MEDIUM,
            Meaning.BROKEN,
            "It suppresses nothing; whoever wrote it believes otherwise.",
            "The finding says what is wrong and where. Correct suppressions.json in the reports "
                    + "bucket; docs/compliance.md shows its form.",
            List.of("NIST 800-53 CA-5", "SOC 2 CC3.2", "CIS Controls 4.1"));

    private final String id;
    private final String title;
    private final Severity severity;
    private final Meaning meaning;
    private final String risk;
    private final String remedy;

    // List.of is immutable, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> controls;

    /// What a finding of a rule means.
    public enum Meaning {
        /// Something is not as it should be.
        BROKEN,
        /// It could not be told whether something is as it should be, which is never fine.
        UNKNOWN,
        /// Sessions are logged all the same; something beside it should be better.
        ADVICE
    }

    Rule(
            String id,
            String title,
            Severity severity,
            Meaning meaning,
            String risk,
            String remedy,
            List<String> controls) {
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.meaning = meaning;
        this.risk = risk;
        this.remedy = remedy;
        this.controls = controls;
    }

    /// The rule of an id.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Rule of(String id) {
        return Arrays.stream(values())
                .filter(rule -> rule.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule '" + id + "'"));
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

    /// What a finding of this rule means.
    public Meaning meaning() {
        return meaning;
    }

    /// What is at stake.
    public String risk() {
        return risk;
    }

    /// What to do about it.
    public String remedy() {
        return remedy;
    }

    /// The controls that it touches, such as `PCI DSS 10.2.1`.
    public List<String> controls() {
        return controls;
    }
}
