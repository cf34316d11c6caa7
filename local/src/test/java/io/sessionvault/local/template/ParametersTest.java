package io.sessionvault.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.vault.PrefixPattern;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    OrganizationId        | o-a1b2c3d4e5
                    VaultBucketName       | ""
                    VaultBucketName       | acme-session-logs
                    PrefixPattern         | {accountId}
                    PrefixPattern         | {accountId}/{region}
                    PrefixPattern         | sessions/{accountId}/v1.0/{region}/logs
                    Keys                  | one
                    Mode                  | plan
                    GovernedRegions       | all
                    GovernedRegions       | us-east-1
                    GovernedRegions       | us-gov-west-1,ap-southeast-4,eusc-de-east-1
                    ExcludedRegions       | ""
                    ExcludedRegions       | sa-east-1,us-west-1
                    DefaultHostManagement | manage
                    SessionEncryption     | always
                    IdleSessionTimeout    | ""
                    IdleSessionTimeout    | 1
                    IdleSessionTimeout    | 60
                    MaxSessionDuration    | ""
                    MaxSessionDuration    | 1
                    MaxSessionDuration    | 1050
                    MaxSessionDuration    | 1440
                    HubRoleArn            | ""
                    HubRoleArn            | arn:aws:iam::210987654321:role/session-vault-hub
                    HubRoleArn            | arn:aws-us-gov:iam::210987654321:role/path/hub
                    MemberRoleName        | AWSControlTowerExecution
                    ExternalId            | ""
                    ExternalId            | vault/7f3a:2026
                    AlertMail             | ""
                    AlertMail             | on-call@example.com
                    LogRetentionDays      | 30
                    Architecture          | x86_64
                    ComplianceMode        | enforce
                    ComplianceSchedule    | cron(15 3 ? * MON-SAT *)
                    ComplianceSchedule    | rate(12 hours)
                    FullComplianceSchedule | cron(0/30 2-4 1,15 * ? 2026-2030)
                    HoursWithoutRun       | 2
                    HoursWithoutRun       | 168
                    Reactions             | off
                    GraceMinutes          | 5
                    GraceMinutes          | 1440
                    WatchMinutes          | 0
                    WatchMinutes          | 10
                    WatchMinutes          | 699
                    WatchMinutes          | 720
                    RollBack              | off
                    RunConcurrency        | 1
                    RunConcurrency        | 40
                    QueueConcurrency      | 2
                    QueueConcurrency      | 40
                    SecurityHub           | on
                    """)
    void accepts(String name, String value) {
        assertThatCode(() -> VaultStack.with(name, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    OrganizationId        | ""
                    OrganizationId        | o-short
                    OrganizationId        | r-a1b2c3d4e5
                    VaultBucketName       | no
                    VaultBucketName       | dots.break.tls
                    VaultBucketName       | Upper-Case
                    VaultBucketName       | -starts-with-hyphen
                    PrefixPattern         | ""
                    PrefixPattern         | {region}
                    PrefixPattern         | {region}/{accountId}
                    PrefixPattern         | {accountId}/
                    PrefixPattern         | /{accountId}
                    PrefixPattern         | a//{accountId}
                    PrefixPattern         | ../{accountId}
                    PrefixPattern         | {accountId}/../{region}
                    PrefixPattern         | logs-{accountId}
                    PrefixPattern         | {accountId}/{region}/{region}
                    PrefixPattern         | {accountId}/{accountId}
                    PrefixPattern         | {accountId}/*
                    PrefixPattern         | {accountId}/{user}
                    PrefixPattern         | {accountId}/a-segment-that-makes-the-whole-pattern-longer-than-64-chars
                    Keys                  | three
                    Mode                  | APPLY
                    GovernedRegions       | ""
                    GovernedRegions       | us-east-1, eu-west-1
                    GovernedRegions       | us-east-1,
                    GovernedRegions       | all,us-east-1
                    GovernedRegions       | us-east-1a
                    ExcludedRegions       | all
                    DefaultHostManagement | ""
                    SessionEncryption     | when_safe
                    IdleSessionTimeout    | 0
                    IdleSessionTimeout    | 61
                    IdleSessionTimeout    | 05
                    MaxSessionDuration    | 0
                    MaxSessionDuration    | 1441
                    MaxSessionDuration    | 2000
                    HubRoleArn            | session-vault-hub
                    HubRoleArn            | arn:aws:iam::210987654321:user/ana
                    MemberRoleName        | path/role
                    MemberRoleName        | ""
                    ExternalId            | x
                    ExternalId            | "with space"
                    AlertMail             | on-call
                    LogRetentionDays      | 31
                    Architecture          | x86-64
                    Architecture          | ""
                    ComplianceMode        | apply
                    ComplianceSchedule    | ""
                    ComplianceSchedule    | daily
                    ComplianceSchedule    | rate(0 hours)
                    ComplianceSchedule    | cron()
                    FullComplianceSchedule | at(2026-11-24T03:15:00)
                    RunConcurrency        | 0
                    RunConcurrency        | 41
                    QueueConcurrency      | 1
                    QueueConcurrency      | 41
                    HoursWithoutRun       | 1
                    HoursWithoutRun       | 169
                    Reactions             | true
                    GraceMinutes          | 4
                    GraceMinutes          | 1441
                    WatchMinutes          | -1
                    WatchMinutes          | 1
                    WatchMinutes          | 9
                    WatchMinutes          | 721
                    RollBack              | true
                    GraceMinutes          | an hour
                    SecurityHub           | true
                    """)
    void refuses(String name, String value) {
        assertThatThrownBy(() -> VaultStack.with(name, value))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Parameters/" + name)
                .hasMessageContaining("'" + value + "' is refused");
    }

    @Test
    void listsEveryProblemAtOnce() {
        assertThatThrownBy(() ->
                        VaultStack.TEMPLATE.resolve(
                                Map.of("Mode", "maybe", "Colour", "blue"),
                                "310987654321",
                                "us-east-1"))
                .hasMessageContaining("OrganizationId: no value is given")
                .hasMessageContaining("Mode: 'maybe' is refused, it must be one of apply, plan")
                .hasMessageContaining("Colour: the template declares no such parameter");
    }

    @Test
    void explainsEveryParameterToPeople() {
        var parameters = VaultStack.TREE.path("Parameters");
        var console = VaultStack.TREE.path("Metadata").path("AWS::CloudFormation::Interface");
        for (var parameter : parameters.properties()) {
            var declaration = parameter.getValue();
            assertThat(declaration.path("Description").asText())
                    .as(parameter.getKey())
                    .isNotBlank();
            assertThat(declaration.has("AllowedValues") || declaration.has("ConstraintDescription"))
                    .as("%s says what it accepts", parameter.getKey())
                    .isTrue();
            assertThat(console.path("ParameterLabels").has(parameter.getKey()))
                    .as(parameter.getKey())
                    .isTrue();
        }
        var grouped = console.path("ParameterGroups").findValues("Parameters").stream();
        assertThat(grouped.flatMap(group -> group.valueStream()).map(name -> name.asText()))
                .containsExactlyInAnyOrderElementsOf(VaultStack.TEMPLATE.parameterNames());
    }

    /// One table for both: what the template takes is what the functions can read, and the other way
    /// round.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {accountId}                               | true
                    {accountId}/{region}                      | true
                    logs/{accountId}                          | true
                    a/b/{accountId}/c/{region}/d              | true
                    sessions/{accountId}/v1.0/{region}/logs   | true
                    -a_.b-/{accountId}                        | true
                    {accountId}/a.                            | true
                    ""                                        | false
                    logs                                      | false
                    {region}                                  | false
                    {region}/{accountId}                      | false
                    {region}/logs/{accountId}                 | false
                    logs/{region}/{accountId}                 | false
                    {accountId}/{accountId}                   | false
                    {accountId}/{region}/{region}             | false
                    {accountId}/                              | false
                    /{accountId}                              | false
                    a//{accountId}                            | false
                    ./{accountId}                             | false
                    ../{accountId}                            | false
                    {accountId}/..                            | false
                    {accountId}/../{region}                   | false
                    .logs/{accountId}                         | false
                    logs-{accountId}                          | false
                    {accountId}-{region}                      | false
                    {accountid}                               | false
                    {accountId}/{user}                        | false
                    {accountId}/*                             | false
                    ${aws:PrincipalAccount}                   | false
                    a!b/{accountId}                           | false
                    a'b/{accountId}                           | false
                    (logs)/{accountId}                        | false
                    lögs/{accountId}                          | false
                    log s/{accountId}                         | false
                    "{accountId}\n"                           | false
                    """)
    void takesAsAPrefixPatternWhatTheFunctionsTake(String pattern, boolean isOne) {
        String allowed = VaultStack.TREE.at("/Parameters/PrefixPattern/AllowedPattern").asText();

        assertThat(Pattern.matches(allowed, pattern)).as("the template").isEqualTo(isOne);
        assertThat(isRead(pattern)).as("the functions").isEqualTo(isOne);
    }

    private static boolean isRead(String pattern) {
        try {
            return PrefixPattern.parse(pattern).toString().equals(pattern);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
