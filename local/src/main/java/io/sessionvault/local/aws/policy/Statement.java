package io.sessionvault.local.aws.policy;

import io.sessionvault.local.aws.call.AwsError;
import java.util.List;
import java.util.Set;

/// One statement of a policy. Of each pair such as actions and excepted actions, one is empty.
///
/// @param isAllow whether it allows; otherwise it denies
/// @param principals whom it is about, as `AWS:<arn>` or `Service:<name>`; empty in identity policies
/// @param actions what it is about
/// @param notActions what it is not about
/// @param resources where it holds
/// @param notResources where it does not hold
/// @param conditions when it holds
record Statement(
        boolean isAllow,
        List<String> principals,
        List<String> actions,
        List<String> notActions,
        List<String> resources,
        List<String> notResources,
        List<Condition> conditions) {

    /// Whether the statement speaks about an action on a resource in a request.
    ///
    /// @param missing receives the context keys that the statement asks for and the request lacks
    /// @throws AwsError 501 for a condition operator that is not implemented
    boolean applies(String action, String resource, RequestContext context, Set<String> missing) {
        boolean isAbout = isAboutAction(action) && isAboutResource(resource, context);
        boolean met = isAbout;
        // Every condition is asked, also after one is not met: all missing keys are to be found.
        for (Condition condition : isAbout ? conditions : List.<Condition>of()) {
            met &= condition.isMet(context, missing);
        }
        return met;
    }

    /// Whether the statement speaks about an action, whatever the resource.
    boolean isAboutAction(String action) {
        return notActions.isEmpty()
                ? actions.stream().anyMatch(a -> Wildcard.matchesIgnoringCase(a, action))
                : notActions.stream().noneMatch(a -> Wildcard.matchesIgnoringCase(a, action));
    }

    private boolean isAboutResource(String resource, RequestContext context) {
        return notResources.isEmpty()
                ? resources.stream().anyMatch(r -> Wildcard.matches(r, resource, context))
                : notResources.stream().noneMatch(r -> Wildcard.matches(r, resource, context));
    }
}
