package io.sessionvault.local.policies;

import static io.sessionvault.local.policies.Requests.call;
import static io.sessionvault.local.policies.Requests.overHttp;
import static io.sessionvault.local.policies.Requests.s3;
import static io.sessionvault.local.policies.Row.allowed;
import static io.sessionvault.local.policies.Row.denied;
import static io.sessionvault.local.policies.Row.notAllowed;
import static io.sessionvault.local.policies.VaultWorld.MEMBER;
import static io.sessionvault.local.policies.VaultWorld.VAULT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Queues, topic, and the buckets beside the one of the logs.
final class PlumbingRows {
    private static final List<String> RULES =
            List.of(
                    "AccountLifecycleRule",
                    "VaultAccountRule",
                    "LogArrivalRule",
                    "RepairSwitchRule",
                    "MemberChangeRule");

    private final VaultWorld world;
    private final Actor member;
    private final Actor owner;

    private PlumbingRows(VaultWorld world) {
        this.world = world;
        this.member = world.memberAdministrator();
        this.owner = world.vaultAdministrator();
    }

    static List<Row> of(VaultWorld world) {
        var rows = new PlumbingRows(world);
        return Stream.of(rows.queues(), rows.topic(), rows.reports(), rows.accessLogs())
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> queues() {
        var rows = new ArrayList<Row>();
        for (var queue : List.of("OnboardAccountQueue", "OnboardAccountDeadLetters")) {
            rows.addAll(queue(queue, Set.of("AccountLifecycleRule", "VaultAccountRule")));
        }
        for (var queue : List.of("CheckLogQueue", "CheckLogDeadLetters")) {
            rows.addAll(queue(queue, Set.of("LogArrivalRule")));
        }
        for (var queue : List.of("ReactionQueue", "ReactionDeadLetters")) {
            rows.addAll(queue(queue, Set.of("MemberChangeRule")));
        }
        rows.addAll(queue("ComplianceDeadLetters", Set.of("RepairSwitchRule")));
        return rows;
    }

    private List<Row> queue(String name, Set<String> senders) {
        var send = call("sqs:SendMessage", world.queue(name));
        var rows = new ArrayList<Row>();
        for (var rule : RULES) {
            var row = rule + " fills " + name;
            rows.add(
                    senders.contains(rule)
                            ? allowed(row, world.rule(rule), send)
                            : notAllowed(row, world.rule(rule), send));
        }
        rows.add(notAllowed("a member fills " + name, member, send));
        rows.add(
                notAllowed(
                        "a member reads " + name,
                        member,
                        call("sqs:ReceiveMessage", world.queue(name))));
        return rows;
    }

    private List<Row> topic() {
        var publish = call("sns:Publish", world.topic());
        return List.of(
                allowed("an alarm is published", VaultWorld.alarm(VAULT), publish),
                notAllowed(
                        "another account's alarm is published", VaultWorld.alarm(MEMBER), publish),
                notAllowed("a member publishes", member, publish));
    }

    private List<Row> reports() {
        var report = world.otherBucket("ReportsBucket", "/report.json");
        return List.of(
                allowed("the owner reads a report", owner, s3("s3:GetObject", report)),
                notAllowed("a member reads a report", member, s3("s3:GetObject", report)),
                denied(
                        "the owner lists reports over http",
                        owner,
                        overHttp(s3("s3:ListBucket", world.otherBucket("ReportsBucket", ""))),
                        "NobodyUsesPlainHttp"),
                denied(
                        "the owner reads a report over http",
                        owner,
                        overHttp(s3("s3:GetObject", report)),
                        "NobodyUsesPlainHttp"));
    }

    private List<Row> accessLogs() {
        var log = world.otherBucket("AccessLogBucket", "/vault/2026-11-24-00-00-00-0A1B");
        var deliver = s3("s3:PutObject", log);
        var reports = world.otherBucket("ReportsBucket", "").arn();
        return List.of(
                allowed(
                        "S3 delivers the vault's access logs",
                        VaultWorld.accessLogging(VAULT, world.bucket().arn()),
                        deliver),
                allowed(
                        "S3 delivers the reports' access logs",
                        VaultWorld.accessLogging(VAULT, reports),
                        deliver),
                notAllowed(
                        "S3 delivers another bucket's access logs",
                        VaultWorld.accessLogging(VAULT, "arn:aws:s3:::another-bucket"),
                        deliver),
                notAllowed(
                        "S3 delivers another account's access logs",
                        VaultWorld.accessLogging(MEMBER, world.bucket().arn()),
                        deliver),
                notAllowed("a member writes an access log", member, deliver),
                allowed("the owner reads an access log", owner, s3("s3:GetObject", log)),
                denied(
                        "the owner deletes an access log",
                        owner,
                        s3("s3:DeleteObject", log),
                        "NobodyDeletesAccessLogs"),
                denied(
                        "the owner deletes a version of one",
                        owner,
                        s3("s3:DeleteObjectVersion", log),
                        "NobodyDeletesAccessLogs"),
                denied(
                        "the owner lists access logs over http",
                        owner,
                        overHttp(s3("s3:ListBucket", world.otherBucket("AccessLogBucket", ""))),
                        "NobodyUsesPlainHttp"),
                denied(
                        "the owner reads an access log over http",
                        owner,
                        overHttp(s3("s3:GetObject", log)),
                        "NobodyUsesPlainHttp"));
    }
}
