package io.sessionvault.permissions;

import io.sessionvault.permissions.Match.Maybe;
import io.sessionvault.permissions.Match.No;
import io.sessionvault.permissions.Match.Yes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Answers questions about permissions from policy documents, as IAM documents it.
///
/// Session policies and the policies of VPC endpoints are not asked, because nobody can read them
/// beforehand.
///
/// Source: IAM user guide, "How AWS enforcement code logic evaluates requests to allow or deny
/// access"; "Policy evaluation for requests within a single account"; "Cross-account policy
/// evaluation logic".
public final class Evaluation {
    private static final int REASONS_TOLD = 3;

    private final PrincipalPolicies principal;
    private final Optional<ResourcePolicies> resource;
    private final Request request;
    private final Grant grant;
    private final Match granted;
    private final Controls serviceControl;
    private final Controls resourceControl;

    private Evaluation(
            PrincipalPolicies principal, Optional<ResourcePolicies> resource, Request request) {
        this.principal = principal;
        this.resource = resource;
        this.request = request;
        this.grant = Grant.of(principal, resource, request);
        this.granted = grant.match();
        boolean free = request.caller().isServiceLinked();
        this.serviceControl =
                new Controls(
                        Layer.SERVICE_CONTROL,
                        free ? List.of() : principal.serviceControl(),
                        request);
        this.resourceControl =
                new Controls(
                        Layer.RESOURCE_CONTROL,
                        free
                                ? List.of()
                                : resource.map(ResourcePolicies::resourceControl).orElse(List.of()),
                        request);
    }

    /// May the caller do this on that resource?
    ///
    /// @param principal the policies on the caller's side
    /// @param resource those on the resource's side; empty for a resource of the caller's own
    ///     account that has none
    public static Answer answer(
            PrincipalPolicies principal, Optional<ResourcePolicies> resource, Request request) {
        return new Evaluation(principal, resource, request).answer();
    }

    private Answer answer() {
        var overall = granted;
        for (var layer : Layer.values()) {
            var denied = denied(layer);
            if (denied instanceof Yes statement) {
                return new Answer.Denied("denied by " + statement.by(), layer);
            }
            var allowed = allowed(layer);
            if (allowed instanceof No) {
                return new Answer.Denied(missing(layer), layer);
            }
            overall = overall.and(allowed).and(denied.not());
        }
        return overall instanceof Maybe maybe ? unknown(maybe) : allowed();
    }

    private Answer allowed() {
        return switch (granted) {
            case Yes yes -> new Answer.Allowed(yes.by());
            case No _, Maybe _ -> throw new IllegalStateException("not granted: " + request);
        };
    }

    private Match denied(Layer layer) {
        boolean bounded = principal.boundary().isPresent();
        return switch (layer) {
            case IDENTITY -> denied(principal.identity(), layer, bounded);
            case BOUNDARY -> denied(principal.boundary().stream().toList(), layer, bounded);
            case RESOURCE ->
                    denied(
                            resource.flatMap(ResourcePolicies::policy).stream().toList(),
                            layer,
                            bounded);
            case RESOURCE_CONTROL -> resourceControl.deny();
            case SERVICE_CONTROL -> serviceControl.deny();
        };
    }

    private Match denied(List<Policy> policies, Layer layer, boolean bounded) {
        var any = Match.no();
        for (var policy : policies) {
            any = any.or(policy.denies(request, layer, bounded));
        }
        return any;
    }

    /// Identity policies, boundary and resource policy allow together; of the three only the one in
    /// which a statement is missing says no.
    private Match allowed(Layer layer) {
        return switch (layer) {
            case IDENTITY, BOUNDARY, RESOURCE -> layer == grant.lacking() ? granted : Match.yes();
            case RESOURCE_CONTROL -> resourceControl.allow();
            case SERVICE_CONTROL -> serviceControl.allow();
        };
    }

    private String missing(Layer layer) {
        return switch (layer) {
            case IDENTITY -> "no statement of its identity policies allows it";
            case BOUNDARY ->
                    "no statement of its permissions boundary, "
                            + principal.boundary().map(Policy::name).orElse("none")
                            + ", allows it";
            case RESOURCE ->
                    resource.flatMap(ResourcePolicies::policy)
                            .map(policy -> "no statement of " + policy.name() + " allows it")
                            .orElse("the resource has no policy that allows it");
            case RESOURCE_CONTROL -> missing(resourceControl, "resource");
            case SERVICE_CONTROL -> missing(serviceControl, "service");
        };
    }

    private static String missing(Controls controls, String kind) {
        return "no statement at level "
                + controls.lackingLevel()
                + " of the "
                + kind
                + " control policies allows it";
    }

    private static Answer unknown(Maybe maybe) {
        var keys = new LinkedHashSet<String>();
        maybe.doubts().forEach(doubt -> keys.addAll(doubt.keys()));
        int more = maybe.doubts().size() - REASONS_TOLD;
        String because =
                maybe.doubts().stream()
                        .limit(REASONS_TOLD)
                        .map(Doubt::because)
                        .collect(Collectors.joining("; "));
        return new Answer.Unknown(more > 0 ? because + "; and " + more + " more" : because, keys);
    }
}
