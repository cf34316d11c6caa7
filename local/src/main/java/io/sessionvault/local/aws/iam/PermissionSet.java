package io.sessionvault.local.aws.iam;

import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A permission set of IAM Identity Center, which makes a role of it in each account that it is
/// assigned to. Nobody but Identity Center changes that role.
///
/// Source: IAM Identity Center user guide, "Referencing permission sets in resource policies, Amazon
/// EKS cluster config maps, and AWS KMS key policies".
///
/// @param name its name, e.g. `Operators`
/// @param managedPolicies ARNs of policies of AWS or of the account
/// @param inline the inline policy
/// @param boundary the ARN of the policy that bounds it
public record PermissionSet(
        String name,
        List<String> managedPolicies,
        Optional<String> inline,
        Optional<String> boundary) {
    private static final String PATH = "/aws-reserved/sso.amazonaws.com/";
    private static final int TWELVE_HOURS = 43_200;

    /// Copies the list.
    public PermissionSet {
        managedPolicies = List.copyOf(managedPolicies);
    }

    /// A set with one policy that is written for it.
    public static PermissionSet of(String name, String inline) {
        return new PermissionSet(name, List.of(), Optional.of(inline), Optional.empty());
    }

    /// The ARN of the identity provider through which people of an account's permission sets come.
    public static String provider(String account) {
        return "arn:aws:iam::%s:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE"
                .formatted(account);
    }

    IamRole role(String account, Ids ids, Instant now) {
        String trust =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", \
                "Principal": {"Federated": "%s"}, \
                "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], \
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}]}\
                """
                        .formatted(provider(account));
        String arn =
                "arn:aws:iam::%s:role%sAWSReservedSSO_%s_%s"
                        .formatted(account, PATH, name, ids.hex(16));
        var role = new IamRole(arn, PATH, ids.base32("AROA", 17), trust, TWELVE_HOURS, null, now);
        inline.ifPresent(document -> {
            PolicyDocument.parse(document);
            role.inline.put("AwsSSOInlinePolicy", document);
        });
        return role;
    }
}
