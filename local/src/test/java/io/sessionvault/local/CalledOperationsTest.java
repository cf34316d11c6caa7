package io.sessionvault.local;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.CalledOperations.Operation;
import io.sessionvault.local.RolePermissions.Unused;
import io.sessionvault.local.aws.policy.PolicyDocument;
import io.sessionvault.local.aws.policy.Statement;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The operations in the code of the functions against the statements in the templates, both ways.
class CalledOperationsTest {
    private static final String VAULT = "310987654321";
    private static final String HUB = "arn:aws:iam::210987654321:role/SessionVaultHub";
    private static final Path FUNCTIONS = VaultUnderTest.REPOSITORY.resolve("functions");

    /// Services that onboarding and sweep call as the member's role.
    private static final Set<String> IN_THE_MEMBER = Set.of("account", "ec2", "iam", "ssm");

    /// What is called in a member without a client, see docs/decisions/0045.
    private static final Set<String> IN_THE_MEMBER_WITHOUT_CLIENT =
            Set.of("eventbridge:DescribeRule", "eventbridge:ListTargetsByRule");

    /// What a function calls with its own role although the service is one of those.
    private static final Set<String> IN_THE_VAULT = Set.of("ssm:GetParameter");

    /// What Lambda itself does with a function's role.
    private static final Set<String> BY_LAMBDA =
            Set.of(
                    "logs:CreateLogStream",
                    "logs:PutLogEvents",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                    "sqs:ReceiveMessage");

    /// Operations whose permission is not one of the same name.
    ///
    /// Source: the API references of S3, SQS, Systems Manager and KMS, "Permissions".
    private static final Map<String, Set<String>> OTHER_NAMES =
            Map.ofEntries(
                    permissions("eventbridge:DescribeRule", "events:DescribeRule"),
                    permissions("eventbridge:ListTargetsByRule", "events:ListTargetsByRule"),
                    permissions("eventbridge:PutEvents", "events:PutEvents"),
                    permissions("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
                    permissions(
                            "s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
                    permissions(
                            "s3:GetBucketNotificationConfiguration", "s3:GetBucketNotification"),
                    permissions("s3:GetObject", "s3:GetObject", "s3:ListBucket", "kms:Decrypt"),
                    permissions(
                            "s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
                    permissions("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
                    permissions(
                            "s3:HeadObject",
                            "s3:GetObject",
                            "s3:GetObjectVersion",
                            "s3:ListBucket"),
                    permissions("s3:ListObjectVersions", "s3:ListBucketVersions"),
                    permissions("s3:ListObjectsV2", "s3:ListBucket"),
                    permissions("s3:PutObject", "s3:PutObject", "kms:GenerateDataKey"),
                    permissions("sqs:ChangeMessageVisibilityBatch", "sqs:ChangeMessageVisibility"),
                    permissions("sqs:SendMessageBatch", "sqs:SendMessage"),
                    permissions(
                            "ssm:UpdateServiceSetting", "ssm:UpdateServiceSetting", "iam:PassRole"),
                    permissions(
                            "kms:ReplicateKey",
                            "kms:ReplicateKey",
                            "kms:CreateKey",
                            "kms:TagResource"));

    private static final Set<String> ENTERING = Set.of("OnboardAccount", "SweepAccount");

    @ParameterizedTest
    @ValueSource(strings = {"", HUB})
    void everyOperationIsAllowedToTheRoleThatCallsIt(String hub) {
        ResolvedTemplate stack = vault(hub);
        Set<String> member = allowed(memberRole());

        stack.functions()
                .forEach((function, definition) -> {
                    Set<String> own = allowed(statements(stack.statementsOf(function)));
                    for (Operation operation : called(definition)) {
                        boolean inMember = isInMember(definition, operation);
                        assertThat(inMember ? member : own)
                                .as(
                                        "%s calls %s as the %s role",
                                        function, operation, inMember ? "member's" : "function's")
                                .containsAll(actions(operation));
                    }
                });
        assertThat(allowed(hubRole())).containsExactly("sts:AssumeRole");
    }

    @Test
    void everyActionOfAFunctionsRoleIsCalledOrItsReasonIsWritten() {
        ResolvedTemplate stack = vault("");
        Map<String, List<FunctionDefinition>> byRole =
                stack.functions().values().stream()
                        .collect(groupingBy(function -> roleOf(stack, function)));

        byRole.forEach((role, functions) -> {
            Set<String> uncalled =
                    new TreeSet<>(
                            allowed(
                                    statements(
                                            stack.statementsOf(functions.getFirst().logicalId()))));
            for (FunctionDefinition function : functions) {
                called(function).stream()
                        .filter(operation -> !isInMember(function, operation))
                        .forEach(operation -> uncalled.removeAll(actions(operation)));
            }
            uncalled.removeAll(BY_LAMBDA);

            // The file also names what only some calls of an operation need.
            assertThat(uncalled).as(role).isSubsetOf(reasons(role));
        });
    }

    /// The logical id of a function's role, which two functions may share.
    private static String roleOf(ResolvedTemplate stack, FunctionDefinition function) {
        Object arn = stack.resource(function.logicalId()).get("Role");
        return stack.logicalIds("AWS::IAM::Role").stream()
                .filter(role -> stack.physicalId(role, "Arn").equals(arn))
                .findFirst()
                .orElseThrow();
    }

    /// What the functions call that enter accounts; the others have only their own role.
    private static boolean isInMember(FunctionDefinition function, Operation operation) {
        return ENTERING.contains(function.logicalId()) && isInMember(operation);
    }

    private static boolean isInMember(Operation operation) {
        String name = operation.service() + ":" + operation.name();
        return IN_THE_MEMBER_WITHOUT_CLIENT.contains(name)
                || (IN_THE_MEMBER.contains(operation.service()) && !IN_THE_VAULT.contains(name));
    }

    @Test
    void everyActionOfTheMembersRoleIsCalledOrItsReasonIsWritten() {
        Set<String> uncalled = new TreeSet<>(allowed(memberRole()));
        vault("").functions().values().stream()
                .flatMap(definition -> called(definition).stream())
                .filter(CalledOperationsTest::isInMember)
                .forEach(operation -> uncalled.removeAll(actions(operation)));

        // The file also names what only some accounts need.
        assertThat(uncalled).isSubsetOf(reasons("MemberRole"));
    }

    /// The clients of a member hand on what somebody has written down there, and refuse the rest.
    @Test
    void everyOperationInAMemberIsHandedOn() throws ClassNotFoundException {
        Set<String> handedOn = new TreeSet<>(methods("iam", "io.sessionvault.aws.MemberIam"));
        handedOn.addAll(methods("ssm", "io.sessionvault.aws.MemberSsm"));
        Set<String> called =
                vault("").functions().values().stream()
                        .flatMap(definition -> called(definition).stream())
                        .filter(CalledOperationsTest::isInMember)
                        .filter(operation ->
                                !Set.of("account", "ec2", "eventbridge")
                                        .contains(operation.service()))
                        .map(operation -> named(operation.service(), operation.name()))
                        .collect(Collectors.toSet());

        assertThat(called).hasSizeGreaterThan(15);
        assertThat(handedOn).containsAll(called);
    }

    private static List<String> methods(String service, String client)
            throws ClassNotFoundException {
        return Arrays.stream(Class.forName(client).getDeclaredMethods())
                .map(method -> named(service, method.getName()))
                .toList();
    }

    private static String named(String service, String operation) {
        return service + ":" + operation.toLowerCase(Locale.ROOT);
    }

    /// A guard of the walk itself: both functions share classes, and each calls only its own part.
    @Test
    void tellsFunctionsApartThatShareClasses() {
        Map<String, Set<String>> organizations = new TreeMap<>();
        vault("")
                .functions()
                .forEach((function, definition) ->
                        organizations.put(
                                function,
                                called(definition).stream()
                                        .filter(o -> o.service().equals("organizations"))
                                        .map(Operation::name)
                                        .collect(Collectors.toSet())));

        assertThat(organizations)
                .containsEntry("CheckLog", Set.of("DescribeAccount"))
                .containsEntry("CheckStoredLogs", Set.of("DescribeAccount"))
                .containsEntry(
                        "OnboardAccount",
                        Set.of(
                                "DescribeAccount",
                                "DescribePolicy",
                                "ListAccounts",
                                "ListParents",
                                "ListPoliciesForTarget",
                                "ListTagsForResource"))
                .containsEntry(
                        "ListAccounts",
                        Set.of(
                                "DescribePolicy",
                                "ListAccounts",
                                "ListAccountsForParent",
                                "ListOrganizationalUnitsForParent",
                                "ListPolicies",
                                "ListPoliciesForTarget",
                                "ListRoots",
                                "ListTargetsForPolicy"))
                .containsEntry("CheckVault", Set.of());
    }

    private static Set<Operation> called(FunctionDefinition definition) {
        String handler = definition.handler().replaceFirst("::.*", "");
        return CalledOperations.of(
                handler,
                FUNCTIONS.resolve("core/target/classes"),
                VaultUnderTest.REPOSITORY.resolve(definition.folder()).resolve("target/classes"));
    }

    private static Map.Entry<String, Set<String>> permissions(String operation, String... actions) {
        return Map.entry(operation, Set.of(actions));
    }

    private static Set<String> actions(Operation operation) {
        String name = operation.service() + ":" + operation.name();
        return OTHER_NAMES.getOrDefault(name, Set.of(name));
    }

    private static Set<String> reasons(String role) {
        return UnusedPermissions.read().stream()
                .filter(unused -> unused.role().equals(role))
                .map(Unused::what)
                .filter(what -> !BY_LAMBDA.contains(what))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> allowed(List<Statement> statements) {
        return statements.stream()
                .filter(Statement::isAllow)
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ResolvedTemplate vault(String hub) {
        return resolve(
                "template.yaml",
                Map.of("OrganizationId", "o-sv4exmpl01", "HubRoleArn", hub, "SecurityHub", "on"));
    }

    private static List<Statement> memberRole() {
        ResolvedTemplate stack =
                resolve(
                        "stacks/member.yaml",
                        Map.of(
                                "OnboardAccountRoleArn",
                                "arn:aws:iam::310987654321:role/onboarding",
                                "ExternalId",
                                "session-vault",
                                "DefaultHostManagement",
                                "manage"));
        return inline(stack, "MemberRole");
    }

    private static List<Statement> hubRole() {
        ResolvedTemplate stack =
                resolve(
                        "stacks/management.yaml",
                        Map.of(
                                "OrganizationId",
                                "o-sv4exmpl01",
                                "OnboardAccountRoleArn",
                                "arn:aws:iam::310987654321:role/onboarding",
                                "ExternalId",
                                "session-vault",
                                "HubMemberRoleName",
                                "OrganizationAccountAccessRole"));
        return inline(stack, "HubRole");
    }

    private static ResolvedTemplate resolve(String file, Map<String, String> parameters) {
        return Template.read(VaultUnderTest.REPOSITORY.resolve(file))
                .resolve(new HashMap<>(parameters), VAULT, "us-east-1");
    }

    private static List<Statement> inline(ResolvedTemplate stack, String role) {
        JsonNode properties = VaultUnderTest.JSON.valueToTree(stack.resource(role));
        return properties
                .path("Policies")
                .valueStream()
                .map(policy -> policy.path("PolicyDocument").toString())
                .flatMap(document -> PolicyDocument.parse(document).statements().stream())
                .toList();
    }

    private static List<Statement> statements(List<Map<String, Object>> statements) {
        JsonNode document = VaultUnderTest.JSON.valueToTree(Map.of("Statement", statements));
        return Stream.of(document.toString())
                .flatMap(json -> PolicyDocument.parse(json).statements().stream())
                .toList();
    }
}
