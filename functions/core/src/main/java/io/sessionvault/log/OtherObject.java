package io.sessionvault.log;

import java.util.regex.Pattern;

/// What writes objects into a bucket of session logs that are none, by the form of their keys.
enum OtherObject {
    /// A click in the console.
    FOLDER(
            ".*/",
            "a folder that somebody made in the console: nothing is lost, and it may stay until it expires"),
    /// Source: Systems Manager user guide, "Creating a resource data sync for Inventory".
    INVENTORY(
            "(.*/)?AWS:[A-Za-z0-9]+/accountid=[0-9]{12}/.*",
            "inventory of Systems Manager: name another bucket in the resource data sync"),
    /// Source: amazon-ssm-agent, `docmanager` and `s3util`: command id, instance, plugin.
    RUN_COMMAND(
            "(.*/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/m?i-[0-9a-f]+/.*",
            "the output of Run Command: name another bucket where commands and associations are sent"),
    /// Source: ECS developer guide, "Monitor Amazon ECS containers with ECS Exec".
    ECS_EXEC(
            "(.*/)?ecs-execute-command-[0-9a-z]+\\.log",
            "the log of an ECS Exec session: set the prefix in the cluster's executeCommandConfiguration"),
    /// The rest.
    UNKNOWN(".*", "");

    private final Pattern key;
    private final String advice;

    OtherObject(String key, String advice) {
        this.key = Pattern.compile(key, Pattern.DOTALL);
        this.advice = advice;
    }

    /// What the object is and what to do about it, to be read behind its key; empty where the key
    /// does not say.
    static String explanation(String key) {
        for (OtherObject kind : values()) {
            if (kind.key.matcher(key).matches()) {
                return kind.advice.isEmpty() ? "" : ", which looks like " + kind.advice;
            }
        }
        return "";
    }
}
