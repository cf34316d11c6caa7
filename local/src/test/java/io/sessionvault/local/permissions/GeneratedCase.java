package io.sessionvault.local.permissions;

import io.sessionvault.account.AccountId;
import io.sessionvault.permissions.Answer;
import io.sessionvault.permissions.Caller;
import io.sessionvault.permissions.ControlLevel;
import io.sessionvault.permissions.Evaluation;
import io.sessionvault.permissions.Policy;
import io.sessionvault.permissions.PrincipalPolicies;
import io.sessionvault.permissions.Request;
import io.sessionvault.permissions.RequestContext;
import io.sessionvault.permissions.ResourcePolicies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A question with all policies that have a say, as parsed JSON.
///
/// @param caller who asks
/// @param owner the account of the resource
/// @param context a text, or a list of texts for a key of several values; every other key is absent
/// @param controls documents of each level of service control policies
/// @param resourceControls documents of each level of resource control policies
record GeneratedCase(
        Caller caller,
        String action,
        String resource,
        AccountId owner,
        Map<String, Object> context,
        List<Map<String, Object>> identity,
        @Nullable Map<String, Object> boundary,
        List<List<Map<String, Object>>> controls,
        @Nullable Map<String, Object> resourcePolicy,
        List<List<Map<String, Object>>> resourceControls) {

    /// The case as `evaluate.mjs` reads it.
    Map<String, Object> forScript() {
        var json = new LinkedHashMap<String, Object>();
        json.put("principal", principal());
        json.put("action", action);
        json.put("resource", resource);
        json.put("owner", owner.value());
        json.put("context", context);
        json.put("identity", identity);
        json.put("controls", controls);
        json.put("resourceControls", resourceControls);
        if (boundary != null) {
            json.put("boundary", boundary);
        }
        if (resourcePolicy != null) {
            json.put("resourcePolicy", resourcePolicy);
        }
        return json;
    }

    /// The ARN of the role's session, or of the user.
    private String principal() {
        return caller.session()
                .map(
                        session ->
                                "arn:aws:sts::"
                                        + caller.account()
                                        + ":assumed-role/"
                                        + caller.arn().substring(caller.arn().lastIndexOf('/') + 1)
                                        + "/"
                                        + session)
                .orElse(caller.arn());
    }

    /// The answer of the evaluator under test.
    Answer answer() {
        return Evaluation.answer(
                new PrincipalPolicies(
                        policies("identity", identity),
                        Optional.ofNullable(boundary).map(one -> Policy.of("boundary", one)),
                        levels(controls)),
                Optional.of(
                        new ResourcePolicies(
                                owner,
                                Optional.ofNullable(resourcePolicy)
                                        .map(one -> Policy.of("resource", one)),
                                action.startsWith("kms:"),
                                levels(resourceControls))),
                new Request(caller, action, resource, requestContext()));
    }

    private RequestContext requestContext() {
        var known = RequestContext.UNKNOWN.without("*");
        for (var key : context.entrySet()) {
            var values =
                    key.getValue() instanceof List<?> list
                            ? list.stream().map(String::valueOf).toArray(String[]::new)
                            : new String[] {String.valueOf(key.getValue())};
            known = known.with(key.getKey(), values);
        }
        return known;
    }

    private static List<ControlLevel> levels(List<List<Map<String, Object>>> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(
                        place ->
                                new ControlLevel(
                                        "level " + place,
                                        policies("level " + place, documents.get(place))))
                .toList();
    }

    private static List<Policy> policies(String name, List<Map<String, Object>> documents) {
        return IntStream.range(0, documents.size())
                .mapToObj(place -> Policy.of(name + " " + place, documents.get(place)))
                .toList();
    }
}
