package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.FunctionDefinition.QueueSource;
import io.sessionvault.local.template.QueueDefinition.Redrive;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultStackTest {
    private static final ResolvedTemplate STACK = VaultStack.with();
    private static final String RUNBOOK =
            "https://git.example.com/session-vault/blob/main/docs/operations.md";
    private static final Map<String, String> WITHOUT_DATA =
            Map.of(
                    "NoLogsAlarm", "breaching",
                    "ComplianceOverdueAlarm", "breaching",
                    "UnloggedSessionsAlarm", "ignore",
                    "UnknownFindingsAlarm", "ignore");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z]+)}");

    @Test
    void givesOnboardAccountTheVariablesItReads() {
        assertThat(function("OnboardAccount").environment())
                .containsOnlyKeys(
                        "VAULT_ACCOUNT_ID",
                        "VAULT_BUCKET",
                        "BUCKET_KEY_ARN",
                        "SESSION_KEY_ARN",
                        "PREFIX_PATTERN",
                        "GOVERNED_REGIONS",
                        "EXCLUDED_REGIONS",
                        "HUB_ROLE_ARN",
                        "MEMBER_ROLE_NAME",
                        "EXTERNAL_ID",
                        "MODE",
                        "IDLE_SESSION_TIMEOUT",
                        "MAX_SESSION_DURATION",
                        "DEFAULT_HOST_MANAGEMENT",
                        "SESSION_ENCRYPTION",
                        "ORGANIZATION_ID",
                        "ONBOARDING_QUEUE_URL",
                        "REACTION_QUEUE_ARN",
                        "REACTION_QUEUE_URL",
                        "MEMBER_EVENT_BUS_ARN",
                        "COMPLIANCE_MODE",
                        "GRANT_IN_OBSERVE",
                        "REPAIR_SWITCH",
                        "REPORTS_BUCKET",
                        "WATCH_MINUTES",
                        "ROLL_BACK",
                        "SETTINGS_REVISION",
                        "ENDPOINT_URL",
                        "POWERTOOLS_SERVICE_NAME",
                        "POWERTOOLS_METRICS_NAMESPACE",
                        "POWERTOOLS_LOG_LEVEL")
                .containsEntry("VAULT_ACCOUNT_ID", "310987654321")
                .containsEntry("GOVERNED_REGIONS", "all")
                .containsEntry("REPAIR_SWITCH", "/session-vault/repair")
                .containsEntry("POWERTOOLS_SERVICE_NAME", "onboard-account");
    }

    @Test
    void givesCheckLogTheVariablesItReads() {
        assertThat(function("CheckLog").environment())
                .containsOnlyKeys(
                        "VAULT_ACCOUNT_ID",
                        "VAULT_BUCKET",
                        "BUCKET_KEY_ARN",
                        "PREFIX_PATTERN",
                        "VIOLATION_BUS",
                        "REPORTS_BUCKET",
                        "SETTINGS_REVISION",
                        "ENDPOINT_URL",
                        "POWERTOOLS_SERVICE_NAME",
                        "POWERTOOLS_METRICS_NAMESPACE",
                        "POWERTOOLS_LOG_LEVEL")
                .containsEntry("VAULT_BUCKET", "session-vault-310987654321-us-east-1")
                .containsEntry("POWERTOOLS_METRICS_NAMESPACE", "SessionVault")
                .containsEntry("POWERTOOLS_SERVICE_NAME", "check-log");
    }

    /// Source: each function's settings.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ListAccounts    | VAULT_ACCOUNT_ID REPORTS_BUCKET COMPLIANCE_MODE MODE REPAIR_SWITCH RUN_CONCURRENCY
                    CheckStoredLogs | VAULT_ACCOUNT_ID VAULT_BUCKET BUCKET_KEY_ARN PREFIX_PATTERN RETENTION_DAYS \
                    REPORTS_BUCKET
                    CheckVault      | VAULT_ACCOUNT_ID VAULT_BUCKET BUCKET_KEY_ARN SESSION_KEY_ARN PREFIX_PATTERN \
                    ORGANIZATION_ID READER_ROLE_ARN CHECK_LOG_ROLE_ARN CHECK_STORED_LOGS_ROLE_ARN ALARM_TOPIC_ARN OBJECT_LOCK REACTIONS \
                    RETENTION_DAYS WORK_QUEUE_URLS DEAD_LETTER_QUEUE_URLS REPORTS_BUCKET
                    WriteReport     | REPORTS_BUCKET ORGANIZATION_ID VAULT_ACCOUNT_ID VAULT_BUCKET BUCKET_KEY_ARN \
                    ONBOARD_ACCOUNT NOTIFICATION_TOPIC_ARN \
                    SECURITY_HUB RUNBOOK_URL
                    """)
    void givesTheFunctionsOfARunTheVariablesTheyRead(String function, String variables) {
        assertThat(ownVariables(function)).containsExactlyInAnyOrder(variables.split(" "));
    }

    @Test
    void givesTheSweepWhatTheOnboardingReadsAndItsOwn() {
        var onboarding = ownVariables("OnboardAccount");
        onboarding.removeAll(
                Set.of(
                        "MODE",
                        "ROLL_BACK",
                        "REACTION_QUEUE_ARN",
                        "COMPLIANCE_MODE",
                        "GRANT_IN_OBSERVE"));
        onboarding.addAll(Set.of("GRACE_MINUTES", "REPORTS_BUCKET", "OBJECT_LOCK"));
        assertThat(ownVariables("SweepAccount")).isEqualTo(onboarding);
        assertThat(function("SweepAccount").environment())
                .containsEntry("GRACE_MINUTES", "60")
                .containsEntry(
                        "MEMBER_EVENT_BUS_ARN",
                        "arn:aws:events:us-east-1:310987654321:event-bus/session-vault-members")
                .containsEntry("REPAIR_SWITCH", "/session-vault/repair")
                .containsEntry("REPORTS_BUCKET", "session-vault-310987654321-us-east-1-reports");
        assertThat(
                        VaultStack.properties(VaultStack.with("Reactions", "off"), "SweepAccount")
                                .at("/Environment/Variables/MEMBER_EVENT_BUS_ARN")
                                .asText("missing"))
                .isEmpty();
    }

    /// A reaction that grants nothing would only tell each account's drift, which the run does.
    @ParameterizedTest
    @CsvSource({"Mode, plan, false", "Mode, apply, true"})
    void handsAccountsToReactionsOnlyWhereTheyGrant(
            String parameter, String value, boolean handsOn) {
        assertThat(
                        VaultStack.properties(VaultStack.with(parameter, value), "SweepAccount")
                                .at("/Environment/Variables/REACTION_QUEUE_URL")
                                .asText())
                .matches(url -> url.isEmpty() != handsOn);
    }

    @Test
    void namesEveryQueueToTheCheckOfTheVault() {
        var environment = VaultStack.properties(STACK, "CheckVault").at("/Environment/Variables");
        var work = List.of(environment.path("WORK_QUEUE_URLS").asText().split(","));
        var dead = List.of(environment.path("DEAD_LETTER_QUEUE_URLS").asText().split(","));
        assertThat(Stream.concat(work.stream(), dead.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        STACK.queues().values().stream().map(QueueDefinition::url).toList());
        assertThat(dead).hasSize(4).allMatch(url -> url.endsWith("DeadLetters"));
    }

    @Test
    void describesTheFunctionsAsTheyRun() {
        assertThat(function("SweepAccount").timeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(function("SweepAccount").source()).isEmpty();
        var onboarding = function("OnboardAccount");
        assertThat(onboarding.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(onboarding.memoryMegabytes()).isEqualTo(1024);
        assertThat(onboarding.folder())
                .isEqualTo(VaultStack.ROOT.resolve("functions/onboard-account"));
        assertThat(onboarding.sources())
                .containsExactly(
                        new QueueSource("OnboardAccountQueue", 1),
                        new QueueSource("ReactionQueue", 1000));
        assertThat(function("CheckLog").source()).contains(new QueueSource("CheckLogQueue", 100));
    }

    @Test
    void runsEveryFunctionAsAPublishedJavaVersionThatReportsItsFailures() {
        for (var id : STACK.functions().keySet()) {
            var properties = VaultStack.properties(STACK, id);
            assertThat(properties.path("Runtime").asText()).as(id).isEqualTo("java25");
            assertThat(properties.path("AutoPublishAlias").asText()).as(id).isEqualTo("live");
            assertThat(properties.at("/SnapStart/ApplyOn").asText())
                    .as(id)
                    .isEqualTo("PublishedVersions");
            assertThat(properties.path("Events"))
                    .as(id)
                    .allSatisfy(event ->
                            assertThat(event.at("/Properties/FunctionResponseTypes"))
                                    .hasToString("[\"ReportBatchItemFailures\"]"));
            assertThat(VaultStack.TREE.at("/Resources/" + id + "/Metadata/BuildMethod").asText())
                    .isEqualTo("makefile");
        }
    }

    /// A version keeps the environment it was published with: each parameter has to change its description, which is
    /// the name of a document that is replaced when its text changes.
    @Test
    void publishesANewVersionForEachChangedSetting() {
        var settings =
                variables(
                        VaultStack.TREE
                                .at("/Resources/Settings/Properties/Content/description/Fn::Sub")
                                .asText());
        for (var id : STACK.functions().keySet()) {
            var function = VaultStack.TREE.at("/Resources/" + id + "/Properties");
            assertThat(function.at("/VersionDescription/Ref").asText())
                    .as(id)
                    .isEqualTo("Settings");
            // Lambda publishes no version of a function that has not changed, and CloudFormation
            // fails.
            assertThat(
                            VaultStack.TREE
                                    .at(
                                            "/Globals/Function/Environment/Variables/SETTINGS_REVISION/Ref")
                                    .asText())
                    .isEqualTo("Settings");
            assertThat(settings).as(id).containsAll(parametersBehind(function.path("Environment")));
        }
    }

    @ParameterizedTest
    @CsvSource({"Mode, plan", "GovernedRegions, eu-west-1", "Reactions, off", "RunConcurrency, 7"})
    void replacesTheSettingsWhenAParameterChanges(String parameter, String value) {
        assertThat(VaultStack.properties(VaultStack.with(parameter, value), "Settings"))
                .isNotEqualTo(VaultStack.properties(STACK, "Settings"));
        // With a name of its own it could not be replaced.
        assertThat(VaultStack.TREE.at("/Resources/Settings/Properties").has("Name")).isFalse();
        assertThat(VaultStack.TREE.at("/Resources/Settings/Properties").has("UpdateMethod"))
                .isFalse();
    }

    @Test
    void keepsWhatAFunctionCouldNotDo() {
        var onboarding = queue("OnboardAccountQueue");
        assertThat(onboarding.redrive()).contains(new Redrive("OnboardAccountDeadLetters", 14));
        assertThat(queue("CheckLogQueue").redrive())
                .contains(new Redrive("CheckLogDeadLetters", 8));
        assertThat(queue("OnboardAccountDeadLetters").redrive()).isEmpty();
        var fed =
                STACK.functions().values().stream()
                        .filter(function -> function.source().isPresent())
                        .toList();
        assertThat(fed).hasSize(2);
        for (var function : fed) {
            for (var each : function.sources()) {
                var source = queue(each.queue());
                assertThat(source.redrive()).as(each.queue()).isPresent();
                assertThat(source.visibilityTimeout())
                        .as("Lambda asks for six times the function's timeout")
                        .isGreaterThanOrEqualTo(function.timeout().multipliedBy(6));
            }
        }
        for (var rule : STACK.rules()) {
            var target = VaultStack.properties(STACK, rule.logicalId()).at("/Targets/0");
            var deadLetters =
                    switch (rule.target()) {
                        case RuleDefinition.Target.Queue(String id, var _) ->
                                queue(id).redrive().orElseThrow().deadLetterQueue();
                        case RuleDefinition.Target.StateMachine _ -> "ComplianceDeadLetters";
                    };
            assertThat(target.at("/DeadLetterConfig/Arn").asText())
                    .isEqualTo(queue(deadLetters).arn());
            assertThat(target.has("RetryPolicy")).isTrue();
        }
        for (var id : STACK.queues().keySet()) {
            assertThat(VaultStack.properties(STACK, id).path("SqsManagedSseEnabled").asBoolean())
                    .as(id)
                    .isTrue();
        }
    }

    /// A change waits for the queue's delay and the window, and then for the look: the sum has to stay
    /// below two minutes. Where little happens Lambda may wait for 20 seconds more.
    ///
    /// Source: Lambda developer guide, "Using Lambda with Amazon SQS", batching behaviour.
    @Test
    void looksAtAChangedAccountWithinTwoMinutes() {
        var change = VaultStack.properties(STACK, "OnboardAccount").at("/Events/Change/Properties");
        Duration window = Duration.ofSeconds(change.path("MaximumBatchingWindowInSeconds").asInt());
        assertThat(queue("ReactionQueue").delay().plus(window).plusSeconds(20))
                .isLessThanOrEqualTo(Duration.ofSeconds(80));
        assertThat(change.at("/ScalingConfig/MaximumConcurrency").asInt()).isEqualTo(2);
    }

    @Test
    void leavesMembersNoBusWithoutReactions() {
        var off = VaultStack.with("Reactions", "off");
        assertThat(off.logicalIds("AWS::Events::EventBus")).isEmpty();
        assertThat(off.logicalIds("AWS::Events::EventBusPolicy")).isEmpty();
        assertThat(off.rules()).noneMatch(rule -> rule.bus().isPresent());
        var onboarding = Optional.ofNullable(off.functions().get("OnboardAccount")).orElseThrow();
        assertThat(onboarding.sources()).containsExactly(new QueueSource("OnboardAccountQueue", 1));
        assertThat(onboarding.environment()).containsEntry("REACTION_QUEUE_ARN", "");
    }

    @ParameterizedTest
    @CsvSource({"one, SessionKey", "two, BucketKey"})
    void encryptsTheBucketWithAKeyNamedByItsFullArn(String keys, String key) {
        var stack = VaultStack.with("Keys", keys);
        var rules =
                VaultStack.properties(stack, "VaultBucket")
                        .at("/BucketEncryption/ServerSideEncryptionConfiguration");
        assertThat(rules).hasSize(1);
        var rule = rules.path(0).path("ServerSideEncryptionByDefault");
        assertThat(rule.path("SSEAlgorithm").asText()).isEqualTo("aws:kms");
        assertThat(rule.path("KMSMasterKeyID").asText())
                .startsWith("arn:aws:kms:us-east-1:310987654321:key/")
                .isEqualTo(stack.physicalId(key, "Arn"));
        assertThat(rules.path(0).path("BucketKeyEnabled").asBoolean()).isTrue();
        assertThat(stack.functions().values())
                .filteredOn(function -> function.environment().containsKey("BUCKET_KEY_ARN"))
                .hasSizeGreaterThan(2)
                .allSatisfy(function ->
                        assertThat(function.environment())
                                .containsEntry("BUCKET_KEY_ARN", stack.physicalId(key, "Arn")));
    }

    @Test
    void keepsBucketAndKeysWhenTheStackGoes() {
        for (var id : Set.of("VaultBucket", "SessionKey", "BucketKey")) {
            var resource = VaultStack.TREE.at("/Resources/" + id);
            assertThat(resource.path("DeletionPolicy").asText())
                    .as(id)
                    .isEqualTo("RetainExceptOnCreate");
            assertThat(resource.path("UpdateReplacePolicy").asText()).as(id).isEqualTo("Retain");
        }
    }

    @Test
    void guardsTheBucket() {
        var bucket = VaultStack.properties(STACK, "VaultBucket");
        assertThat(bucket.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
                .isEqualTo("BucketOwnerEnforced");
        assertThat(bucket.path("PublicAccessBlockConfiguration"))
                .hasSize(4)
                .allMatch(JsonNode::asBoolean);
        assertThat(
                        bucket.at(
                                        "/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
                                .asBoolean())
                .isTrue();
        assertThat(bucket.path("BucketName").asText()).isEqualTo(STACK.bucketName());
        assertThat(VaultStack.with("VaultBucketName", "acme-logs").bucketName())
                .isEqualTo("acme-logs");
    }

    @Test
    void rotatesTheKeysAndReplicatesTheOneOfTheSessions() {
        assertThat(STACK.logicalIds("AWS::KMS::Key")).containsExactly("SessionKey", "BucketKey");
        assertThat(VaultStack.with("Keys", "one").logicalIds("AWS::KMS::Key"))
                .containsExactly("SessionKey");
        for (var id : STACK.logicalIds("AWS::KMS::Key")) {
            assertThat(VaultStack.properties(STACK, id).path("EnableKeyRotation").asBoolean())
                    .as(id)
                    .isTrue();
        }
        assertThat(STACK.physicalId("SessionKey", "Arn")).contains(":key/mrk-");
        assertThat(STACK.physicalId("BucketKey", "Arn")).doesNotContain("mrk-");
    }

    @ParameterizedTest
    @CsvSource({
        "{accountId}, ${aws:PrincipalAccount}/*",
        "{accountId}/{region}, ${aws:PrincipalAccount}/*/*",
        "logs/{accountId}/v1/{region}/ssm, logs/${aws:PrincipalAccount}/v1/*/ssm/*",
    })
    void letsMembersWriteUnderTheirOwnPrefixOnly(String pattern, String key) {
        var policy =
                VaultStack.properties(
                        VaultStack.with("PrefixPattern", pattern), "VaultBucketPolicy");
        var write = policy.at("/PolicyDocument/Statement/0");
        assertThat(write.path("Resource").asText())
                .isEqualTo("arn:aws:s3:::session-vault-310987654321-us-east-1/" + key);
        assertThat(write.path("Action")).hasToString("[\"s3:PutObject\",\"s3:PutObjectAcl\"]");
        var own =
                policy.at("/PolicyDocument/Statement")
                        .valueStream()
                        .filter(statement -> statement.has("NotResource"))
                        .findFirst()
                        .orElseThrow();
        assertThat(own.path("NotResource").asText())
                .isEqualTo(
                        "arn:aws:s3:::session-vault-310987654321-us-east-1/"
                                + key.replace("${aws:PrincipalAccount}", "310987654321"));
        var allowed = policy.at("/PolicyDocument/Statement").valueStream();
        assertThat(allowed.filter(statement -> statement.path("Effect").asText().equals("Allow")))
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.path("Condition"))
                                .hasToString(
                                        "{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-sv4exmpl01\"}}"));
    }

    @Test
    void keepsTheLogsOfEachFunctionForALimitedTime() {
        for (var id : STACK.functions().keySet()) {
            var group =
                    VaultStack.TREE
                            .at("/Resources/" + id + "/Properties/LoggingConfig/LogGroup/Ref")
                            .asText();
            assertThat(
                            VaultStack.properties(VaultStack.with("LogRetentionDays", "90"), group)
                                    .path("RetentionInDays"))
                    .as(id)
                    .hasToString("\"90\"");
        }
    }

    @Test
    void tellsPeopleOfEveryAlarmAndWhereToReadOn() {
        assertThat(STACK.logicalIds("AWS::CloudWatch::Alarm"))
                .containsExactlyInAnyOrder(
                        "OnboardAccountDeadLettersAlarm",
                        "CheckLogDeadLettersAlarm",
                        "ReactionDeadLettersAlarm",
                        "ReactionQueueAgeAlarm",
                        "AccountsDriftedAlarm",
                        "OnboardAccountErrorsAlarm",
                        "CheckLogErrorsAlarm",
                        "OnboardAccountQueueAgeAlarm",
                        "CheckLogQueueAgeAlarm",
                        "NonCompliantLogsAlarm",
                        "AccountsNotGovernedAlarm",
                        "RegionsRolledBackAlarm",
                        "SessionsFailingAlarm",
                        "NoLogsAlarm",
                        "ComplianceRunFailedAlarm",
                        "ComplianceOverdueAlarm",
                        "ComplianceDeadLettersAlarm",
                        "UnloggedSessionsAlarm",
                        "UnknownFindingsAlarm")
                .allSatisfy(id -> {
                    var alarm = VaultStack.properties(STACK, id);
                    assertThat(alarm.path("AlarmActions").path(0).asText())
                            .isEqualTo(STACK.physicalId("AlarmTopic", PhysicalIds.REF));
                    // Silence is what some of them are about; others look at what comes once a run.
                    assertThat(alarm.path("TreatMissingData").asText())
                            .as(id)
                            .isEqualTo(WITHOUT_DATA.getOrDefault(id, "notBreaching"));
                });
        assertThat(STACK.logicalIds("AWS::SNS::Subscription")).isEmpty();
        var mailed = VaultStack.with("AlertMail", "on-call@example.com");
        assertThat(mailed.resource("AlarmMail")).containsEntry("Endpoint", "on-call@example.com");
    }

    /// Whoever is paged at night has the mail and nothing else, or the page that it names.
    ///
    /// Source: CloudWatch API reference, `PutMetricAlarm`: a description has up to 1,024 characters.
    @ParameterizedTest
    @ValueSource(strings = {"", RUNBOOK})
    void saysInEachAlarmWhatToDoFirstAndNamesNoFileOfARepository(String runbook) {
        var stack = VaultStack.with("RunbookUrl", runbook);
        assertThat(stack.logicalIds("AWS::CloudWatch::Alarm"))
                .hasSizeGreaterThan(15)
                .allSatisfy(id ->
                        AlarmTexts.sayWhatToDo(
                                VaultStack.properties(stack, id).path("AlarmDescription").asText(),
                                kebab(id),
                                runbook));
        assertThat(VaultStack.properties(stack, "Dashboard").path("DashboardBody").asText())
                .contains(runbook.isEmpty() ? "says what to do first" : runbook)
                .doesNotContain(" docs/", "\"docs/");
        assertThat(
                        Optional.ofNullable(stack.functions().get("WriteReport"))
                                .orElseThrow()
                                .environment())
                .containsEntry("RUNBOOK_URL", runbook);
    }

    @Test
    void watchesTheMetricsThatTheFunctionsEmit() {
        assertThat(metric("NonCompliantLogsAlarm"))
                .isEqualTo("SessionVault NonCompliantLogs Service=check-log");
        assertThat(metric("AccountsNotGovernedAlarm"))
                .isEqualTo("SessionVault AccountsNotGoverned Service=onboard-account");
        assertThat(metric("AccountsDriftedAlarm"))
                .isEqualTo("SessionVault AccountsDrifted Service=onboard-account");
        assertThat(metric("UnloggedSessionsAlarm"))
                .isEqualTo("SessionVault UnloggedSessions Service=write-report");
        assertThat(metric("UnknownFindingsAlarm"))
                .isEqualTo("SessionVault FindingsUnknown Service=write-report");
        assertThat(metric("ComplianceOverdueAlarm"))
                .isEqualTo("SessionVault ComplianceRunsSucceeded Service=write-report");
        assertThat(metric("CheckLogDeadLettersAlarm"))
                .isEqualTo(
                        "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=session-vault-CheckLogDeadLetters");
    }

    @Test
    void describesItsOutputs() {
        assertThat(VaultStack.TREE.path("Outputs"))
                .isNotEmpty()
                .allSatisfy(output -> assertThat(output.path("Description").asText()).isNotBlank());
    }

    /// The variables that a function has for itself, without those that all have.
    private static Set<String> ownVariables(String function) {
        var variables = new TreeSet<>(function(function).environment().keySet());
        variables.removeIf(name -> name.startsWith("POWERTOOLS_"));
        variables.removeAll(Set.of("SETTINGS_REVISION", "ENDPOINT_URL"));
        return variables;
    }

    private static String metric(String alarmId) {
        var alarm = VaultStack.properties(STACK, alarmId);
        var dimension = alarm.at("/Dimensions/0");
        return alarm.path("Namespace").asText()
                + " "
                + alarm.path("MetricName").asText()
                + " "
                + dimension.path("Name").asText()
                + "="
                + dimension.path("Value").asText();
    }

    private static Set<String> variables(String format) {
        return VARIABLE.matcher(format)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /// The parameters that a function's variables come from, also through its resources' names and conditions.
    private static Set<String> parametersBehind(JsonNode environment) {
        var parameters = new TreeSet<String>();
        environment.findValues("Ref").forEach(reference -> parameters.add(reference.asText()));
        parameters.retainAll(VaultStack.TEMPLATE.parameterNames());
        if (environment.toString().matches(".*\"(Vault|Reports)Bucket\".*")) {
            parameters.add("VaultBucketName");
        }
        if (environment.toString().contains("\"TwoKeys\"")) {
            parameters.add("Keys");
        }
        return parameters;
    }

    private static String kebab(String logicalId) {
        return logicalId.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static FunctionDefinition function(String logicalId) {
        return Optional.ofNullable(STACK.functions().get(logicalId)).orElseThrow();
    }

    private static QueueDefinition queue(String logicalId) {
        return Optional.ofNullable(STACK.queues().get(logicalId)).orElseThrow();
    }
}
