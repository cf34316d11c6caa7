package io.sessionvault.aws;

import io.sessionvault.reconcile.DesiredAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Answers of IAM, as it writes them.
final class Iam {
    static final Map<String, Object> TRUSTS_EC2 = trust("ec2.amazonaws.com");
    static final Map<String, Object> TRUSTS_SYSTEMS_MANAGER = trust("ssm.amazonaws.com");

    private Iam() {}

    private static Map<String, Object> trust(String service) {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                        Map.of(
                                "Effect",
                                "Allow",
                                "Principal",
                                Map.of("Service", service),
                                "Action",
                                "sts:AssumeRole")));
    }

    /// A page of the listing, of which more follow where there is a marker.
    static String page(String roles, String policies, String marker) {
        return answer(
                "GetAccountAuthorizationDetails",
                "<RoleDetailList>%s</RoleDetailList><Policies>%s</Policies><IsTruncated>%s</IsTruncated>%s"
                        .formatted(
                                roles,
                                policies,
                                !marker.isEmpty(),
                                marker.isEmpty() ? "" : "<Marker>" + marker + "</Marker>"));
    }

    static String lastPage(String roles, String policies) {
        return page(roles, policies, "");
    }

    static String answer(String operation, String result) {
        return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                .formatted(operation, result);
    }

    /// A role that is in no instance profile.
    static String role(String path, String name, Map<String, Object> trust, String more) {
        return """
        <member><Path>%s</Path><RoleName>%s</RoleName><Arn>arn:aws:iam::222222222222:role%1$s%2$s</Arn>\
        <AssumeRolePolicyDocument>%s</AssumeRolePolicyDocument>%s</member>\
        """
                .formatted(path, name, encoded(trust), more);
    }

    static String inProfile() {
        return "<InstanceProfileList><member><InstanceProfileName>p</InstanceProfileName></member></InstanceProfileList>";
    }

    static String attached(String... arns) {
        StringBuilder policies = new StringBuilder();
        for (String arn : arns) {
            policies.append("<member><PolicyArn>").append(arn).append("</PolicyArn></member>");
        }
        return "<AttachedManagedPolicies>" + policies + "</AttachedManagedPolicies>";
    }

    static String inline(String name, Map<String, Object> document) {
        return "<RolePolicyList><member><PolicyName>%s</PolicyName><PolicyDocument>%s</PolicyDocument></member></RolePolicyList>"
                .formatted(name, encoded(document));
    }

    /// The logging policy with its versions.
    static String logPolicy(DesiredAccount desired, String versions) {
        return "<member><Arn>%s</Arn><PolicyVersionList>%s</PolicyVersionList></member>"
                .formatted(desired.logPolicyArn(), versions);
    }

    static String version(int number, boolean isDefault, Map<String, Object> document) {
        return """
        <member><VersionId>v%d</VersionId><IsDefaultVersion>%s</IsDefaultVersion>\
        <CreateDate>2026-11-%02dT10:00:00Z</CreateDate><Document>%s</Document></member>\
        """
                .formatted(number, isDefault, number, encoded(document));
    }

    private static String encoded(Map<String, Object> document) {
        return URLEncoder.encode(Json.write(document), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
