package io.sessionvault.local.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who makes a request.
///
/// @param principal the ARN of a session of a role, or the name of a service; empty for a request
///     without a signature
/// @param facts what its requests say about it
/// @param identity the policies of its role
/// @param controls the service control policies of its account, for each level from the root down
///     to the account; empty for the management account, for services and outside the organization
record Actor(
        Optional<String> principal,
        Facts facts,
        List<Policy> identity,
        List<List<Policy>> controls) {
    Actor {
        identity = List.copyOf(identity);
        controls = controls.stream().map(List::copyOf).toList();
    }

    /// A session of a role.
    ///
    /// Source: IAM user guide, "AWS global condition context keys".
    ///
    /// @param account the 12 digits of the account of the role
    /// @param organization the id of its organization
    /// @param role the role's name with its path, such as `service-role/Agent`
    /// @param session the session's name
    static Actor session(String account, String organization, String role, String session) {
        var name = role.substring(role.lastIndexOf('/') + 1);
        var facts =
                Facts.key("aws:PrincipalAccount", account)
                        .with("aws:PrincipalArn", "arn:aws:iam::" + account + ":role/" + role)
                        .with("aws:PrincipalOrgID", organization)
                        .with("aws:PrincipalType", "AssumedRole")
                        .with("aws:PrincipalIsAWSService", "false")
                        .with("aws:userid", "AROAEXAMPLE0EXAMPLE00:" + session)
                        .without("aws:username", "aws:PrincipalTag/*", "aws:FederatedProvider")
                        .without("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList")
                        .without("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID")
                        .without("aws:SourceOrgPaths", "aws:SourceOwner")
                        .without("ec2:SourceInstanceARN", "ec2:RoleDelivery")
                        .without("ssm:SourceInstanceARN", "lambda:SourceFunctionArn");
        var arn = "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
        return new Actor(Optional.of(arn), facts, List.of(), List.of());
    }

    /// A service that acts for itself, because of a resource of an account: a rule, an alarm.
    ///
    /// @param service the service's name, such as `events.amazonaws.com`
    /// @param account the account of the resource
    /// @param source the ARN of the resource
    static Actor service(String service, String account, String source) {
        var facts =
                Facts.key("aws:PrincipalIsAWSService", "true")
                        .with("aws:PrincipalServiceName", service)
                        .with("aws:SourceAccount", account)
                        .with("aws:SourceArn", source)
                        .without("aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalTag/*")
                        .without("aws:PrincipalOrgPaths");
        return new Actor(Optional.of(service), facts, List.of(), List.of());
    }

    /// Anybody, without a signature.
    ///
    /// Source: IAM user guide, "AWS global condition context keys", "Availability" of each key.
    static Actor anonymous() {
        var facts =
                Facts.key("aws:PrincipalAccount", "anonymous")
                        .with("aws:PrincipalType", "Anonymous")
                        .with("aws:PrincipalIsAWSService", "false")
                        .without("aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
                        .without("aws:PrincipalTag/*", "aws:userid", "aws:username")
                        .without("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList")
                        .without("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID");
        return new Actor(Optional.empty(), facts, List.of(), List.of());
    }

    /// The same with more policies on its role.
    Actor with(Policy... policies) {
        var more = new ArrayList<>(identity);
        more.addAll(List.of(policies));
        return new Actor(principal, facts, more, controls);
    }

    /// The same with other or more facts.
    Actor with(Facts more) {
        return new Actor(principal, facts.and(more), identity, controls);
    }

    /// The same in an account under service control policies.
    Actor under(List<List<Policy>> levels) {
        return new Actor(principal, facts, identity, levels);
    }
}
