package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.reconcile.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the events of an account's life, and the manual request.
///
/// The account sits in a different place in each. `CreateAccount` itself names none: the account
/// does not exist yet.
///
/// Source: Organizations user guide, "Logging AWS Organizations API calls with CloudTrail"; Control
/// Tower user guide, "Lifecycle events". For `AccountJoinedOrganization` AWS documents the event,
/// not the account's place in it, so the id is looked for.
final class LifecycleEvents {
    private static final Set<String> SOURCES = Set.of("aws.organizations", "aws.controltower");

    private LifecycleEvents() {}

    /// What an event asks for: one signal, or one per account where the event names several.
    static List<Signal> read(JsonNode event) {
        if (event.has("accountId")) {
            return List.of(manualRequest(event));
        }
        JsonNode detail = event.path("detail");
        String name = detail.path("eventName").asText();
        if (!SOURCES.contains(event.path("source").asText()) || name.isEmpty()) {
            return List.of(
                    new Signal.Ignored(
                            "this is not an event of an account's life and not a manual request"));
        }
        if (detail.hasNonNull("errorCode")) {
            return List.of(
                    new Signal.Ignored(
                            name + " was refused: " + detail.path("errorCode").asText()));
        }
        JsonNode service = detail.path("serviceEventDetails");
        return switch (name) {
            case "CreateAccountResult" ->
                    List.of(appeared(name, service.path("createAccountStatus"), "/accountId"));
            case "CreateManagedAccount" ->
                    List.of(
                            appeared(
                                    name,
                                    service.path("createManagedAccountStatus"),
                                    "/account/accountId"));
            case "UpdateManagedAccount" ->
                    List.of(
                            appeared(
                                    name,
                                    service.path("updateManagedAccountStatus"),
                                    "/account/accountId"));
            case "SetupLandingZone" -> landingZone(name, service.path("setupLandingZoneStatus"));
            case "AccountJoinedOrganization" -> List.of(appeared(name, findAccount(detail)));
            case "AcceptHandshake" ->
                    List.of(handshake(name, detail.path("responseElements").path("handshake")));
            case "InviteAccountToOrganization" ->
                    List.of(
                            new Signal.Ignored(
                                    name + " is an invitation that nobody has accepted yet"));
            case "CreateAccount" ->
                    List.of(
                            new Signal.Ignored(
                                    name + " names no account yet: CreateAccountResult will"));
            case "CloseAccountResult" -> List.of(closed(name, service.path("closeAccountStatus")));
            case "AccountDepartedOrganization" -> List.of(gone(name, findAccount(detail)));
            case "RemoveAccountFromOrganization" ->
                    List.of(
                            gone(
                                    name,
                                    account(detail.path("requestParameters").path("accountId"))));
            case "LeaveOrganization" ->
                    List.of(gone(name, account(detail.path("userIdentity").path("accountId"))));
            default -> List.of(new Signal.Ignored(name + " does not make an account appear"));
        };
    }

    private static Signal manualRequest(JsonNode event) {
        Optional<AccountId> account = account(event.path("accountId"));
        if (account.isEmpty()) {
            return new Signal.Ignored(
                    "accountId of a manual request must be a string of 12 digits");
        }
        return switch (event.path("mode").asText("").toLowerCase(Locale.ROOT)) {
            case "plan" ->
                    new Signal.Appeared(account.get(), Optional.of(Mode.PLAN), "manual request");
            case "apply" ->
                    new Signal.Appeared(account.get(), Optional.of(Mode.APPLY), "manual request");
            default -> new Signal.Ignored("mode of a manual request must be \"plan\" or \"apply\"");
        };
    }

    private static Signal appeared(String name, JsonNode status, String accountAt) {
        return switch (status.path("state").asText()) {
            case "SUCCEEDED" -> appeared(name, account(status.at(accountAt)));
            case "FAILED" ->
                    new Signal.Ignored(
                            name
                                    + " failed: "
                                    + status.path("failureReason")
                                            .asText(status.path("message").asText()));
            default -> malformed(name, "a state of SUCCEEDED or FAILED");
        };
    }

    private static Signal appeared(String name, Optional<AccountId> account) {
        return account.<Signal>map(id -> new Signal.Appeared(id, Optional.empty(), name))
                .orElseGet(() -> malformed(name, "an account id of 12 digits"));
    }

    private static Signal gone(String name, Optional<AccountId> account) {
        return account.<Signal>map(id -> new Signal.Gone(id, name))
                .orElseGet(() -> malformed(name, "an account id of 12 digits"));
    }

    private static Signal closed(String name, JsonNode status) {
        return status.path("state").asText().equals("SUCCEEDED")
                ? gone(name, account(status.path("accountId")))
                : new Signal.Ignored(name + " did not succeed: the account stays open");
    }

    private static List<Signal> landingZone(String name, JsonNode status) {
        if (!status.path("state").asText().equals("SUCCEEDED")) {
            return List.of(new Signal.Ignored(name + " did not succeed"));
        }
        List<Signal> signals = new ArrayList<>();
        status.path("accounts")
                .forEach(each -> signals.add(appeared(name, account(each.path("accountId")))));
        return signals.isEmpty() ? List.of(malformed(name, "a list of accounts")) : signals;
    }

    private static Signal handshake(String name, JsonNode handshake) {
        String action = handshake.path("action").asText("INVITE");
        if (!action.equalsIgnoreCase("INVITE")) {
            return new Signal.Ignored(name + " of " + action + " does not make an account appear");
        }
        String state = handshake.path("state").asText("ACCEPTED");
        if (!state.equalsIgnoreCase("ACCEPTED")) {
            return new Signal.Ignored(name + " left the invitation " + state);
        }
        for (JsonNode party : handshake.path("parties")) {
            if (party.path("type").asText().equalsIgnoreCase("ACCOUNT")) {
                return appeared(name, account(party.path("id")));
            }
        }
        return malformed(name, "a party of type ACCOUNT");
    }

    private static Signal malformed(String name, String missing) {
        return new Signal.Ignored(name + " is malformed: it should have " + missing);
    }

    /// The account id in the part of an event that describes what happened; not the ids of caller
    /// and recipient.
    private static Optional<AccountId> findAccount(JsonNode detail) {
        for (String part :
                List.of("serviceEventDetails", "requestParameters", "responseElements")) {
            for (JsonNode value : detail.path(part).findValues("accountId")) {
                Optional<AccountId> found = account(value);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<AccountId> account(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(AccountId::isValid)
                .map(AccountId::new);
    }
}
