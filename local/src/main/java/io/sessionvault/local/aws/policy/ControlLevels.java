package io.sessionvault.local.aws.policy;

import java.util.HashSet;
import java.util.List;

/// The policies of an organization that an account is under, level by level: the root, the units
/// between, and the account. None of them grants anything; each level has to let a call pass.
///
/// Source: Organizations user guide, "SCP evaluation" and "RCP evaluation".
///
/// @param levels the policies of each level; nothing binds where there is no level
public record ControlLevels(List<List<PolicyDocument>> levels) {
    /// Copies the list.
    public ControlLevels {
        levels = List.copyOf(levels);
    }

    /// Nothing binds.
    public static ControlLevels none() {
        return new ControlLevels(List.of());
    }

    /// Reads the policies.
    ///
    /// @param levels their texts
    public static ControlLevels parse(List<List<String>> levels) {
        return new ControlLevels(
                levels.stream()
                        .map(texts -> texts.stream().map(PolicyDocument::parse).toList())
                        .toList());
    }

    /// What the levels leave: one denial denies, and a level that allows nothing allows nothing.
    public Decision decide(String action, String resource, RequestContext context) {
        return levels.stream()
                .map(level -> decide(level, action, resource, context))
                .reduce(Decision.ALLOWED, ControlLevels::worse);
    }

    private static Decision decide(
            List<PolicyDocument> level, String action, String resource, RequestContext context) {
        List<Decision> decisions =
                level.stream()
                        .map(p -> p.decide(action, resource, context, new HashSet<>()))
                        .toList();
        if (decisions.contains(Decision.EXPLICIT_DENY)) {
            return Decision.EXPLICIT_DENY;
        }
        return decisions.contains(Decision.ALLOWED) ? Decision.ALLOWED : Decision.IMPLICIT_DENY;
    }

    private static Decision worse(Decision one, Decision other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
