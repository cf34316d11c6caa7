package io.sessionvault.local;

import static io.sessionvault.local.ComplianceUnderTest.CAPE_TOWN;
import static io.sessionvault.local.ComplianceUnderTest.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.aws.Json;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/// Whole compliance runs: the state machine of the template, its functions as packaged, on an
/// organization in which something is wrong or nothing is.
class ComplianceRulesTest {
    private static final String HOME = "us-east-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String LONDON = "eu-west-2";
    private static final String SAO_PAULO = "sa-east-1";
    private static final String PREFERENCES = "SSM-SessionManagerRunShell";

    /// Who uploaded an object is judged when it arrives (`CheckLogTest`), since S3 does not keep it;
    /// two others stand for a run that could not look, which other tests here arrange; no Region of
    /// this organization is closed (`ForwardingFindingsTest`).
    private static final Set<Rule> ELSEWHERE =
            EnumSet.of(
                    Rule.LOG_UPLOADER,
                    Rule.LOG_UNDETERMINED,
                    Rule.CHECK_FAILED,
                    Rule.IAM_CHANGES_LATE);

    @Test
    void findsNothingInACleanOrganization() {
        try (var compliance = new ComplianceUnderTest(HOME + "," + IRELAND, Map.of(), "payments")) {
            compliance.loggedSession("payments", IRELAND);
            JsonNode report = compliance.run("clean");
            assertThat(compliance.findings(report)).isEmpty();
            assertThat(report.at("/summary/covered").asBoolean()).isTrue();
            assertThat(report.at("/summary/accounts/COVERED").asInt()).isEqualTo(3);
            assertThat(report.at("/summary/sessions/logged").asInt()).isEqualTo(1);
            assertThat(report.at("/summary/logs/compliant").asInt()).isEqualTo(1);
        }
    }

    @Test
    void findsWhatIsPlantedForEveryRuleAndNothingElse() {
        try (var compliance =
                new ComplianceUnderTest(
                        String.join(",", HOME, IRELAND, FRANKFURT, SAO_PAULO, CAPE_TOWN),
                        Map.of("DefaultHostManagement", "manage"),
                        "logs",
                        "preferences",
                        "policy",
                        "roles",
                        "documents",
                        "shut",
                        "unseen")) {
            List<String> planted = new ArrayList<>();
            planted.addAll(plantSessions(compliance));
            planted.addAll(plantLogs(compliance));
            planted.addAll(plantPreferences(compliance));
            planted.addAll(plantIdentities(compliance));
            planted.addAll(plantRegions(compliance));
            planted.addAll(plantForwarding(compliance));
            planted.addAll(plantNodes(compliance));
            planted.addAll(plantHolds(compliance));
            planted.addAll(plantKeys(compliance));
            planted.addAll(plantSuppressions(compliance));
            planted.addAll(plantVault(compliance));
            JsonNode report = compliance.run("planted");
            assertThat(compliance.findings(report)).containsExactlyInAnyOrderElementsOf(planted);
            assertThat(
                            planted.stream()
                                    .map(line -> Rule.of(line.substring(0, line.indexOf(' '))))
                                    .distinct())
                    .as("every rule is planted")
                    .containsExactlyInAnyOrderElementsOf(
                            EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
            assertThat(report.at("/summary/covered").asBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HeadObject, AccessDenied, 403, LOG-UNDETERMINED payments us-east-1",
        "ListObjectVersions, InternalError, 500, CHECK-FAILED - -;VAULT-UNSEEN - -"
    })
    void callsUnknownWhatItCannotLookAt(
            String operation, String error, int status, String expected) {
        try (var compliance = new ComplianceUnderTest(HOME, Map.of(), "payments")) {
            compliance.loggedSession("payments", HOME);
            compliance
                    .vault
                    .aws()
                    .faults()
                    .fail(CallMatcher.operation("s3", operation), error, status, Integer.MAX_VALUE);
            JsonNode report = compliance.run("unseen");
            assertThat(compliance.findings(report)).containsExactly(expected.split(";", -1));
            assertThat(report.at("/summary/covered").asBoolean()).isFalse();
        }
    }

    @Test
    void repairsWhereItMayAndReportsWhatItDid() {
        try (var compliance =
                new ComplianceUnderTest(
                        HOME + "," + IRELAND, Map.of("ComplianceMode", "enforce"), "payments")) {
            compliance
                    .vault
                    .ssm(compliance.account("payments"), IRELAND)
                    .deleteDocument(ask -> ask.name(PREFERENCES));
            JsonNode report = compliance.run("repair");
            assertThat(compliance.findings(report)).isEmpty();
            assertThat(report.at("/summary/repairs").asInt()).isEqualTo(1);
        }
    }

    private static List<String> plantSessions(ComplianceUnderTest compliance) {
        compliance.session("logs", HOME);
        compliance.session("logs", HOME, "AWS-StartSSHSession", SessionStatus.TERMINATED);
        compliance.session(
                "logs", HOME, "AWS-StartPortForwardingSessionToSocket", SessionStatus.TERMINATED);
        compliance.session("logs", HOME, "AWS-StartInteractiveCommand", SessionStatus.TERMINATED);
        compliance.session("logs", HOME, PREFERENCES, SessionStatus.FAILED);
        compliance.session("logs", HOME, PREFERENCES, SessionStatus.FAILED, Duration.ofSeconds(15));
        compliance.session(
                "logs", HOME, PREFERENCES, SessionStatus.TERMINATED, Duration.ofSeconds(1));
        compliance.session(
                "logs", HOME, "AmazonECS-ExecuteInteractiveCommand", SessionStatus.TERMINATED);
        compliance.loggedSession("logs", HOME);
        return List.of(
                "SESSION-UNLOGGED logs " + HOME,
                "SESSION-UNLOGGED logs " + HOME,
                "SESSION-UNLOGGABLE logs " + HOME,
                "SESSION-UNLOGGABLE logs " + HOME,
                "SESSION-OTHER-DOCUMENT logs " + HOME,
                "SESSION-FAILED logs " + HOME,
                "SESSION-NO-SHELL logs " + HOME,
                "ECS-EXEC-NOT-LOGGED logs " + HOME);
    }

    private static List<String> plantLogs(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        AccountId account = compliance.account("logs");
        var agent = vault.agents().beforeThePolicy(account);
        agent.uploadEncrypted(
                compliance.key("logs", IRELAND, compliance.session("logs", IRELAND)),
                "x",
                "AES256",
                "");
        String otherKey =
                vault.kms(HOME).createKey(ask -> ask.description("another")).keyMetadata().arn();
        vault.agents()
                .beforeThePolicy(vault.account)
                .uploadEncrypted(
                        compliance.key("logs", IRELAND, compliance.session("logs", IRELAND)),
                        "x",
                        "aws:kms",
                        otherKey);
        agent.upload("elsewhere/ana.ruiz-0a.log", "x");
        agent.upload("999988887777/" + IRELAND + "/ana.ruiz-0a.log", "x");
        agent.upload(account + "/" + IRELAND + "/notes.txt", "x");
        agent.upload(compliance.key("logs", IRELAND, compliance.session("logs", IRELAND)), "");
        String twice = compliance.key("logs", IRELAND, compliance.session("logs", IRELAND));
        agent.upload(twice, "what was done");
        agent.upload(twice, "something else");
        String again = compliance.key("logs", IRELAND, compliance.session("logs", IRELAND));
        agent.upload(again, "what was done");
        agent.upload(again, "what was done");
        String deleted = compliance.key("logs", FRANKFURT, "ana.ruiz-0d");
        agent.upload(deleted, "x");
        vault.stack.s3().deleteObject(ask -> ask.bucket(vault.template.bucketName()).key(deleted));
        agent.upload(compliance.key("logs", SAO_PAULO, "ana.ruiz-0e"), "x");
        return List.of(
                "LOG-ENCRYPTION logs " + IRELAND,
                "LOG-KEY logs " + IRELAND,
                "LOG-PREFIX - -",
                "LOG-MEMBER 999988887777 -",
                "LOG-NAME logs " + IRELAND,
                "LOG-EMPTY logs " + IRELAND,
                "LOG-OVERWRITTEN logs " + IRELAND,
                "LOG-REPEATED logs " + IRELAND,
                "LOG-DELETED logs " + FRANKFURT,
                "LOG-WITHOUT-SESSION logs " + SAO_PAULO);
    }

    private static List<String> plantPreferences(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        AccountId account = compliance.account("preferences");
        vault.ssm(account, HOME).deleteDocument(ask -> ask.name(PREFERENCES));
        rewrite(
                vault.ssm(account, IRELAND),
                content ->
                        ((ObjectNode) content.path("inputs")).put("s3BucketName", "somewhere-else"),
                true);
        rewrite(
                vault.ssm(account, FRANKFURT),
                content -> {
                    ((ObjectNode) content.path("inputs")).put("s3BucketName", "{{ bucket }}");
                    ((ObjectNode) content)
                            .putObject("parameters")
                            .putObject("bucket")
                            .put("type", "String")
                            .put("description", "where to");
                },
                true);
        rewrite(
                vault.ssm(account, SAO_PAULO),
                content -> ((ObjectNode) content.path("inputs")).put("idleSessionTimeout", "33"),
                false);
        vault.aws().plantDocument(account, CAPE_TOWN, PREFERENCES, "no JSON");
        AccountId documents = compliance.account("documents");
        vault.ssm(documents, IRELAND)
                .createDocument(ask ->
                        ask.name("Team-Shell")
                                .documentType(DocumentType.SESSION)
                                .documentFormat(DocumentFormat.JSON)
                                .content(
                                        Json.write(
                                                Map.of(
                                                        "schemaVersion",
                                                        "1.0",
                                                        "sessionType",
                                                        "Standard_Stream",
                                                        "description",
                                                        "of the team",
                                                        "inputs",
                                                        Map.of("s3BucketName", "")))));
        String setting = "/ssm/managed-instance/default-ec2-instance-management-role";
        vault.ssm(documents, HOME).resetServiceSetting(ask -> ask.settingId(setting));
        vault.ssm(documents, FRANKFURT)
                .updateServiceSetting(
                        ask -> ask.settingId(setting).settingValue("service-role/OtherRole"));
        return List.of(
                "PREFERENCES-MISSING preferences " + HOME,
                "PREFERENCES-DRIFT preferences " + IRELAND,
                "PREFERENCES-PARAMETERS preferences " + FRANKFURT,
                "PREFERENCES-VERSION preferences " + SAO_PAULO,
                "PREFERENCES-UNUSABLE preferences " + CAPE_TOWN,
                "DOCUMENT-NOT-LOGGED documents " + IRELAND,
                "HOST-MANAGEMENT-OFF documents " + HOME,
                "HOST-MANAGEMENT-ROLE documents " + FRANKFURT);
    }

    private interface Edit {
        void apply(JsonNode content);
    }

    private static void rewrite(SsmClient ssm, Edit edit, boolean makeDefault) {
        JsonNode content =
                VaultUnderTest.json(
                        ssm.getDocument(ask -> ask.name(PREFERENCES).documentVersion("$LATEST"))
                                .content());
        edit.apply(content);
        String version =
                ssm.updateDocument(ask ->
                                ask.name(PREFERENCES)
                                        .documentVersion("$LATEST")
                                        .documentFormat(DocumentFormat.JSON)
                                        .content(content.toString()))
                        .documentDescription()
                        .documentVersion();
        if (makeDefault) {
            ssm.updateDocumentDefaultVersion(ask -> ask.name(PREFERENCES).documentVersion(version));
        }
    }

    private static List<String> plantIdentities(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        AccountId policy = compliance.account("policy");
        IamClient iam = vault.iam(policy);
        String arn = "arn:aws:iam::" + policy + ":policy/" + LogPolicy.NAME;
        ObjectNode document =
                (ObjectNode)
                        VaultUnderTest.json(
                                Json.write(
                                        Json.policy(
                                                iam.getPolicyVersion(ask ->
                                                                ask.policyArn(arn).versionId("v1"))
                                                        .policyVersion()
                                                        .document())));
        ((ArrayNode) document.path("Statement"))
                .addObject()
                .put("Sid", "More")
                .put("Effect", "Allow")
                .put("Action", "s3:GetObject")
                .put("Resource", "*");
        iam.createPolicyVersion(
                ask -> ask.policyArn(arn).policyDocument(document.toString()).setAsDefault(true));
        AccountId roles = compliance.account("roles");
        vault.workload(roles)
                .instanceRole(
                        "late-comer", List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        vault.workload(roles)
                .instanceRole("denied", List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        IamClient rolesIam = vault.iam(roles);
        rolesIam.attachRolePolicy(ask ->
                ask.roleName("denied")
                        .policyArn("arn:aws:iam::" + roles + ":policy/" + LogPolicy.NAME));
        rolesIam.putRolePolicy(ask ->
                ask.roleName("denied")
                        .policyName("NoLogs")
                        .policyDocument(
                                Json.write(
                                        Map.of(
                                                "Version",
                                                "2012-10-17",
                                                "Statement",
                                                List.of(
                                                        Map.of(
                                                                "Effect", "Deny",
                                                                "Action", "s3:PutObject",
                                                                "Resource", "*"))))));
        String people =
                Json.write(
                        Map.of(
                                "Statement",
                                Map.of(
                                        "Effect", "Allow",
                                        "Principal", Map.of("AWS", "*"),
                                        "Action", "sts:AssumeRole")));
        String sessions =
                Json.write(
                        Map.of(
                                "Statement",
                                Map.of(
                                        "Effect", "Allow",
                                        "Action", "ssm:StartSession",
                                        "Resource", "*")));
        IamClient tailored = vault.iam(compliance.account("roles"));
        tailored.createRole(ask -> ask.roleName("operators").assumeRolePolicyDocument(people));
        tailored.putRolePolicy(
                ask -> ask.roleName("operators").policyName("Sessions").policyDocument(sessions));
        AccountId shut = compliance.account("shut");
        IamClient shutIam = vault.iam(shut);
        String role = "SessionVaultMember";
        shutIam.listRolePolicies(ask -> ask.roleName(role))
                .policyNames()
                .forEach(name ->
                        shutIam.deleteRolePolicy(ask -> ask.roleName(role).policyName(name)));
        shutIam.deleteRole(ask -> ask.roleName(role));
        AccountId unseen = compliance.account("unseen");
        vault.aws()
                .faults()
                .fail(
                        CallMatcher.operation("ssm", "DescribeSessions")
                                .and(CallMatcher.account(unseen.value()))
                                .and(CallMatcher.region(IRELAND)),
                        "AccessDeniedException",
                        400,
                        Integer.MAX_VALUE);
        return List.of(
                "ACCOUNT-POLICY policy -",
                "ROLE-WITHOUT-POLICY roles -",
                "ROLE-CANNOT-WRITE roles -",
                "STARTER-CANNOT-ENCRYPT roles -",
                "ACCOUNT-UNREACHABLE shut -",
                "ACCOUNT-UNSEEN unseen " + IRELAND);
    }

    private static List<String> plantRegions(ComplianceUnderTest compliance) {
        for (String name : List.of("opted-in", "opted-out")) {
            AccountId account = compliance.vault.memberWithAgents(name);
            compliance.accounts.put(name, account);
            compliance.govern(account);
        }
        compliance.optIn(compliance.account("opted-in"));
        AccountId excluded = compliance.account("preferences");
        compliance
                .vault
                .ssm(excluded, LONDON)
                .createDocument(ask ->
                        ask.name(PREFERENCES)
                                .documentType(DocumentType.SESSION)
                                .documentFormat(DocumentFormat.JSON)
                                .content(
                                        compliance
                                                .vault
                                                .ssm(compliance.account("documents"), IRELAND)
                                                .getDocument(read -> read.name(PREFERENCES))
                                                .content()));
        return List.of(
                "REGION-STILL-LOGS preferences " + LONDON,
                "REGION-OPTED-IN opted-in " + CAPE_TOWN,
                // What an unconfigured Region lacks, too.
                "HOST-MANAGEMENT-OFF opted-in " + CAPE_TOWN,
                "REGION-NOT-ENABLED opted-out " + CAPE_TOWN);
    }

    private static List<String> plantNodes(ComplianceUnderTest compliance) {
        LocalAws aws = compliance.vault.aws();
        AccountId roles = compliance.account("roles");
        AccountId policy = compliance.account("policy");
        aws.keep(roles, IRELAND, Vpc.closed("vpc-1"));
        aws.manage(roles, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "2.3.612.0");
        aws.manage(policy, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "3.3.2299.0");
        aws.faults()
                .fail(
                        CallMatcher.operation("ec2", "DescribeRouteTables")
                                .and(CallMatcher.account(policy.value())),
                        "UnauthorizedOperation",
                        403,
                        Integer.MAX_VALUE);
        return List.of(
                "NODES-CUT-OFF roles " + IRELAND,
                "AGENT-TOO-OLD roles " + IRELAND,
                "PREREQUISITES-UNSEEN policy -");
    }

    private static List<String> plantForwarding(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        EventBridgeClient ireland = events(vault, compliance.account("documents"), IRELAND);
        ireland.removeTargets(ask -> ask.rule("SessionVaultForwardsPreferences").ids("VaultBus"));
        EventBridgeClient frankfurt = events(vault, compliance.account("documents"), FRANKFURT);
        frankfurt.removeTargets(ask -> ask.rule("SessionVaultForwardsPreferences").ids("VaultBus"));
        frankfurt.deleteRule(ask -> ask.name("SessionVaultForwardsPreferences"));
        events(vault, compliance.account("documents"), HOME)
                .disableRule(ask -> ask.name("SessionVaultForwardsIam"));
        events(vault, compliance.account("roles"), HOME)
                .putTargets(ask ->
                        ask.rule("SessionVaultForwardsIam")
                                .targets(
                                        Target.builder()
                                                .id("VaultBus")
                                                .arn(
                                                        "arn:aws:events:us-east-1:999999999999:event-bus/theirs")
                                                .build()));
        return List.of(
                "FORWARDING-STOPPED documents " + IRELAND,
                "FORWARDING-STOPPED documents " + FRANKFURT,
                "FORWARDING-STOPPED documents " + HOME,
                "FORWARDING-STOPPED roles " + HOME);
    }

    private static EventBridgeClient events(
            VaultUnderTest vault, AccountId account, String region) {
        return vault.platform
                .endpoint()
                .client(
                        EventBridgeClient.builder(),
                        vault.administrator(account),
                        new RegionName(region));
    }

    private static List<String> plantHolds(ComplianceUnderTest compliance) {
        for (String name : List.of("let-go", "half-let-go")) {
            AccountId account = compliance.vault.memberWithAgents(name);
            compliance.accounts.put(name, account);
            compliance.optIn(account);
            compliance.govern(account);
        }
        compliance.vault.release(compliance.account("let-go"), Map.of());
        compliance.vault.release(
                compliance.account("half-let-go"), Map.of("regions", List.of(IRELAND)));
        return List.of("ACCOUNT-HELD let-go -", "REGION-HELD half-let-go " + IRELAND);
    }

    private static List<String> plantKeys(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        vault.administrationOnly(FRANKFURT);
        vault.kms(SAO_PAULO).disableKey(ask -> ask.keyId(vault.sessionKey(SAO_PAULO)));
        vault.kms(HOME)
                .createAlias(ask ->
                        ask.aliasName("alias/logs-of-sessions")
                                .targetKeyId(vault.template.physicalId("SessionKey", "Arn")));
        return Stream.concat(
                        Stream.of(
                                "KEY-REPLICA vault " + FRANKFURT,
                                "KEY-UNUSABLE vault " + SAO_PAULO),
                        // A key that cannot be used has nothing else to be put right.
                        Stream.of(IRELAND, FRANKFURT, CAPE_TOWN)
                                .map(region -> "KEY-ALIAS vault " + region))
                .toList();
    }

    private static List<String> plantSuppressions(ComplianceUnderTest compliance) {
        compliance.putReportsObject(
                "suppressions.json",
                Map.of(
                        "suppressions",
                        List.of(
                                Map.of(
                                        "rule", "SESSION-UNLOGGABLE",
                                        "reason", "until the proxy is gone",
                                        "expires", "2020-01-31"),
                                Map.of("rule", "SESSION-UNLOGGED", "reason", "no date"))));
        return List.of("SUPPRESSION-EXPIRED - -", "SUPPRESSION-INVALID - -");
    }

    private static List<String> plantVault(ComplianceUnderTest compliance) {
        VaultUnderTest vault = compliance.vault;
        S3Client s3 = vault.stack.s3();
        String bucket = vault.template.bucketName();
        s3.putBucketEncryption(ask ->
                ask.bucket(bucket)
                        .serverSideEncryptionConfiguration(is ->
                                is.rules(
                                        ServerSideEncryptionRule.builder()
                                                .applyServerSideEncryptionByDefault(by ->
                                                        by.sseAlgorithm(
                                                                ServerSideEncryption.AES256))
                                                .build())));
        vault.kms(HOME)
                .disableKeyRotation(
                        ask -> ask.keyId(vault.template.physicalId("BucketKey", "Arn")));
        ObjectNode policy =
                (ObjectNode)
                        VaultUnderTest.json(s3.getBucketPolicy(ask -> ask.bucket(bucket)).policy());
        ((ArrayNode) policy.path("Statement"))
                .addObject()
                .put("Sid", "BackDoor")
                .put("Effect", "Allow")
                .put("Principal", "*")
                .put("Action", "s3:ListBucket")
                .put("Resource", "arn:aws:s3:::" + bucket);
        s3.putBucketPolicy(ask -> ask.bucket(bucket).policy(policy.toString()));
        s3.putPublicAccessBlock(ask ->
                ask.bucket(bucket)
                        .publicAccessBlockConfiguration(is ->
                                is.blockPublicAcls(true)
                                        .ignorePublicAcls(true)
                                        .blockPublicPolicy(false)
                                        .restrictPublicBuckets(true)));
        s3.putObjectLockConfiguration(ask ->
                ask.bucket(bucket)
                        .objectLockConfiguration(is ->
                                is.objectLockEnabled("Enabled")
                                        .rule(rule ->
                                                rule.defaultRetention(for_ ->
                                                        for_.mode(
                                                                        ObjectLockRetentionMode
                                                                                .GOVERNANCE)
                                                                .days(1)))));
        s3.putBucketNotificationConfiguration(
                ask -> ask.bucket(bucket).notificationConfiguration(is -> {}));
        s3.putBucketVersioning(ask ->
                ask.bucket(bucket)
                        .versioningConfiguration(
                                is -> is.status(BucketVersioningStatus.SUSPENDED)));
        vault.stack
                .sqs()
                .sendMessage(ask ->
                        ask.queueUrl(
                                        vault.template.physicalId(
                                                "CheckLogDeadLetters", PhysicalIds.REF))
                                .messageBody("{}"));
        vault.aws()
                .faults()
                .fail(
                        CallMatcher.operation("s3", "GetBucketLifecycleConfiguration"),
                        "AccessDenied",
                        403,
                        Integer.MAX_VALUE);
        return Stream.of(
                        "VAULT-ENCRYPTION",
                        "VAULT-KEY",
                        "VAULT-POLICY",
                        "VAULT-PUBLIC-ACCESS",
                        "VAULT-LOCK",
                        "VAULT-NOTIFICATION",
                        "VAULT-VERSIONING",
                        "VAULT-QUEUE",
                        "VAULT-UNSEEN")
                .map(rule -> rule + " - -")
                .toList();
    }
}
