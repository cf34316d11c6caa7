package io.sessionvault.local.report;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.AccountState;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.local.aws.organizations.Organization;
import io.sessionvault.log.ForeignText;
import io.sessionvault.report.Report;
import io.sessionvault.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The reports that the page is tried on.
final class Samples {
    /// Texts that would do harm if they were taken for more than text, in any place of the page, as
    /// a report holds them.
    static final List<String> HOSTILE =
            Stream.of(
                            "<script>globalThis.taken = 1</script>",
                            "</script><img src=\"x\" onerror=\"globalThis.taken = 2\">",
                            "</style></title></svg></select><h1 onclick='globalThis.taken = 3'>",
                            "\" autofocus onfocus=\"globalThis.taken = 4",
                            "' onmouseover='globalThis.taken = 5",
                            "${globalThis.taken = 6} @if(true) {{7}}",
                            "<!-- &lt;b&gt; &amp; ]]>",
                            "prod\u202egnp.exe",
                            "line\u2028separator and\ttab",
                            "=HYPERLINK(\"javascript:globalThis.taken = 8\")",
                            "\ud83d\udc69\u200d\ud83d\udcbb \u5f00\u53d1 \u05d7\u05e9\u05d1\u05d5\u05df \u0639\u0645\u0644",
                            "W".repeat(200))
                    .map(ForeignText::escaped)
                    .toList();

    private static final List<RegionName> REGIONS =
            Stream.of(
                            "af-south-1",
                            "ap-east-1",
                            "ap-northeast-1",
                            "ap-northeast-2",
                            "ap-northeast-3",
                            "ap-south-1",
                            "ap-south-2",
                            "ap-southeast-1",
                            "ap-southeast-2",
                            "ap-southeast-3",
                            "ap-southeast-4",
                            "ap-southeast-5",
                            "ca-central-1",
                            "ca-west-1",
                            "eu-central-1",
                            "eu-central-2",
                            "eu-north-1",
                            "eu-south-1",
                            "eu-south-2",
                            "eu-west-1",
                            "eu-west-2",
                            "eu-west-3",
                            "il-central-1",
                            "me-central-1",
                            "me-south-1",
                            "mx-central-1",
                            "sa-east-1",
                            "us-east-1",
                            "us-east-2",
                            "us-west-2")
                    .map(RegionName::new)
                    .toList();

    private Samples() {}

    /// Each hostile text as a name, a resource, a detail, a reason, a repair and a notice.
    static Report hostile() {
        var sample = new SampleReport();
        var region = new RegionName("eu-central-1");
        for (var text : HOSTILE) {
            var account = sample.account(text, AccountState.ACTIVE, List.of(region));
            sample.fresh(Rule.SESSION_UNLOGGED, account, region, text, text);
            sample.finding(Rule.ACCOUNT_UNREACHABLE, account, null, text, text);
            sample.accepted(Rule.SESSION_UNLOGGABLE, account, region, text, text, text);
            sample.resolved(Rule.PREFERENCES_DRIFT, account, region, text, text);
            sample.outOfSight(Rule.SESSION_UNLOGGED, account, region, text, text);
            sample.repaired(account, text);
            sample.notice(text);
        }
        sample.day(SampleReport.TODAY, new SessionCount(12, 12, 0, 1));
        return sample.report();
    }

    /// An organization in which all is well.
    static Report covered() {
        var sample = new SampleReport();
        sample.account("workload", AccountState.ACTIVE, REGIONS.subList(0, 3));
        sample.account("former", AccountState.CLOSED, List.of());
        return sample.report();
    }

    /// An organization of that many accounts with 30 Regions, and of about that many findings.
    static Report large(int accounts, int findings) {
        var sample = new SampleReport();
        var random = sample.random();
        var ids =
                IntStream.range(0, accounts)
                        .mapToObj(number ->
                                sample.account(
                                        "workload-%03d-%s"
                                                .formatted(
                                                        number,
                                                        List.of("prod", "test", "dev")
                                                                .get(number % 3)),
                                        AccountState.ACTIVE,
                                        REGIONS.subList(0, number % 9 == 0 ? 21 : REGIONS.size())))
                        .toList();
        var rules =
                Arrays.stream(Rule.values())
                        .filter(rule -> !rule.id().startsWith("VAULT"))
                        .toList();
        for (int number = 0; number < findings; number++) {
            // Some rules and some accounts have most of the findings, as in life.
            var rule = rules.get((int) (rules.size() * Math.pow(random.nextDouble(), 3)));
            var account = ids.get((int) (accounts * 0.6 * Math.pow(random.nextDouble(), 2)));
            sample.finding(
                    rule,
                    account,
                    REGIONS.get(random.nextInt(21)),
                    "session-%05x".formatted(number),
                    "the session of arn:aws:sts::%s:assumed-role/Operator/ada on i-0b1946ac92492d234 by SSM-SessionManagerRunShell from 2026-11-23T13:32:11Z to 2026-11-23T14:02:11Z has no log %s/eu-west-1/session-%05x.log"
                            .formatted(account, account, number));
        }
        for (int age = 89; age >= 0; age--) {
            sample.day(
                    SampleReport.TODAY.minusDays(age),
                    new SessionCount(
                            2000 + random.nextInt(1500),
                            random.nextInt(60),
                            random.nextInt(90),
                            age == 0 ? 55 : 0));
        }
        return sample.report();
    }

    /// The first day of an organization of that many accounts with 30 Regions: nothing is governed.
    static Report firstDay(int accounts) {
        var sample = new SampleReport();
        for (int number = 0; number < accounts; number++) {
            var account =
                    sample.account("workload-%03d".formatted(number), AccountState.ACTIVE, REGIONS);
            sample.fresh(
                    Rule.ACCOUNT_POLICY,
                    account,
                    null,
                    "SessionVaultLogWriter",
                    "the account has no policy SessionVaultLogWriter");
            for (var region : REGIONS) {
                sample.fresh(
                        Rule.PREFERENCES_MISSING,
                        account,
                        region,
                        "SSM-SessionManagerRunShell",
                        "the Region has no document SSM-SessionManagerRunShell");
            }
        }
        return sample.report();
    }

    /// The organization of the README's picture.
    static Report typical() {
        var sample = new SampleReport();
        var random = sample.random();
        var home = regions("eu-central-1", "eu-west-1", "us-east-1");
        var wide = regions(Organization.DEFAULT_REGIONS.toArray(String[]::new));
        var ids = new ArrayList<AccountId>();
        for (var team :
                List.of(
                        "payments",
                        "ledger",
                        "identity",
                        "search",
                        "catalog",
                        "shipping",
                        "data-lake",
                        "analytics",
                        "mobile",
                        "partner-api")) {
            for (var stage : List.of("prod", "staging", "dev")) {
                ids.add(
                        sample.account(
                                team + "-" + stage,
                                AccountState.ACTIVE,
                                stage.equals("prod")
                                        ? wide
                                        : stage.equals("staging") ? wide.subList(6, 15) : home));
            }
        }
        var security = sample.account("security-tooling", AccountState.ACTIVE, wide);
        sample.account("network", AccountState.ACTIVE, wide);
        var lab = sample.account("acquired-lab", AccountState.ACTIVE, List.of());
        sample.account("old-website", AccountState.CLOSED, List.of());
        var frankfurt = new RegionName("eu-central-1");
        var ireland = new RegionName("eu-west-1");
        var virginia = new RegionName("us-east-1");
        var oregon = new RegionName("us-west-2");
        sample.fresh(
                Rule.LOG_OVERWRITTEN,
                ids.get(0),
                frankfurt,
                ids.get(0) + "/eu-central-1/ada-0f3c9a7be21d44c08.log",
                "expected the key's only version, found earlier versions; version 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY");
        sample.fresh(
                Rule.PREFERENCES_PARAMETERS,
                ids.get(3),
                ireland,
                "SSM-SessionManagerRunShell",
                "whoever starts a session chooses where it is logged or with which key it is encrypted by the parameters bucket");
        for (var session : List.of("grace-07b1c2d3", "ada-0c4d5e6f", "alan-01a2b3c4")) {
            sample.fresh(
                    Rule.SESSION_UNLOGGED,
                    ids.get(6),
                    virginia,
                    session,
                    session(
                            ids.get(6),
                            session,
                            "i-0b1946ac92492d234",
                            "2026-11-23T16:12:40Z",
                            "has no log " + ids.get(6) + "/us-east-1/" + session + ".log"));
        }
        sample.finding(
                Rule.SESSION_UNLOGGED,
                ids.get(18),
                oregon,
                "edsger-09f8e7d6",
                session(
                        ids.get(18),
                        "edsger-09f8e7d6",
                        "i-07cc4a2ef0e1d8b11",
                        "2026-11-21T09:55:02Z",
                        "has no log " + ids.get(18) + "/us-west-2/edsger-09f8e7d6.log"));
        sample.finding(
                Rule.ROLE_WITHOUT_POLICY,
                ids.get(6),
                null,
                "search-batch",
                "role search-batch can run the agent and has no policy SessionVaultLogWriter");
        sample.finding(
                Rule.PREFERENCES_DRIFT,
                ids.get(12),
                frankfurt,
                "SSM-SessionManagerRunShell",
                "these fields differ from the vault's: inputs.s3KeyPrefix");
        sample.finding(
                Rule.PREFERENCES_MISSING,
                ids.get(21),
                oregon,
                "SSM-SessionManagerRunShell",
                "the Region has no document SSM-SessionManagerRunShell");
        sample.finding(
                Rule.ACCOUNT_UNREACHABLE,
                lab,
                null,
                lab.value(),
                "cannot assume arn:aws:iam::"
                        + lab
                        + ":role/SessionVault: AccessDenied: not authorized to perform sts:AssumeRole: the role is missing, has another name, does not trust the vault's role and external id, or is a minute old; deploy stacks/member.yaml there, or correct MemberRoleName");
        sample.fresh(
                Rule.ACCOUNT_UNSEEN,
                ids.get(9),
                new RegionName("ap-southeast-2"),
                "sessions",
                "the history of sessions could not be read: AccessDeniedException: an explicit deny in a service control policy");
        sample.finding(
                Rule.SESSION_UNLOGGABLE,
                ids.get(15),
                ireland,
                "barbara-03d4e5f6",
                session(
                        ids.get(15),
                        "barbara-03d4e5f6",
                        "i-0aa9f7e3c1d25b440",
                        "2026-11-23T10:20:31Z",
                        "is of a kind that is never logged"));
        sample.accepted(
                Rule.SESSION_UNLOGGABLE,
                security,
                frankfurt,
                "scanner-0e1f2a3b",
                session(
                        security,
                        "scanner-0e1f2a3b",
                        "i-0c2d41f90b8ae6677",
                        "2026-11-23T03:00:12Z",
                        "is of a kind that is never logged"),
                "Nightly scanner; its own log goes to the SIEM. Agreed with Internal Audit.");
        sample.finding(
                Rule.LOG_EMPTY,
                ids.get(18),
                oregon,
                ids.get(18) + "/us-west-2/edsger-0b7a6958.log",
                "expected the session's output, found 0 bytes; version VXbmsKXHqN3EMQVLhDIpWzAHXvCmhKiq");
        sample.finding(
                Rule.STARTER_CANNOT_ENCRYPT,
                ids.get(27),
                null,
                "permission set Operators",
                "cannot kms:GenerateDataKey (needed in every Region): no statement of its identity policies allows it; allow it in the principal's own policies");
        sample.notice(
                "NOT PROVEN against service and resource control policies, which could not be read: organizations:ListPoliciesForTarget: AccessDeniedException; let the vault read them (docs/deploy.md, delegation policy)");
        sample.resolved(
                Rule.PREFERENCES_VERSION,
                ids.get(24),
                virginia,
                "SSM-SessionManagerRunShell",
                "the newest version is 4, the default one 3");
        sample.outOfSight(
                Rule.SESSION_UNLOGGED,
                ids.get(27),
                virginia,
                "john-0a9b8c7d",
                session(
                        ids.get(27),
                        "john-0a9b8c7d",
                        "i-05d1c0de77aa91b3e",
                        "2026-10-24T11:31:55Z",
                        "has no log " + ids.get(27) + "/us-east-1/john-0a9b8c7d.log"));
        sample.repaired(
                ids.get(24),
                "us-east-1: ~ document SSM-SessionManagerRunShell: default version 3 -> 4");
        for (int age = 29; age >= 0; age--) {
            var day = SampleReport.TODAY.minusDays(age);
            boolean weekend = day.getDayOfWeek().getValue() > 5;
            sample.day(
                    day,
                    new SessionCount(
                            weekend ? 30 + random.nextInt(25) : 150 + random.nextInt(110),
                            age == 1 ? 3 : age == 3 ? 1 : age == 17 ? 14 : 0,
                            random.nextInt(weekend ? 2 : 9),
                            age == 0 ? 11 : 0));
        }
        return sample.report();
    }

    /// As `SessionsAndLogs` of the product words it.
    private static String session(
            AccountId account, String session, String target, String end, String what) {
        return "the session of arn:aws:sts::%s:assumed-role/Operator/%s on %s by %s from %s to %s %s"
                .formatted(
                        account,
                        session.substring(0, session.indexOf('-')),
                        target,
                        what.startsWith("is of")
                                ? "AWS-StartSSHSession"
                                : "SSM-SessionManagerRunShell",
                        Instant.parse(end).minusSeconds(1754),
                        end,
                        what);
    }

    private static List<RegionName> regions(String... names) {
        return Stream.of(names).map(RegionName::new).toList();
    }
}
