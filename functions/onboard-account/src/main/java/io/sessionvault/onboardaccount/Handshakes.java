package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads the acceptance of an invitation.
///
/// Source: Organizations API reference, `AcceptHandshake` and data type `Handshake`. An invitation
/// by e-mail has the account among its resources, not among its parties.
final class Handshakes {
    /// What else two parties may shake hands on.
    private static final Set<String> OTHER_ACTIONS =
            Set.of(
                    "ENABLE_ALL_FEATURES",
                    "APPROVE_ALL_FEATURES",
                    "ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE",
                    "TRANSFER_RESPONSIBILITY");

    private static final Set<String> OTHER_ENDS = Set.of("CANCELED", "DECLINED", "EXPIRED");

    private Handshakes() {}

    /// What an acceptance that was not refused asks for. Without an action it counts as one of an
    /// invitation: to reconcile a member once more changes nothing.
    static Signal accepted(String name, JsonNode detail) {
        JsonNode handshake = detail.path("responseElements").path("handshake");
        String action = text(handshake.path("action"));
        if (OTHER_ACTIONS.contains(action)) {
            return new Signal.Ignored(name + " of " + action + " does not make an account appear");
        }
        String state = text(handshake.path("state"));
        if (OTHER_ENDS.contains(state)) {
            return new Signal.Ignored(name + " left the invitation " + state);
        }
        // Who joins is who accepts.
        return among(handshake.path("parties"), "id")
                .or(() -> among(handshake.path("resources"), "value"))
                .or(() -> AccountIds.caller(detail))
                .<Signal>map(account -> new Signal.Appeared(account, Optional.empty(), name))
                .orElseGet(() ->
                        LifecycleEvents.malformed(
                                name, "an account among parties or resources, or as its caller"));
    }

    private static Optional<AccountId> among(JsonNode list, String value) {
        Set<AccountId> accounts = new TreeSet<>();
        for (JsonNode each : list) {
            if (text(each.path("type")).equals("ACCOUNT")) {
                AccountIds.id(each.path(value)).ifPresent(accounts::add);
            }
        }
        return AccountIds.only(accounts);
    }

    /// CloudTrail writes these names in either case.
    private static String text(JsonNode name) {
        return name.asText().toUpperCase(Locale.ROOT);
    }
}
