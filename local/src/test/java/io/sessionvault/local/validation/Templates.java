package io.sessionvault.local.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.SamExpansion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The templates of this repository, as they are written and as CloudFormation works on them.
final class Templates {
    /// Tests run in the folder of their module.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String ACCOUNT = "310987654321";
    private static final String REGION = "us-east-1";

    private static final Map<String, String> ORGANIZATION =
            Map.of("OrganizationId", "o-sv4exmpl01");

    private static final Map<String, String> ONBOARDING =
            Map.of(
                    "OnboardAccountRoleArn", "arn:aws:iam::310987654321:role/onboarding",
                    "ExternalId", "vault/7f3a");

    /// Values for parameters, by template. Each template is looked at once for each map, so that
    /// together they deploy every resource.
    private static final Map<String, List<Map<String, String>>> PARAMETERS =
            Map.of(
                    "template.yaml",
                    List.of(
                            with(
                                    ORGANIZATION,
                                    Map.of(
                                            "VaultBucketName", "session-vault",
                                            "ManagementAccountId", "210987654321",
                                            "ReaderRoleArn",
                                                    "arn:aws:iam::310987654321:role/reader",
                                            "AlertMail", "on-call@example.com")),
                            with(ORGANIZATION, Map.of("Keys", "one", "ObjectLock", "none"))),
                    "stacks/management.yaml",
                    List.of(
                            with(
                                    ORGANIZATION,
                                    ONBOARDING,
                                    Map.of(
                                            "EventBusArn",
                                            "arn:aws:events:eu-west-1:310987654321:event-bus/default",
                                            "AlertMail",
                                            "on-call@example.com",
                                            "HubMemberRoleName",
                                            "OrganizationAccountAccessRole",
                                            "ProtectedTargets",
                                            "r-ab12",
                                            "VaultBucketName",
                                            "session-vault",
                                            "BucketKeyArn",
                                            "arn:aws:kms:us-east-1:310987654321:key/1234abcd",
                                            "SessionKeyId",
                                            "mrk-1234abcd"))),
                    "stacks/member.yaml",
                    List.of(
                            with(ONBOARDING, Map.of("DefaultHostManagement", "manage")),
                            with(
                                    ONBOARDING,
                                    Map.of(
                                            "RolesAtTheirQuota",
                                            "report",
                                            "MemberEventBusArn",
                                            "arn:aws:events:eu-west-1:310987654321:event-bus/session-vault-members",
                                            "RoleRegion",
                                            "us-east-1"))));

    private Templates() {}

    /// Paths relative to the root of the repository: `template.yaml` and whatever is in `stacks/`.
    static List<String> files() {
        var stacks = ROOT.resolve("stacks");
        try (Stream<Path> others =
                Files.isDirectory(stacks) ? Files.list(stacks) : Stream.<Path>empty()) {
            return Stream.concat(
                            Stream.of("template.yaml"),
                            others.map(file -> "stacks/" + file.getFileName())
                                    .filter(file -> file.endsWith(".yaml"))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The templates as they are written, by those paths.
    static Map<String, Path> sources() {
        return files().stream().collect(Collectors.toMap(file -> file, ROOT::resolve));
    }

    /// The ways of deploying a template: values of parameters for each.
    ///
    /// @throws IllegalStateException when none are written here
    static List<Map<String, String>> parameters(String file) {
        var ways = PARAMETERS.get(file);
        if (ways == null) {
            throw new IllegalStateException(file + ": give values for its parameters here");
        }
        return ways;
    }

    /// The expansions of a template, one for each way of deploying it.
    static List<JsonNode> expanded(String file) {
        return parameters(file).stream()
                .map(values -> SamExpansion.of(ROOT.resolve(file), values, ACCOUNT, REGION))
                .toList();
    }

    /// A template in a file of its own, which this JVM deletes when it ends.
    static Path written(JsonNode template) {
        try {
            var file = Files.createTempFile("session-vault-expanded-", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, template.toPrettyString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SafeVarargs
    private static Map<String, String> with(Map<String, String>... some) {
        var all = new HashMap<String, String>();
        for (var values : some) {
            all.putAll(values);
        }
        return all;
    }
}
