package io.sessionvault.local.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.SamExpansion;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// A template of this repository with values for its parameters.
///
/// @param file its path relative to the root of the repository
/// @param parameters those that do not take their defaults
record Deployment(String file, Map<String, String> parameters) {
    private static final String ROLE = "arn:aws:iam::310987654321:role/onboarding";

    /// Those that together have every condition hold and not hold.
    static Stream<Deployment> all() {
        return Stream.of(
                new Deployment("template.yaml", Map.of("OrganizationId", "o-sv4exmpl01")),
                new Deployment(
                        "template.yaml",
                        Map.ofEntries(
                                Map.entry("OrganizationId", "o-sv4exmpl01"),
                                Map.entry("ManagementAccountId", "210987654321"),
                                Map.entry("VaultBucketName", "vault-of-logs"),
                                Map.entry("Keys", "one"),
                                Map.entry("ObjectLock", "none"),
                                Map.entry("RetentionDays", "90"),
                                Map.entry("ReaderRoleArn", "arn:aws:iam::310987654321:role/read"),
                                Map.entry("SecurityHub", "on"),
                                Map.entry("HubRoleArn", "arn:aws:iam::210987654321:role/hub"),
                                Map.entry("AlertMail", "on-call@example.com"))),
                new Deployment(
                        "stacks/member.yaml",
                        Map.of("OnboardAccountRoleArn", ROLE, "ExternalId", "vault/7f3a")),
                new Deployment(
                        "stacks/member.yaml",
                        Map.of(
                                "OnboardAccountRoleArn", ROLE,
                                "ExternalId", "vault/7f3a",
                                "DefaultHostManagement", "manage",
                                "RolesAtTheirQuota", "report",
                                "MemberEventBusArn",
                                        "arn:aws:events:eu-west-1:310987654321:event-bus/session-vault-members")),
                new Deployment(
                        "stacks/member.yaml",
                        Map.of(
                                "OnboardAccountRoleArn", ROLE,
                                "ExternalId", "vault/7f3a",
                                "RoleRegion", "eu-west-1",
                                "MemberEventBusArn",
                                        "arn:aws:events:eu-west-1:310987654321:event-bus/session-vault-members")),
                new Deployment(
                        "stacks/management.yaml",
                        Map.of(
                                "OrganizationId", "o-sv4exmpl01",
                                "OnboardAccountRoleArn", ROLE,
                                "ExternalId", "vault/7f3a",
                                "HubMemberRoleName", "AWSControlTowerExecution")),
                new Deployment(
                        "stacks/management.yaml",
                        Map.of(
                                "OrganizationId", "o-sv4exmpl01",
                                "OnboardAccountRoleArn", ROLE,
                                "ExternalId", "vault/7f3a",
                                "EventBusArn",
                                        "arn:aws:events:eu-west-1:310987654321:event-bus/default",
                                "AlertMail", "on-call@example.com",
                                "HubMemberRoleName", "OrganizationAccountAccessRole",
                                "ProtectedTargets", "r-ab12,ou-ab12-cd345678",
                                "VaultBucketName", "vault-of-logs",
                                "BucketKeyArn", "arn:aws:kms:us-east-1:310987654321:key/1234abcd",
                                "SessionKeyId", "mrk-1234abcd")));
    }

    /// The template itself.
    Path template() {
        return Templates.ROOT.resolve(file);
    }

    /// What this project's reader has, in moto's account.
    ResolvedTemplate read(PhysicalIds ids) {
        return Template.read(template())
                .resolve(parameters, MotoCloudFormation.ACCOUNT, MotoCloudFormation.REGION, ids);
    }

    /// What this project takes SAM to expand it to.
    JsonNode expanded() {
        return SamExpansion.of(
                template(), parameters, MotoCloudFormation.ACCOUNT, MotoCloudFormation.REGION);
    }
}
