package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.assume;
import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Requests.kmsThroughS3;
import static io.sessionvault.local.policies.Requests.kmsThroughSns;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.HOME;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The compliance run: what starts it, what its state machine does, and what its functions may.
final class ComplianceRows {
    private static final String DATA_KEY = "kms:GenerateDataKey";
    private static final String DECRYPT = "kms:Decrypt";
    private static final String RUN = "/runs/b5b1/";

    private final VaultWorld world;
    private final Actor owner;
    private final Actor machine;
    private final Actor schedule;
    private final Actor list;
    private final Actor sweep;
    private final Actor stored;
    private final Actor vault;
    private final Actor report;

    private ComplianceRows(VaultWorld world) {
        this.world = world;
        this.owner = world.vaultAdministrator();
        this.machine = world.stackRole("ComplianceStateMachineRole", "run");
        this.schedule = world.stackRole("ComplianceScheduleRole", "schedule");
        this.list = world.function("ListAccounts");
        this.sweep = world.function("SweepAccount");
        this.stored = world.function("CheckStoredLogs");
        this.vault = world.function("CheckVault");
        this.report = world.function("WriteReport");
    }

    static List<Row> of(VaultWorld world) {
        var rows = new ComplianceRows(world);
        return Stream.of(
                        rows.starting(),
                        rows.startingAfterAPause(),
                        rows.running(),
                        rows.children(),
                        rows.handingOn(),
                        rows.listing(),
                        rows.theTree(),
                        rows.sweeping(),
                        rows.judging(),
                        rows.lookingAtTheVault(),
                        rows.reporting(),
                        rows.encrypting())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> starting() {
        var scheduleRole = world.functionRole("ComplianceScheduleRole");
        return List.of(
                allowed(
                        "the vault's schedules take their role",
                        VaultWorld.scheduler("session-vault-compliance"),
                        assume(scheduleRole)),
                notAllowed(
                        "other schedules take that role",
                        VaultWorld.scheduler("default"),
                        assume(scheduleRole)),
                notAllowed("the owner takes that role", owner, assume(scheduleRole)),
                allowed(
                        "a schedule starts a run",
                        schedule,
                        call("states:StartExecution", world.machine())),
                notAllowed(
                        "a schedule starts another machine",
                        schedule,
                        call(
                                "states:StartExecution",
                                VaultWorld.ofVault(world.machine().arn() + "s"))),
                notAllowed(
                        "a schedule invokes a function",
                        schedule,
                        call("lambda:InvokeFunction", world.alias("SweepAccount"))),
                allowed(
                        "a schedule keeps what it could not start",
                        schedule,
                        call("sqs:SendMessage", world.queue("ComplianceDeadLetters"))),
                notAllowed(
                        "a schedule fills another queue",
                        schedule,
                        call("sqs:SendMessage", world.queue("OnboardAccountQueue"))));
    }

    private List<Row> startingAfterAPause() {
        var role = world.functionRole("RepairSwitchRuleRole");
        var rule = world.stackRole("RepairSwitchRuleRole", "rule");
        return List.of(
                allowed(
                        "the rule of the switch takes its role",
                        world.rule("RepairSwitchRule"),
                        assume(role)),
                notAllowed(
                        "a member's rule takes that role",
                        world.ruleOfMember("RepairSwitchRule"),
                        assume(role)),
                notAllowed("the owner takes the role of that rule", owner, assume(role)),
                allowed(
                        "the rule of the switch starts a run",
                        rule,
                        call("states:StartExecution", world.machine())),
                notAllowed(
                        "the rule of the switch starts another machine",
                        rule,
                        call(
                                "states:StartExecution",
                                VaultWorld.ofVault(world.machine().arn() + "s"))),
                notAllowed(
                        "the rule of the switch stops a run",
                        rule,
                        call(
                                "states:StopExecution",
                                VaultWorld.ofVault(
                                        world.machine()
                                                        .arn()
                                                        .replace(":stateMachine:", ":execution:")
                                                + ":b5b1"))),
                notAllowed(
                        "the rule of the switch turns it",
                        rule,
                        call("ssm:PutParameter", world.repairSwitch(""))),
                notAllowed(
                        "the rule of the switch fills a queue by its role",
                        rule,
                        call("sqs:SendMessage", world.queue("OnboardAccountQueue"))));
    }

    private List<Row> running() {
        var machineRole = world.functionRole("ComplianceStateMachineRole");
        var rows = new ArrayList<Row>();
        rows.add(
                allowed(
                        "Step Functions takes the machine's role",
                        world.stepFunctions(VAULT),
                        assume(machineRole)));
        rows.add(
                notAllowed(
                        "a member's machine takes that role",
                        world.stepFunctions(MEMBER),
                        assume(machineRole)));
        rows.add(notAllowed("the owner takes the machine's role", owner, assume(machineRole)));
        for (var function :
                List.of(
                        "ListAccounts",
                        "SweepAccount",
                        "CheckStoredLogs",
                        "CheckVault",
                        "WriteReport")) {
            rows.add(
                    allowed(
                            "a run invokes " + function,
                            machine,
                            call("lambda:InvokeFunction", world.alias(function))));
        }
        for (var function : List.of("OnboardAccount", "CheckLog")) {
            rows.add(
                    notAllowed(
                            "a run invokes " + function,
                            machine,
                            call("lambda:InvokeFunction", world.alias(function))));
        }
        for (var action :
                List.of(
                        "CreateLogDelivery",
                        "DeleteLogDelivery",
                        "DescribeLogGroups",
                        "DescribeResourcePolicies",
                        "GetLogDelivery",
                        "ListLogDeliveries",
                        "PutResourcePolicy",
                        "UpdateLogDelivery")) {
            rows.add(
                    allowed(
                            "a run has its log delivered: " + action,
                            machine,
                            call("logs:" + action, VaultWorld.anything())));
        }
        rows.add(
                notAllowed(
                        "a run reads the log of a function",
                        machine,
                        call("logs:GetLogEvents", world.functionLog("CheckLog"))));
        return rows;
    }

    private List<Row> children() {
        var execution = world.machine().arn().replace(":stateMachine:", ":execution:");
        var run = VaultWorld.ofVault(execution + ":b5b1");
        var child = VaultWorld.ofVault(execution + "/SweepAccounts:0d4c");
        var other = VaultWorld.ofVault(execution + "s:b5b1");
        return List.of(
                allowed(
                        "a run starts a child",
                        machine,
                        call("states:StartExecution", world.machine())),
                allowed("a run describes a run", machine, call("states:DescribeExecution", run)),
                allowed(
                        "a run describes a child",
                        machine,
                        call("states:DescribeExecution", child)),
                allowed("a run stops a child", machine, call("states:StopExecution", child)),
                allowed("a run redrives a child", machine, call("states:RedriveExecution", child)),
                notAllowed("a run redrives itself", machine, call("states:RedriveExecution", run)),
                notAllowed(
                        "a run stops another machine's run",
                        machine,
                        call("states:StopExecution", other)),
                notAllowed(
                        "a run changes the machine",
                        machine,
                        call("states:UpdateStateMachine", world.machine())));
    }

    private List<Row> handingOn() {
        var rows = new ArrayList<Row>();
        rows.add(
                allowed(
                        "a run reads its list of accounts",
                        machine,
                        s3("s3:GetObject", reports(RUN + "accounts.json"))));
        rows.add(allowed("a run lists stored logs", machine, s3("s3:ListBucket", world.bucket())));
        rows.add(
                denied(
                        "a run reads a log",
                        machine,
                        s3("s3:GetObject", world.log(MEMBER)),
                        "OnlyTheReaderReadsLogs"));
        for (var folder : List.of("accounts/", "logs/")) {
            var file = reports(RUN + folder + "6e1d/SUCCEEDED_0.json");
            for (var action :
                    List.of(
                            "s3:PutObject",
                            "s3:GetObject",
                            "s3:ListMultipartUploadParts",
                            "s3:AbortMultipartUpload")) {
                rows.add(
                        allowed(
                                "a run keeps results below " + folder + ": " + action,
                                machine,
                                s3(action, file)));
            }
            rows.add(
                    notAllowed(
                            "a run deletes results below " + folder,
                            machine,
                            s3("s3:DeleteObject", file)));
        }
        for (var key : List.of(RUN + "accounts.json", RUN + "report.json", "/suppressions.json")) {
            rows.add(notAllowed("a run writes " + key, machine, s3("s3:PutObject", reports(key))));
        }
        return rows;
    }

    private List<Row> listing() {
        return List.of(
                allowed(
                        "the listing lists accounts",
                        list,
                        call("organizations:ListAccounts", VaultWorld.anything())),
                allowed(
                        "the listing lists the Regions of the partition",
                        list,
                        call(
                                "account:ListRegions",
                                VaultWorld.ofVault("arn:aws:account::" + VAULT + ":account"))),
                notAllowed(
                        "the listing lists the Regions of a member",
                        list,
                        call(
                                "account:ListRegions",
                                VaultWorld.ofMember("arn:aws:account::" + MEMBER + ":account"))),
                notAllowed(
                        "the listing enables a Region",
                        list,
                        call(
                                "account:EnableRegion",
                                VaultWorld.ofVault("arn:aws:account::" + VAULT + ":account"))),
                allowed(
                        "the listing asks for the switch",
                        list,
                        call("ssm:GetParameter", world.repairSwitch(""))),
                notAllowed(
                        "the listing asks for another parameter",
                        list,
                        call("ssm:GetParameter", world.repairSwitch("ed"))),
                notAllowed(
                        "the listing turns the switch",
                        list,
                        call("ssm:PutParameter", world.repairSwitch(""))),
                allowed(
                        "the listing reads when the last run was",
                        list,
                        s3("s3:GetObject", reports("/latest.json"))),
                allowed(
                        "the listing reads who was live in earlier runs",
                        list,
                        s3("s3:GetObject", reports("/members.json"))),
                notAllowed(
                        "the listing reads a report",
                        list,
                        s3("s3:GetObject", reports(RUN + "report.json"))),
                allowed(
                        "the listing tells absent from forbidden",
                        list,
                        s3("s3:ListBucket", reports(""))),
                allowed(
                        "the listing writes the list",
                        list,
                        s3("s3:PutObject", reports(RUN + "accounts.json"))),
                allowed(
                        "the listing leaves the control policies",
                        list,
                        s3("s3:PutObject", reports(RUN + "control-policies.json"))),
                allowed(
                        "the listing tells who the members are",
                        list,
                        s3("s3:PutObject", reports("/members.json"))),
                denied(
                        "the owner tells who the members are",
                        owner,
                        s3("s3:PutObject", reports("/members.json")),
                        "OnlyTheListingTellsWhoTheMembersAre"),
                denied(
                        "the owner brings an earlier list of members back",
                        owner,
                        s3("s3:DeleteObjectVersion", reports("/members.json")),
                        "NobodyDeletesWhoTheMembersAre"),
                denied(
                        "the owner hides the list of members",
                        owner,
                        s3("s3:DeleteObject", reports("/members.json")),
                        "NobodyDeletesWhoTheMembersAre"),
                denied(
                        "the owner holds an account",
                        owner,
                        s3("s3:PutObject", reports("/holds/410987654321.json")),
                        "OnlyTheOnboardingHolds"),
                denied(
                        "the owner brings an earlier hold back",
                        owner,
                        s3("s3:DeleteObjectVersion", reports("/holds/410987654321.json")),
                        "NobodyBringsAnEarlierHoldBack"),
                allowed(
                        "the owner lifts a hold that cannot be read",
                        owner,
                        s3("s3:DeleteObject", reports("/holds/410987654321.json"))),
                allowed(
                        "the owner deletes suppressions beside that",
                        owner,
                        s3("s3:DeleteObject", reports("/suppressions.json"))),
                allowed(
                        "the owner writes suppressions beside that",
                        owner,
                        s3("s3:PutObject", reports("/suppressions.json"))),
                notAllowed(
                        "the listing writes a report",
                        list,
                        s3("s3:PutObject", reports(RUN + "report.json"))),
                notAllowed(
                        "the listing forgets the last run",
                        list,
                        s3("s3:PutObject", reports("/latest.json"))));
    }

    private List<Row> theTree() {
        var rows = new ArrayList<Row>();
        VaultWorld.readsOfTheTree()
                .forEach((action, target) -> {
                    var call = call("organizations:" + action, target);
                    rows.add(
                            action.equals("ListParents")
                                    ? notAllowed("the listing asks for a parent", list, call)
                                    : allowed("the listing reads the tree: " + action, list, call));
                });
        rows.add(
                notAllowed(
                        "the listing moves an account",
                        list,
                        call("organizations:MoveAccount", VaultWorld.accountInOrganization())));
        return rows;
    }

    private List<Row> sweeping() {
        return List.of(
                allowed(
                        "the sweep learns an account's tags",
                        sweep,
                        call(
                                "organizations:ListTagsForResource",
                                VaultWorld.accountInOrganization())),
                notAllowed(
                        "the sweep tags an account",
                        sweep,
                        call("organizations:TagResource", VaultWorld.accountInOrganization())
                                .without("aws:RequestTag/*", "aws:TagKeys")),
                allowed(
                        "the sweep asks for the switch",
                        sweep,
                        call("ssm:GetParameter", world.repairSwitch(""))),
                notAllowed(
                        "the sweep turns the switch",
                        sweep,
                        call("ssm:PutParameter", world.repairSwitch(""))),
                allowed(
                        "the sweep finds the logs of sessions",
                        sweep,
                        s3("s3:ListBucket", world.bucket())),
                denied(
                        "the sweep reads a log",
                        sweep,
                        s3("s3:GetObject", world.log(MEMBER)),
                        "OnlyTheReaderReadsLogs"),
                allowed(
                        "the sweep stores a large result",
                        sweep,
                        s3("s3:PutObject", reports(RUN + "results/accounts/" + MEMBER + ".json"))),
                notAllowed(
                        "the sweep stores another part's result",
                        sweep,
                        s3("s3:PutObject", reports(RUN + "results/vault.json"))),
                allowed(
                        "the sweep reads the run's control policies",
                        sweep,
                        s3("s3:GetObject", reports(RUN + "control-policies.json"))),
                notAllowed(
                        "the sweep writes the run's control policies",
                        sweep,
                        s3("s3:PutObject", reports(RUN + "control-policies.json"))),
                notAllowed(
                        "the sweep reads a result",
                        sweep,
                        s3("s3:GetObject", reports(RUN + "results/accounts/1.json"))));
    }

    private List<Row> judging() {
        var log = world.log(MEMBER);
        return List.of(
                notAllowed(
                        "the check of stored logs looks at whatever version is the newest",
                        stored,
                        s3("s3:GetObject", log)),
                allowed(
                        "the check of stored logs looks at a version",
                        stored,
                        s3("s3:GetObjectVersion", log)),
                allowed(
                        "the check of stored logs tells absent from forbidden",
                        stored,
                        s3("s3:ListBucket", world.bucket())),
                allowed(
                        "the check of stored logs lists versions",
                        stored,
                        s3("s3:ListBucketVersions", world.bucket())),
                denied(
                        "the check of stored logs plants one",
                        stored,
                        Requests.put(log, world.bucketKey().arn()),
                        "VaultAccountWritesUnderItsOwnPrefix"),
                allowed(
                        "the check of stored logs asks about an account that is not live",
                        stored,
                        call("organizations:DescribeAccount", VaultWorld.accountInOrganization())),
                notAllowed(
                        "the check of stored logs lists the organization",
                        stored,
                        call("organizations:ListAccounts", VaultWorld.anything())),
                allowed(
                        "the check of stored logs reads the list of accounts",
                        stored,
                        s3("s3:GetObject", reports(RUN + "accounts.json"))),
                allowed(
                        "the check of stored logs reads which Regions there are, and who was live in earlier runs",
                        stored,
                        s3("s3:GetObject", reports("/members.json"))),
                denied(
                        "the check of stored logs tells who was live in earlier runs",
                        stored,
                        s3("s3:PutObject", reports("/members.json")),
                        "OnlyTheListingTellsWhoTheMembersAre"),
                notAllowed(
                        "the check of stored logs reads a report",
                        stored,
                        s3("s3:GetObject", reports(RUN + "report.json"))),
                allowed(
                        "the check of stored logs stores a large result",
                        stored,
                        s3("s3:PutObject", reports(RUN + "results/logs/0f.json"))),
                notAllowed(
                        "the check of stored logs writes a report",
                        stored,
                        s3("s3:PutObject", reports(RUN + "report.json"))));
    }

    private List<Row> lookingAtTheVault() {
        var rows = new ArrayList<Row>();
        for (var setting :
                List.of(
                        "BucketNotification",
                        "BucketObjectLockConfiguration",
                        "BucketPolicy",
                        "BucketPublicAccessBlock",
                        "BucketVersioning",
                        "EncryptionConfiguration",
                        "LifecycleConfiguration")) {
            rows.add(
                    allowed(
                            "the check of the vault reads the " + setting,
                            vault,
                            s3("s3:Get" + setting, world.bucket())));
            rows.add(
                    notAllowed(
                            "the check of the vault puts the " + setting,
                            vault,
                            s3("s3:Put" + setting, world.bucket())));
        }
        for (var key : List.of(world.bucketKey(), world.sessionKey(), world.sessionKeyAbroad())) {
            for (var action : List.of("DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus")) {
                rows.add(
                        allowed(
                                "the check of the vault may " + action + " of " + key.arn(),
                                vault,
                                Requests.kms("kms:" + action, key)));
            }
        }
        for (var queue :
                List.of(
                        world.queue("OnboardAccountQueue"),
                        world.queue("OnboardAccountDeadLetters"),
                        world.queue("ReactionQueue"),
                        world.queue("ReactionDeadLetters"),
                        world.queue("CheckLogQueue"),
                        world.queue("CheckLogDeadLetters"),
                        world.queue("ComplianceDeadLetters"))) {
            rows.add(
                    allowed(
                            "the check of the vault looks at " + queue.arn(),
                            vault,
                            call("sqs:GetQueueAttributes", queue)));
            rows.add(
                    notAllowed(
                            "the check of the vault takes from " + queue.arn(),
                            vault,
                            call("sqs:ReceiveMessage", queue)));
        }
        rows.add(
                allowed(
                        "the check of the vault reads how fast changes are followed",
                        vault,
                        call("cloudwatch:GetMetricStatistics", VaultWorld.anything())));
        rows.add(
                allowed(
                        "the check of the vault reads the encryption without a bucket policy",
                        vault,
                        s3("s3:GetEncryptionConfiguration", world.bucketWithoutPolicy())));
        rows.add(
                allowed(
                        "the check of the vault lists versions",
                        vault,
                        s3("s3:ListBucketVersions", world.bucket())));
        rows.add(
                denied(
                        "the check of the vault reads a log",
                        vault,
                        s3("s3:GetObject", world.log(MEMBER)),
                        "OnlyTheReaderReadsLogs"));
        rows.add(
                allowed(
                        "the check of the vault stores a large result",
                        vault,
                        s3("s3:PutObject", reports(RUN + "results/vault.json"))));
        rows.add(
                notAllowed(
                        "the check of the vault writes a report",
                        vault,
                        s3("s3:PutObject", reports(RUN + "report.json"))));
        return rows.stream().distinct().toList();
    }

    private List<Row> reporting() {
        var findings = "arn:aws:securityhub:" + HOME + ":" + VAULT + ":product/";
        var rows = new ArrayList<Row>();
        for (var key : List.of("logs/6e1d/manifest.json", "results/vault.json", "report.json")) {
            rows.add(
                    allowed(
                            "the report reads a run's " + key,
                            report,
                            s3("s3:GetObject", reports(RUN + key))));
        }
        for (var key : List.of("/suppressions.json", "/latest.json", "/security-hub.json")) {
            rows.add(allowed("the report reads " + key, report, s3("s3:GetObject", reports(key))));
        }
        rows.add(
                allowed(
                        "the report tells absent from forbidden",
                        report,
                        s3("s3:ListBucket", reports(""))));
        for (var key :
                List.of(
                        RUN + "report.json",
                        RUN + "report.junit.xml",
                        "/latest.json",
                        "/security-hub.json")) {
            rows.add(allowed("the report writes " + key, report, s3("s3:PutObject", reports(key))));
        }
        for (var key :
                List.of(RUN + "accounts.json", RUN + "results/vault.json", "/suppressions.json")) {
            rows.add(
                    notAllowed(
                            "the report writes " + key, report, s3("s3:PutObject", reports(key))));
        }
        rows.add(
                allowed(
                        "the report tells what is new",
                        report,
                        call("sns:Publish", world.topic())));
        rows.add(
                notAllowed(
                        "the report publishes elsewhere",
                        report,
                        call(
                                "sns:Publish",
                                VaultWorld.ofVault(
                                        "arn:aws:sns:" + HOME + ":" + VAULT + ":another-topic"))));
        rows.add(
                allowed(
                        "the report imports findings",
                        report,
                        call(
                                "securityhub:BatchImportFindings",
                                VaultWorld.ofVault(findings + VAULT + "/default"))));
        rows.add(
                notAllowed(
                        "the report imports findings of another product",
                        report,
                        call(
                                "securityhub:BatchImportFindings",
                                VaultWorld.ofVault(findings + "aws/guardduty"))));
        return rows;
    }

    /// Everybody encrypts what it writes; only who has to read may decrypt, and nobody a log.
    private List<Row> encrypting() {
        var reports = reports("");
        var topic = world.topic().arn();
        var rows = new ArrayList<Row>();
        for (var actor : List.of(machine, list, sweep, stored, vault, report)) {
            rows.add(
                    allowed(
                            name(actor) + " encrypts what it writes",
                            actor,
                            throughS3(DATA_KEY, reports)));
        }
        for (var actor : List.of(machine, list, sweep, stored, report)) {
            rows.add(
                    allowed(
                            name(actor) + " decrypts what it reads",
                            actor,
                            throughS3(DECRYPT, reports)));
        }
        rows.add(
                notAllowed(
                        "the look at the vault decrypts reports",
                        vault,
                        throughS3(DECRYPT, reports)));
        rows.add(
                denied(
                        "the check of stored logs decrypts a log",
                        stored,
                        throughS3(DECRYPT, world.bucket()),
                        "UseNoKeyOfTheVaultButForReports"));
        rows.add(
                denied(
                        "the check of stored logs joins a session",
                        stored,
                        Requests.kmsOfSession(DECRYPT, world.sessionKey()),
                        "UseNoKeyOfTheVaultButForReports"));
        rows.add(
                allowed(
                        "the report encrypts its message",
                        report,
                        kmsThroughSns(DATA_KEY, world.bucketKey(), HOME, topic)));
        rows.add(
                notAllowed(
                        "the report decrypts by itself",
                        report,
                        Requests.kms(DECRYPT, world.bucketKey())));
        return rows;
    }

    private Request throughS3(String action, Target bucket) {
        return kmsThroughS3(action, world.bucketKey(), HOME, bucket);
    }

    private static String name(Actor actor) {
        return actor.principal().orElseThrow();
    }

    private Target reports(String path) {
        return world.otherBucket("ReportsBucket", path);
    }
}
