package io.sessionvault.bench;

import io.sessionvault.account.AccountId;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/// What it takes to prove who runs the agent and who starts sessions in an account of many roles and
/// policies, in a function of 512 MB.
final class CrowdedMember {
    static final String TABLE = "Proof of a crowded member";
    static final String ROW = "plan, 2,000 roles, 500 policies, 17 Regions";
    static final Column CPU = new Column("CPU (s)", 1);
    static final Column WALL = new Column("wall (s)", 1);
    static final Column RSS = new Column("peak RSS (MiB)", 0);

    private static final int MEGABYTES = 512;
    private static final int ROLES = 2000;
    private static final int POLICIES = 500;
    private static final int POLICIES_OF_A_ROLE = 5;
    private static final double MILLIS = 1000;
    private final Workbench bench;
    private final Report report;

    CrowdedMember(Workbench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /// Each role has five of the account's policies; one in ten may start sessions, one in twenty is
    /// a task's that runs the agent.
    ///
    /// @param vault a vault that governs 17 Regions
    void measure(StandInVault vault) {
        Table table =
                report.add(
                        new Table(
                                TABLE,
                                "A fresh process, one plan; the heap may take 85 % of the function's memory.",
                                List.of(CPU, WALL, RSS)));
        AccountId account = vault.account("crowded");
        fill(vault.iam(account), account);
        Variant small = vault.function("onboard-account", "OnboardAccount").withMemory(MEGABYTES);
        try (Running running = new Running(bench, small, vault.endpoint())) {
            double before = running.meter().cpuSeconds();
            Running.Answer answer = running.invoke(StandInVault.plan(account));
            table.add(ROW, CPU, running.meter().cpuSeconds() - before);
            table.add(ROW, WALL, answer.millis() / MILLIS);
            table.add(ROW, RSS, running.meter().peakMebibytes());
            if (!answer.body().contains("role task-0: attach policy")) {
                table.refuse(ROW, answer.body());
            }
        }
    }

    private static void fill(IamClient iam, AccountId account) {
        for (int policy = 0; policy < POLICIES; policy++) {
            String name = "team-" + policy;
            String document = policy(policy);
            iam.createPolicy(ask -> ask.policyName(name).policyDocument(document));
        }
        for (int role = 0; role < ROLES; role++) {
            boolean isTask = role % 20 == 0;
            String name = (isTask ? "task-" : "app-") + role;
            String trust =
                    """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                     "Principal": {"Service": "%s"}}}\
                    """
                            .formatted(isTask ? "ecs-tasks.amazonaws.com" : "lambda.amazonaws.com");
            iam.createRole(ask -> ask.roleName(name).assumeRolePolicyDocument(trust));
            String own = isTask ? "ssmmessages:*" : role % 10 == 1 ? "ssm:StartSession" : "s3:Get*";
            iam.putRolePolicy(ask ->
                    ask.roleName(name)
                            .policyName("own")
                            .policyDocument(
                                    """
                                    {"Version": "2012-10-17", "Statement":
                                     {"Effect": "Allow", "Action": "%s", "Resource": "*"}}\
                                    """
                                            .formatted(own)));
            for (int i = 0; i < POLICIES_OF_A_ROLE; i++) {
                String arn =
                        "arn:aws:iam::"
                                + account
                                + ":policy/team-"
                                + (role * POLICIES_OF_A_ROLE + i) % POLICIES;
                iam.attachRolePolicy(ask -> ask.roleName(name).policyArn(arn));
            }
        }
    }

    /// Some statements as teams write them: a table, a bucket with a condition, a denial.
    private static String policy(int number) {
        return """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"],
           "Resource": "arn:aws:dynamodb:*:*:table/team-%1$d-*"},
          {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
           "Resource": "arn:aws:s3:::team-%1$d/${aws:PrincipalTag/team}/*",
           "Condition": {"StringEquals": {"aws:ResourceTag/team": "%1$d"}}},
          {"Effect": "Allow", "Action": ["logs:*", "cloudwatch:PutMetricData", "kms:DescribeKey"],
           "Resource": "*"},
          {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::team-%1$d-secret/*",
           "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}\
        """
                .formatted(number);
    }
}
