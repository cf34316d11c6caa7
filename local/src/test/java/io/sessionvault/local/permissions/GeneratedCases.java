package io.sessionvault.local.permissions;

import io.sessionvault.account.AccountId;
import io.sessionvault.permissions.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/// Makes up questions and the policies around them.
///
/// What IAM does not define is not made, and neither is what iam-simulate answers otherwise than IAM
/// documents; each of these stands where it is left out, with its source.
final class GeneratedCases {
    private static final String OWNER = "111111111111";
    private static final String STRANGER = "222222222222";
    private static final List<String> KEY_ACTIONS = List.of("kms:Decrypt", "kms:GenerateDataKey");
    private static final List<String> OBJECT_ACTIONS = List.of("s3:PutObject", "s3:GetObject");

    private final Choice choice;
    private final GeneratedConditions conditions;

    private String action = "";
    private String resource = "";
    private Caller caller = Caller.of("arn:aws:iam::" + OWNER + ":user/Anna");
    private Map<String, Object> context = Map.of();

    GeneratedCases(long seed) {
        this.choice = new Choice(new Random(seed));
        this.conditions = new GeneratedConditions(choice);
    }

    GeneratedCase next() {
        var key = choice.percent(40);
        action = choice.of(key ? KEY_ACTIONS : OBJECT_ACTIONS);
        resource =
                key
                        ? "arn:aws:kms:us-east-1:" + OWNER + ":key/1234-abcd"
                        : choice.of("arn:aws:s3:::logs/a.log", "arn:aws:s3:::logs/a/b:c.log");
        caller = caller(choice.percent(50) ? OWNER : STRANGER);
        context = conditions.context();
        context.put("aws:PrincipalAccount", caller.account().value());
        context.put("aws:PrincipalArn", caller.arn());
        return new GeneratedCase(
                caller,
                action,
                resource,
                new AccountId(OWNER),
                context,
                policies(Kind.IDENTITY, 3),
                choice.percent(30) ? policy(Kind.IDENTITY) : null,
                levels(Kind.SERVICE_CONTROL),
                choice.percent(85) ? policy(Kind.RESOURCE) : null,
                levels(Kind.RESOURCE_CONTROL));
    }

    /// Which elements a policy may have.
    private enum Kind {
        IDENTITY,
        SERVICE_CONTROL,
        RESOURCE,
        RESOURCE_CONTROL
    }

    private Caller caller(String account) {
        var arn = "arn:aws:iam::" + account;
        return choice.percent(70)
                ? Caller.of(arn + ":role/path/Agent").inSession("i-0123")
                : Caller.of(arn + ":user/Anna");
    }

    private List<List<Map<String, Object>>> levels(Kind kind) {
        return choice.percent(60)
                ? List.of()
                : Stream.generate(() -> policies(kind, 2)).limit(1L + choice.upTo(2)).toList();
    }

    /// Up to `most` policies; most lists have one that allows everything, lest nothing be allowed.
    private List<Map<String, Object>> policies(Kind kind, int most) {
        var policies = new ArrayList<Map<String, Object>>();
        Stream.generate(() -> policy(kind)).limit(choice.upTo(most)).forEach(policies::add);
        if (choice.percent(kind == Kind.IDENTITY ? 60 : 90)) {
            var everything = new LinkedHashMap<String, Object>();
            everything.put("Effect", "Allow");
            if (kind == Kind.RESOURCE_CONTROL) {
                everything.put("Principal", "*");
            }
            everything.put("Action", "*");
            everything.put("Resource", "*");
            policies.add(document("2012-10-17", everything));
        }
        return policies;
    }

    /// iam-simulate knows variables in each version, so that policies of the old one have none here.
    ///
    /// Source: IAM user guide, "IAM JSON policy elements: Version".
    private Map<String, Object> policy(Kind kind) {
        var variables = choice.percent(70);
        var statements =
                Stream.generate(() -> statement(kind, variables))
                        .limit(1L + choice.upTo(2))
                        .toList();
        return document(
                variables ? "2012-10-17" : choice.of("2008-10-17", ""),
                statements.size() == 1 && choice.percent(50) ? statements.getFirst() : statements);
    }

    private static Map<String, Object> document(String version, Object statement) {
        var document = new LinkedHashMap<String, Object>();
        if (!version.isEmpty()) {
            document.put("Version", version);
        }
        document.put("Statement", statement);
        return document;
    }

    private Map<String, Object> statement(Kind kind, boolean variables) {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", choice.percent(88) ? "Allow" : "Deny");
        if (kind == Kind.RESOURCE_CONTROL) {
            statement.put("Principal", "*");
        } else if (kind == Kind.RESOURCE) {
            principal(statement);
        }
        statement.put(
                choice.percent(80) ? "Action" : "NotAction",
                choice.oneOrMore(3, this::actionPattern));
        // A policy of a resource may leave Resource out.
        if (kind != Kind.RESOURCE || choice.percent(90)) {
            resource(statement, variables);
        }
        if (choice.percent(40)) {
            statement.put("Condition", conditions.condition(context, variables));
        }
        return statement;
    }

    private String actionPattern() {
        var service = action.substring(0, action.indexOf(':'));
        return choice.of(
                "*",
                service + ":*",
                action,
                action.toUpperCase(java.util.Locale.ROOT),
                action.substring(0, action.length() - 3) + "*",
                service + ":?" + action.substring(service.length() + 2),
                service + ":*e*",
                service + ":ListKeys",
                "ec2:*");
    }

    /// NotResource with a variable without a value matches everything, see `SimulatorTest`; here each
    /// variable of it has a value.
    private void resource(Map<String, Object> statement, boolean variables) {
        var plain = choice.percent(80);
        statement.put(
                plain ? "Resource" : "NotResource",
                choice.oneOrMore(3, () -> resourcePattern(variables, plain)));
    }

    /// A `*` at the end of a part may reach beyond the part; iam-simulate lets it only at the end of
    /// the text, and not at all in NotResource and resource control policies. It also wants the kind of a resource (`key/`) without wildcards, and matches the
    /// first five parts without regard to case.
    ///
    /// Source: IAM user guide, "IAM JSON policy elements: Resource", "Using wildcards in resource
    /// ARNs".
    private String resourcePattern(boolean variables, boolean absentToo) {
        var end = resource.length();
        if (variables && choice.percent(25)) {
            return choice.of(
                    "arn:aws:s3:::${aws:PrincipalTag/none, 'logs'}/*",
                    "arn:aws:kms:*:*:key/${*}",
                    "arn:aws:kms:*:*:key/${aws:PrincipalAccount}",
                    absentToo ? "arn:aws:s3:::logs/${aws:PrincipalTag/none}*" : resource + "${?}");
        }
        return choice.of(
                "*",
                resource,
                resource.substring(0, end - 3) + "*",
                resource.substring(0, end - 3) + "???",
                resource.substring(0, end - 1) + "*" + resource.substring(end - 1),
                "arn:aws:s3:::logs/*",
                "arn:aws:s3:::logs/*.log",
                "arn:aws:s3:::other/*",
                "arn:aws:kms:*:" + OWNER + ":key/*",
                "arn:aws:kms:us-*-1:" + OWNER + ":key/*",
                "arn:aws:kms:us-?est-1:" + OWNER + ":key/*",
                "arn:aws:kms:*:*:*");
    }

    /// NotPrincipal that names the caller in some ways but not in all is not defined: "AWS may" ask
    /// for the account, the role and the session one after the other.
    ///
    /// Source: IAM user guide, "AWS JSON policy elements: NotPrincipal".
    private void principal(Map<String, Object> statement) {
        if (choice.percent(10)) {
            var own = new ArrayList<>(own());
            own.add("arn:aws:iam::333333333333:root");
            statement.put(
                    "NotPrincipal",
                    choice.percent(50)
                            ? Map.of("AWS", own)
                            : Map.of("AWS", "arn:aws:iam::333333333333:root"));
            return;
        }
        statement.put("Principal", choice.percent(30) ? "*" : principals());
    }

    private Map<String, Object> principals() {
        var account = caller.account().value();
        var principals = new LinkedHashMap<String, Object>();
        principals.put(
                "AWS",
                choice.oneOrMore(
                        2,
                        () ->
                                choice.of(
                                        "*",
                                        account,
                                        "arn:aws:iam::" + account + ":root",
                                        choice.of(own()),
                                        choice.of(own()),
                                        "arn:aws:iam::" + account + ":role/path/Other",
                                        "arn:aws:sts::" + account + ":assumed-role/Agent/other",
                                        "333333333333")));
        if (choice.percent(20)) {
            principals.put("Service", "ssm.amazonaws.com");
        }
        return principals;
    }

    /// All the ways to name the caller.
    private List<String> own() {
        var account = "arn:aws:iam::" + caller.account() + ":root";
        return caller.session()
                .map(
                        session ->
                                List.of(
                                        account,
                                        caller.arn(),
                                        "arn:aws:sts::"
                                                + caller.account()
                                                + ":assumed-role/Agent/"
                                                + session))
                .orElse(List.of(account, caller.arn()));
    }
}
