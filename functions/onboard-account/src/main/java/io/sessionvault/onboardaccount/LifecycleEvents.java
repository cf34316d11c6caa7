package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.aws.WatchMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads the events of an account's life, the manual request, and what a comparison has found.
///
/// The account sits in a different place in each. `CreateAccount` itself names none: the account
/// does not exist yet. Whatever came here matched a rule, so what cannot be read is never settled.
///
/// Source: Organizations user guide, "Logging AWS Organizations API calls with CloudTrail"; Control
/// Tower user guide, "Lifecycle events". For `AccountJoinedOrganization` AWS documents the event,
/// not the account's place in it, so the id is looked for.
final class LifecycleEvents {
    private static final Set<String> SOURCES =
            Set.of("aws.organizations", "aws.controltower", Newcomers.SOURCE);

    private static final String ID = "an account id of 12 digits";

    private LifecycleEvents() {}

    /// When it happened, as the event says.
    static Optional<Instant> time(JsonNode event) {
        try {
            return Optional.of(Instant.parse(event.path("time").asText()));
        } catch (DateTimeException absent) {
            return Optional.empty();
        }
    }

    /// What an event asks for: one signal, or one per account where the event names several.
    static List<Signal> read(JsonNode event) {
        if (event.has("accountId")) {
            return List.of(ManualRequests.read(event));
        }
        if (event.has(WatchMessage.FIELD)) {
            return List.of(WatchRequests.read(event));
        }
        JsonNode detail = event.path("detail");
        String name = detail.path("eventName").asText();
        if (!SOURCES.contains(event.path("source").asText()) || name.isEmpty()) {
            return List.of(
                    new Signal.Unreadable(
                            "event",
                            "this is not an event of an account's life and not a manual request"));
        }
        JsonNode error = detail.path("errorCode");
        if (error.isTextual()) {
            return List.of(new Signal.Ignored(name + " was refused: " + error.asText()));
        }
        return read(event, detail, name);
    }

    private static List<Signal> read(JsonNode event, JsonNode detail, String name) {
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
            case "AccountJoinedOrganization" ->
                    List.of(new Signal.Joined(AccountIds.anywhere(event), name));
            case Newcomers.FOUND ->
                    List.of(appeared(name, AccountIds.id(detail.path("accountId"))));
            case "AcceptHandshake" -> List.of(Handshakes.accepted(name, detail));
            case "InviteAccountToOrganization" ->
                    List.of(
                            new Signal.Ignored(
                                    name + " is an invitation that nobody has accepted yet"));
            case "CreateAccount" ->
                    List.of(
                            new Signal.Ignored(
                                    name + " names no account yet: CreateAccountResult will"));
            case "MoveAccount", "CloseAccount" ->
                    List.of(new Signal.Ignored(name + " does not make an account appear"));
            case "CloseAccountResult" -> List.of(closed(name, service.path("closeAccountStatus")));
            case "AccountDepartedOrganization" -> List.of(gone(name, AccountIds.anywhere(event)));
            case "RemoveAccountFromOrganization" ->
                    List.of(
                            gone(
                                    name,
                                    AccountIds.id(
                                            detail.path("requestParameters").path("accountId"))));
            case "LeaveOrganization" -> List.of(gone(name, AccountIds.caller(detail)));
            default ->
                    List.of(new Signal.Unreadable(name, name + " is an event that is not known"));
        };
    }

    private static Signal appeared(String name, JsonNode status, String accountAt) {
        return ofState(name, status, () -> appeared(name, AccountIds.id(status.at(accountAt))), "");
    }

    private static Signal appeared(String name, Optional<AccountId> account) {
        return account.<Signal>map(id -> new Signal.Appeared(id, Optional.empty(), name))
                .orElseGet(() -> malformed(name, ID));
    }

    private static Signal gone(String name, Optional<AccountId> account) {
        return account.<Signal>map(id -> new Signal.Gone(id, name))
                .orElseGet(() -> malformed(name, ID));
    }

    private static Signal closed(String name, JsonNode status) {
        return ofState(
                name,
                status,
                () -> gone(name, AccountIds.id(status.path("accountId"))),
                ", the account stays open");
    }

    private static Signal ofState(
            String name, JsonNode status, Supplier<Signal> succeeded, String otherwise) {
        return switch (status.path("state").asText()) {
            case "SUCCEEDED" -> succeeded.get();
            case "FAILED" ->
                    new Signal.Ignored(
                            name
                                    + " failed"
                                    + otherwise
                                    + ": "
                                    + status.path("failureReason")
                                            .asText(status.path("message").asText()));
            default -> malformed(name, "a state of SUCCEEDED or FAILED");
        };
    }

    private static List<Signal> landingZone(String name, JsonNode status) {
        List<Signal> signals = new ArrayList<>();
        if (status.path("state").asText().equals("SUCCEEDED")
                && status.path("accounts").isArray()) {
            for (JsonNode each : status.path("accounts")) {
                signals.add(appeared(name, AccountIds.id(each.path("accountId"))));
            }
        }
        return signals.isEmpty()
                ? List.of(ofState(name, status, () -> malformed(name, "a list of accounts"), ""))
                : signals;
    }

    static Signal malformed(String name, String missing) {
        return new Signal.Unreadable(name, name + " is malformed: it should have " + missing);
    }
}
