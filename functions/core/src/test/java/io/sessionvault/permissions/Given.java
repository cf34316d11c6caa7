package io.sessionvault.permissions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.account.AccountId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Policies, callers and questions of the tests.
final class Given {
    static final String HERE = "111111111111";
    static final String THERE = "222222222222";
    static final Caller ROLE = Caller.of("arn:aws:iam::" + HERE + ":role/path/Agent");
    static final Caller SESSION = ROLE.inSession("i-0123");
    static final Caller USER = Caller.of("arn:aws:iam::" + HERE + ":user/path/Anna");
    static final Caller STRANGER = Caller.of("arn:aws:iam::" + THERE + ":role/path/Agent");
    static final String OBJECT = "arn:aws:s3:::logs/a.log";
    static final String ALL = "{'Sid': 'All', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
    static final String NEVER =
            "{'Sid': 'Never', 'Effect': 'Deny', 'Action': '*', 'Resource': '*'}";
    static final String OTHER =
            "{'Sid': 'Other', 'Effect': 'Allow', 'Action': 'ec2:*', 'Resource': '*'}";
    static final String MAYBE =
            """
            {'Sid': 'Maybe', 'Effect': 'Allow', 'Action': '*', 'Resource': '*',
             'Condition': {'StringEquals': {'aws:SourceVpc': 'vpc-1'}}}\
            """;
    static final String MAYBE_NOT = MAYBE.replace("Allow", "Deny").replace("'Maybe'", "'MaybeNot'");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Given() {}

    /// A policy of version 2012-10-17; texts may stand between single quotes.
    static Policy policy(String name, String... statements) {
        return document(
                name,
                "{'Version': '2012-10-17', 'Statement': [" + String.join(", ", statements) + "]}");
    }

    /// A policy; `'` stands for a double quote, and `~` for a single one.
    static Policy document(String name, String document) {
        return Policy.of(name, json(document));
    }

    static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(
                    text.replace('\'', '"').replace('~', '\''), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /// A statement of a resource's policy.
    static String granting(String principal) {
        return "{'Sid': 'Grant', 'Effect': 'Allow', 'Principal': "
                + principal
                + ", 'Action': '*', 'Resource': '*'}";
    }

    static PrincipalPolicies identity(String... statements) {
        return new PrincipalPolicies(
                List.of(policy("inline policy Own", statements)), Optional.empty(), List.of());
    }

    static PrincipalPolicies bounded(PrincipalPolicies policies, String... boundary) {
        return new PrincipalPolicies(
                policies.identity(),
                Optional.of(policy("boundary Edge", boundary)),
                policies.serviceControl());
    }

    static PrincipalPolicies under(PrincipalPolicies policies, ControlLevel... levels) {
        return new PrincipalPolicies(
                policies.identity(), policies.boundary(), Arrays.asList(levels));
    }

    static ControlLevel level(String name, String... statements) {
        return new ControlLevel(
                name, List.of(policy("service control policy of " + name, statements)));
    }

    static ResourcePolicies bucket(String... statements) {
        return resource(false, statements);
    }

    static ResourcePolicies key(String... statements) {
        return resource(true, statements);
    }

    private static ResourcePolicies resource(boolean mustAllow, String... statements) {
        return new ResourcePolicies(
                new AccountId(HERE),
                statements.length == 0
                        ? Optional.empty()
                        : Optional.of(policy("policy of the vault", statements)),
                mustAllow,
                List.of());
    }

    static Request put(Caller caller) {
        return new Request(caller, "s3:PutObject", OBJECT, RequestContext.UNKNOWN);
    }

    /// The answer to one policy of a role.
    static Answer answer(Policy policy, Request request) {
        return Evaluation.answer(
                new PrincipalPolicies(List.of(policy), Optional.empty(), List.of()),
                Optional.empty(),
                request);
    }

    /// `yes`, `no` or `maybe`.
    static String brief(Answer answer) {
        return switch (answer) {
            case Answer.Allowed _ -> "yes";
            case Answer.Denied _ -> "no";
            case Answer.Unknown _ -> "maybe";
        };
    }
}
