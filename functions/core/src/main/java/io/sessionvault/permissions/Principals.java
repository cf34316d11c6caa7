package io.sessionvault.permissions;

import java.util.List;

/// The element Principal or NotPrincipal of a statement.
///
/// Source: IAM user guide, "AWS JSON policy elements: Principal"; "AWS JSON policy elements:
/// NotPrincipal".
///
/// @param negated whether it is NotPrincipal
/// @param statement the statement it is from, for people
record Principals(boolean negated, List<Principal> elements, String statement) {
    /// One principal.
    sealed interface Principal {
        /// Everybody.
        record Everybody() implements Principal {}

        /// An account.
        record Account(String id) implements Principal {}

        /// A user, a role, or a session.
        record Arn(String arn) implements Principal {}

        /// Nobody who calls as a role or user: a service, an identity provider, or a role or user
        /// that is gone.
        record Nobody() implements Principal {}

        /// A principal that has no meaning, or one that nobody knows.
        record Untold(Doubt doubt) implements Principal {}
    }

    /// Tells whether the caller is meant.
    ///
    /// @param deniesBounded whether the statement denies, and the caller has a permissions
    ///     boundary: NotPrincipal then exempts nobody
    Match mean(Caller caller, Reach reach, boolean deniesBounded) {
        if (!negated) {
            return names(caller, reach);
        }
        if (reach != Reach.EVERYBODY) {
            return Match.no();
        }
        return deniesBounded ? Match.yes() : excludes(caller).not();
    }

    /// AWS may ask for the account, the role and the session one after the other, so NotPrincipal
    /// surely exempts only whom it names in each way.
    private Match excludes(Caller caller) {
        var account = names(caller, Reach.ACCOUNT);
        var role = names(caller, Reach.ROLE);
        var itself = names(caller, Reach.ITSELF);
        var everyWay = account.and(itself).and(caller.isRole() ? role : Match.yes());
        var anyWay = account.or(role).or(itself);
        var partly =
                Match.maybe(
                        Doubt.of(
                                "NotPrincipal of "
                                        + statement
                                        + " does not name account, role and session alike"));
        return names(caller, Reach.EVERYBODY).or(everyWay).or(anyWay.and(partly));
    }

    private Match names(Caller caller, Reach reach) {
        var any = Match.no();
        for (var element : elements) {
            any = any.or(names(element, caller, reach));
        }
        return any;
    }

    private Match names(Principal element, Caller caller, Reach reach) {
        return switch (element) {
            case Principal.Everybody _ -> Match.of(reach == Reach.EVERYBODY);
            case Principal.Account account ->
                    Match.of(reach == Reach.ACCOUNT && account.id.equals(caller.account().value()));
            case Principal.Arn named -> names(named.arn, caller, reach);
            case Principal.Nobody _ -> Match.no();
            case Principal.Untold untold -> Match.maybe(untold.doubt);
        };
    }

    private Match names(String arn, Caller caller, Reach reach) {
        if (arn.equals(caller.arn())) {
            return Match.of(reach == (caller.isRole() ? Reach.ROLE : Reach.ITSELF));
        }
        if (reach != Reach.ITSELF || !caller.isRole() || !arn.startsWith(caller.sessionPrefix())) {
            return Match.no();
        }
        return caller.session()
                .map(session -> Match.of(arn.equals(caller.sessionPrefix() + session)))
                .orElseGet(
                        () -> Match.maybe(Doubt.of(statement + " names the one session " + arn)));
    }
}
