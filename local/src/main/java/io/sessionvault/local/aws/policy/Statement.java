package io.sessionvault.local.aws.policy;

import io.sessionvault.local.aws.call.AwsError;
import java.util.List;
import java.util.Set;

/// One statement of a policy. Of each pair such as actions and excepted actions, one is empty.
///
/// @param id the statement's `Sid`; empty where it has none
/// @param isAllow whether it allows; otherwise it denies
/// @param principals whom it is about, as `AWS:<arn>` or `Service:<name>`; empty in identity policies
/// @param notPrincipals whom it is not about, in the same way
/// @param actions what it is about
/// @param notActions what it is not about
/// @param resources where it holds
/// @param notResources where it does not hold
/// @param conditions when it holds
public record Statement(
        String id,
        boolean isAllow,
        List<String> principals,
        List<String> notPrincipals,
        List<String> actions,
        List<String> notActions,
        List<String> resources,
        List<String> notResources,
        List<Condition> conditions) {

    /// Copies the lists.
    public Statement {
        principals = List.copyOf(principals);
        notPrincipals = List.copyOf(notPrincipals);
        actions = List.copyOf(actions);
        notActions = List.copyOf(notActions);
        resources = List.copyOf(resources);
        notResources = List.copyOf(notResources);
        conditions = List.copyOf(conditions);
    }

    /// Whether the statement speaks about an action on a resource in a request.
    ///
    /// @param missing receives the context keys that the statement asks for and the request lacks
    /// @throws AwsError 501 for a condition operator that is not implemented
    boolean applies(String action, String resource, RequestContext context, Set<String> missing) {
        return isAboutAction(action)
                && isAboutResource(resource, context)
                && isMet(context, missing);
    }

    /// Whether a request meets every condition.
    boolean isMet(RequestContext context, Set<String> missing) {
        boolean met = true;
        // Every condition is asked, also after one is not met: all missing keys are to be found.
        for (Condition condition : conditions) {
            met &= condition.isMet(context, missing);
        }
        return met;
    }

    /// Whether the statement speaks about an action, whatever the resource.
    public boolean isAboutAction(String action) {
        return notActions.isEmpty()
                ? actions.stream().anyMatch(a -> Wildcard.matchesIgnoringCase(a, action))
                : notActions.stream().noneMatch(a -> Wildcard.matchesIgnoringCase(a, action));
    }

    /// Whether the statement speaks about a resource, whatever the action.
    ///
    /// @param context gives the values of the variables in the statement
    boolean isAboutResource(String resource, RequestContext context) {
        return notResources.isEmpty()
                ? resources.stream().anyMatch(r -> Wildcard.matches(r, resource, context))
                : notResources.stream().noneMatch(r -> Wildcard.matches(r, resource, context));
    }
}
