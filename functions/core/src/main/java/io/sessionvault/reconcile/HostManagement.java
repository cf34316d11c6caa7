package io.sessionvault.reconcile;

import java.util.List;
import java.util.Map;

/// What the vault does about Default Host Management, through which instances without an instance
/// profile run the agent.
///
/// Source: Systems Manager user guide, "Managing EC2 instances automatically with Default Host
/// Management Configuration".
public enum HostManagement {
    /// Leave role and setting as they are; a role that exists gets the logging policy like any
    /// other.
    LEAVE,
    /// Create AWS's default role where it is missing, and switch it on in every governed Region
    /// that has no role set.
    MANAGE;

    /// The name of AWS's default role.
    public static final String ROLE_NAME = "AWSSystemsManagerDefaultEC2InstanceManagementRole";

    /// The path of AWS's default role.
    public static final String ROLE_PATH = "/service-role/";

    /// The value of the setting where no role is set.
    public static final String NO_ROLE = "$None";

    /// The setting's value: the role's name with its path.
    public static final String SETTING_VALUE = "service-role/" + ROLE_NAME;

    /// The role's trust policy: Systems Manager may assume it.
    public static Map<String, Object> trustPolicy() {
        return Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                        Map.of(
                                "Effect", "Allow",
                                "Principal", Map.of("Service", "ssm.amazonaws.com"),
                                "Action", "sts:AssumeRole")));
    }

    /// The ARN of AWS's policy that lets the role run the agent.
    public static String agentPolicyArn(String partition) {
        return "arn:" + partition + ":iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy";
    }
}
