package io.sessionvault.permissions;

import java.util.List;

/// The element Resource or NotResource of a statement, or Action or NotAction.
///
/// Source: IAM user guide, "IAM JSON policy elements: Resource", "NotResource", "Action",
/// "NotAction".
///
/// @param negated whether everything is meant but what is listed
record Names(boolean negated, List<Template> listed) {
    /// Tells whether the name is meant.
    Match mean(String name, RequestContext context) {
        var any = Match.no();
        for (var template : listed) {
            if (any.isCertain()) {
                break;
            }
            any = any.or(template.matches(name, context));
        }
        return negated ? any.not() : any;
    }

    /// Tells whether a name of which nothing is known is meant.
    ///
    /// @param doubt what to say where some names are meant and others are not
    Match meanSome(Doubt doubt) {
        return listed.stream().anyMatch(Template::isAnything)
                ? Match.of(!negated)
                : Match.maybe(doubt);
    }
}
