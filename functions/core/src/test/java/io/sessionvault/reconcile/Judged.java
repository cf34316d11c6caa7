package io.sessionvault.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.RegionName;
import io.sessionvault.permissions.ControlLevel;
import io.sessionvault.permissions.Policy;
import io.sessionvault.reconcile.AccountIdentities.Role;
import io.sessionvault.reconcile.AccountIdentities.User;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An account whose roles, users and guardrails are written as policies, as people write them, and
/// whose Regions have no preferences yet.
final class Judged {
    static final String ADMINISTRATOR = allow("'*'", "'*'");
    static final String CORE =
            allow("['ssm:UpdateInstanceInformation', 'ssmmessages:*', 'ec2messages:*']", "'*'");
    static final String STARTS = allow("['ssm:StartSession', 'ssm:TerminateSession']", "'*'");
    static final String TRUSTS_EC2 = trust("'Service': 'ec2.amazonaws.com'", "'sts:AssumeRole'");

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DesiredAccount desired;
    private final List<Role> roles = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<ControlLevel> service = new ArrayList<>();
    private Optional<ServiceError> unread = Optional.empty();
    private final TreeMap<RegionName, ObservedRegion> regions = new TreeMap<>();

    Judged(DesiredAccount desired) {
        this.desired = desired;
        desired.regions()
                .forEach(region ->
                        regions.put(region, Observed.region(desired, new Preferences.Absent())));
    }

    /// A statement that allows.
    static String allow(String actions, String resources) {
        return "{'Sid': 'Allowed', 'Effect': 'Allow', 'Action': %s, 'Resource': %s}"
                .formatted(actions, resources);
    }

    /// A trust policy.
    static String trust(String principal, String actions) {
        return "{'Effect': 'Allow', 'Principal': {%s}, 'Action': %s}".formatted(principal, actions);
    }

    /// An instance's role that has the logging policy.
    Judged instanceRole(String name, String... statements) {
        roles.add(
                new Role(
                        name,
                        arn("role", name),
                        document(TRUSTS_EC2),
                        true,
                        Set.of(desired.logPolicyArn()),
                        new LogAccess.Attached(),
                        policies("inline policy Own of role " + name, statements),
                        Optional.empty(),
                        Map.of()));
        return this;
    }

    /// A role that some service or person may assume.
    Judged role(String name, String trust, Map<String, String> tags, String... statements) {
        return role(name, trust, Optional.empty(), tags, statements);
    }

    Judged role(
            String name,
            String trust,
            Optional<String> boundary,
            Map<String, String> tags,
            String... statements) {
        roles.add(
                new Role(
                        name.substring(name.lastIndexOf('/') + 1),
                        arn("role", name),
                        document(trust),
                        false,
                        Set.of(),
                        new LogAccess.None(false),
                        policies("inline policy Own of role " + name, statements),
                        boundary.map(statement -> Policy.of("policy Limits", document(statement))),
                        tags));
        return this;
    }

    /// A role of which a policy could not be read.
    Judged roleWithUnreadPolicy(String name) {
        roles.add(
                new Role(
                        name,
                        arn("role", name),
                        document(trust("'AWS': '*'", "'sts:AssumeRole'")),
                        false,
                        Set.of(),
                        new LogAccess.None(false),
                        List.of(Policy.unread("policy Team", "AccessDenied: not allowed")),
                        Optional.empty(),
                        Map.of()));
        return this;
    }

    Judged user(String name, List<String> groups, String... statements) {
        users.add(
                new User(
                        name,
                        arn("user", name),
                        groups,
                        policies("inline policy Own of group " + groups, statements),
                        Optional.empty(),
                        Map.of()));
        return this;
    }

    /// Service control policies on one level, below those before.
    Judged level(String name, String... statements) {
        service.add(
                new ControlLevel(
                        name,
                        List.of(
                                Policy.of(
                                        "service control policy p-1 (Guard)",
                                        document(statements)))));
        return this;
    }

    /// Control policies that could not be read.
    Judged unread(ErrorKind kind) {
        unread = Optional.of(new ServiceError(kind, "SomeException", "no", Optional.empty()));
        return this;
    }

    /// A Region whose preferences are as they should be, the session key included.
    Judged governed(RegionName region) {
        regions.put(region, Observed.governed(desired, region));
        return this;
    }

    /// A Region that answers as service control policies make it answer.
    Judged denied(RegionName region) {
        ServiceError error =
                new ServiceError(
                        ErrorKind.DENIED,
                        "AccessDeniedException",
                        "with an explicit deny in a service control policy",
                        Optional.empty());
        regions.put(
                region,
                new ObservedRegion(
                        new Observation.Unseen<>(error), Optional.empty(), Optional.empty()));
        return this;
    }

    ObservedAccount observed() {
        ObservedIdentity identity =
                IdentityJudge.judge(
                        desired,
                        VaultPolicies.of(desired.standard()),
                        new Guardrails(service, List.of(), unread),
                        new AccountIdentities(
                                Optional.of(Observed.policy(desired)), roles, users, List.of()),
                        NOW);
        return new ObservedAccount(
                new Observation.Seen<>(identity), Optional.empty(), regions, new TreeMap<>());
    }

    Plan plan() {
        return Plan.between(desired, observed());
    }

    /// The session key that the plan puts into a Region's preferences; empty where it puts none, or
    /// plans nothing.
    static String key(Plan plan, RegionName region) {
        return plan.regional().stream()
                .filter(change -> change.region().equals(region))
                .map(change ->
                        change instanceof Change.CreatePreferences create
                                        && create.content().get("inputs")
                                                instanceof Map<?, ?> inputs
                                ? String.valueOf(inputs.get("kmsKeyId"))
                                : "")
                .findFirst()
                .orElse("");
    }

    static Map<String, Object> document(String... statements) {
        String json =
                "{'Version': '2012-10-17', 'Statement': [%s]}"
                        .formatted(String.join(",", statements))
                        .replace('\'', '"');
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }

    private String arn(String kind, String name) {
        return "arn:aws:iam::" + desired.account() + ":" + kind + "/" + name;
    }

    private static List<Policy> policies(String name, String... statements) {
        return List.of(Policy.of(name, document(statements)));
    }
}
