package io.sessionvault.local.permissions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Makes up contexts, and conditions that look at them.
///
/// What IAM does not define is not made, and neither is what iam-simulate answers otherwise than IAM
/// documents; each of these stands where it is left out, with its source.
record GeneratedConditions(Choice choice) {
    private static final String TEXT = "aws:PrincipalTag/team";
    private static final String OTHER_TEXT = "s3:x-amz-acl";
    private static final String NUMBER = "s3:max-keys";
    private static final String DATE = "aws:CurrentTime";
    private static final String EPOCH = "aws:EpochTime";
    private static final String BOOL = "aws:SecureTransport";
    private static final String BINARY = "kms:Blob";
    private static final String ADDRESS = "aws:SourceIp";
    private static final String ARN = "aws:SourceArn";
    private static final List<String> SEVERAL = List.of("aws:TagKeys", "aws:PrincipalOrgPaths");

    private static final List<String> TEXTS = List.of("red", "Red", "blue", "re*", "r?d", "a/b");
    private static final List<String> NUMBERS = List.of("1", "2", "2.0", "10", "-3", "1.25");
    private static final List<String> DATES =
            List.of(
                    "2026-01-01T00:00:00Z",
                    "2026-01-01T02:00:00+02:00",
                    "2026-01-01",
                    "2026-01",
                    "2025-06-30T12:30Z",
                    "2026-12-31T23:59:59.5Z");
    private static final List<String> EPOCHS = List.of("1767225600", "1767225601", "1700000000");
    private static final List<String> ADDRESSES =
            List.of("10.1.2.3", "10.1.3.3", "192.168.0.1", "2001:db8::1", "2001:db8:0:1::7");
    private static final List<String> ARNS =
            List.of(
                    "arn:aws:sns:us-east-1:111111111111:topic",
                    "arn:aws:sns:eu-west-1:111111111111:topic:sub",
                    "arn:aws:s3:::bucket",
                    "arn:aws:iam::222222222222:role/path/Agent");

    /// Every key has a value or is absent.
    Map<String, Object> context() {
        var context = new LinkedHashMap<String, Object>();
        perhaps(context, TEXT, TEXTS);
        perhaps(context, OTHER_TEXT, TEXTS);
        perhaps(context, NUMBER, NUMBERS);
        perhaps(context, DATE, DATES);
        perhaps(context, EPOCH, EPOCHS);
        perhaps(context, BOOL, List.of("true", "false"));
        perhaps(context, BINARY, List.of("AQID", "AQIE"));
        perhaps(context, ADDRESS, ADDRESSES);
        perhaps(context, ARN, ARNS);
        for (var key : SEVERAL) {
            if (choice.percent(70)) {
                context.put(
                        key,
                        Stream.generate(() -> choice.of(TEXTS))
                                .limit(1L + choice.upTo(2))
                                .toList());
            }
        }
        return context;
    }

    private void perhaps(Map<String, Object> context, String key, List<String> values) {
        if (choice.percent(75)) {
            context.put(key, choice.of(values));
        }
    }

    /// A Condition element of up to three operators, with up to two keys each.
    Map<String, Object> condition(Map<String, Object> context, boolean variables) {
        var condition = new LinkedHashMap<String, Object>();
        for (var count = choice.upTo(2); count >= 0; count--) {
            var block = new LinkedHashMap<String, Object>();
            var operator = operator(block, context, variables);
            condition.put(operator, block);
        }
        return condition;
    }

    private String operator(
            Map<String, Object> block, Map<String, Object> context, boolean variables) {
        return switch (choice.upTo(9)) {
            case 0 -> {
                block.put(choice.of(TEXT, ARN, SEVERAL.getFirst()), choice.of("true", "false"));
                yield "Null";
            }
            case 1 -> compare(block, NUMBER, context, () -> choice.of(NUMBERS), orders("Numeric"));
            // iam-simulate compares seconds since 1970 with dates as if they were milliseconds.
            // Source: IAM user guide, "Date condition operators": both are dates.
            case 2 -> compare(block, DATE, context, () -> choice.of(DATES), orders("Date"));
            case 3 -> compare(block, EPOCH, context, () -> choice.of(EPOCHS), orders("Date"));
            case 4 ->
                    compare(
                            block,
                            BOOL,
                            context,
                            () -> choice.of("true", "false", "True"),
                            List.of("Bool"));
            case 7 ->
                    compare(
                            block,
                            BINARY,
                            context,
                            () -> choice.of("AQID", "AQIE", "AQ=="),
                            List.of("BinaryEquals"));
            case 5 -> ip(block, context);
            case 6 ->
                    compare(
                            block,
                            ARN,
                            context,
                            this::arnPattern,
                            List.of("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"));
            default -> text(block, context, variables);
        };
    }

    private static List<String> orders(String family) {
        return Stream.of(
                        "Equals",
                        "NotEquals",
                        "LessThan",
                        "LessThanEquals",
                        "GreaterThan",
                        "GreaterThanEquals")
                .map(order -> family + order)
                .toList();
    }

    private String text(
            Map<String, Object> block, Map<String, Object> context, boolean variables) {
        var several = choice.percent(40);
        var key = several ? choice.of(SEVERAL) : choice.of(TEXT, OTHER_TEXT, "AWS:principaltag/TEAM");
        var operator =
                choice.of(
                        "StringEquals",
                        "StringNotEquals",
                        "StringEqualsIgnoreCase",
                        "StringNotEqualsIgnoreCase",
                        "StringLike",
                        "StringNotLike");
        block.put(
                key,
                choice.oneOrMore(3, () -> textPattern(variables, operator.endsWith("Like"))));
        if (choice.percent(20)) {
            block.putIfAbsent(OTHER_TEXT, choice.of(TEXTS));
        }
        // Source: IAM user guide, "Single-valued vs. multivalued context keys": a key of several
        // values requires a quantifier.
        return quantified(operator, several, context.keySet().containsAll(block.keySet()));
    }

    /// iam-simulate resolves `${*}` only where wildcards have a meaning.
    ///
    /// Source: IAM user guide, "IAM policy elements: Variables and tags", "Predefined policy
    /// variables": they have fixed values.
    private String textPattern(boolean variables, boolean wildcards) {
        if (variables && wildcards && choice.percent(15)) {
            return choice.of("re${*}", "r${?}d", "${$}");
        }
        return variables && choice.percent(15)
                ? choice.of("${s3:x-amz-acl, 'red'}", "${aws:secureTransport, 'blue'}")
                : choice.of("red", "RED", "blue", "r*", "?ed", "*", "re*", "a/?", "", "*e*");
    }

    /// iam-simulate takes the colon in the name of a variable for one of the ARN, and answers that an
    /// ARN with fewer than six parts never matches, which IAM does not define.
    ///
    /// Source: IAM user guide, "IAM policy elements: Variables and tags", "Where you can use policy
    /// variables".
    private String arnPattern() {
        return choice.of(
                "arn:aws:sns:us-east-1:111111111111:topic",
                "arn:aws:sns:*:111111111111:topic*",
                "arn:*:*:*:*:*",
                "arn:aws:s??:::bucket",
                "arn:aws:s*:::bucket",
                "arn:aws:iam::*:role/*",
                "arn:aws:sns:eu-*:topic:sub:x");
    }

    /// iam-simulate takes `/0` of IPv4 for `/32`, and one address of the other family for neither
    /// inside nor outside.
    ///
    /// Source: IAM user guide, "IP address condition operators"; RFC 4632.
    private String ip(Map<String, Object> block, Map<String, Object> context) {
        return compare(
                block,
                ADDRESS,
                context,
                () ->
                        choice.of(
                                "10.0.0.0/8",
                                "10.1.2.0/23",
                                "10.1.2.3/32",
                                "192.168.0.1/31",
                                "128.0.0.0/1",
                                "2001:db8::/32",
                                "2001:db8:0:1::/64",
                                "2001:db8::1/128"),
                List.of("IpAddress", "NotIpAddress"));
    }

    private String compare(
            Map<String, Object> block,
            String key,
            Map<String, Object> context,
            Supplier<String> values,
            List<String> operators) {
        block.put(key, choice.oneOrMore(3, values));
        return quantified(choice.of(operators), false, context.containsKey(key));
    }

    /// `ForAnyValue` with `IfExists` of an absent key is not defined: the one is false, the other true.
    private String quantified(String operator, boolean required, boolean present) {
        var quantifier =
                required || choice.percent(15) ? choice.of("ForAllValues:", "ForAnyValue:") : "";
        var ifExists = choice.percent(25) && (present || !quantifier.equals("ForAnyValue:"));
        return quantifier + operator + (ifExists ? "IfExists" : "");
    }
}
