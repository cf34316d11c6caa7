package io.sessionvault.permissions;

import java.util.EnumSet;
import java.util.List;

/// The service control policies of the caller's account, or the resource control policies of the
/// resource's account.
///
/// Source: Organizations user guide, "SCP evaluation"; "RCP evaluation".
///
/// @param levels from the root down to the account; empty where none apply
record Controls(Layer layer, List<ControlLevel> levels, Request request) {
    /// Every level has to allow on its own.
    Match allow() {
        var all = Match.yes();
        for (var level : levels) {
            all = all.and(allows(level));
        }
        return all;
    }

    Match deny() {
        var any = Match.no();
        for (var level : levels) {
            for (var policy : level.policies()) {
                any = any.or(policy.denies(request, layer, false));
            }
        }
        return any;
    }

    /// The first level that does not allow.
    String lackingLevel() {
        return levels.stream()
                .filter(level -> allows(level).equals(Match.no()))
                .map(ControlLevel::name)
                .findFirst()
                .orElseThrow();
    }

    private Match allows(ControlLevel level) {
        var any = Match.no();
        for (var policy : level.policies()) {
            any = any.or(policy.allows(request, layer, EnumSet.allOf(Reach.class)));
        }
        return any;
    }
}
