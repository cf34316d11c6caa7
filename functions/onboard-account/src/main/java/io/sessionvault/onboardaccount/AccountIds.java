package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds account ids in events.
final class AccountIds {
    /// The parts of an event that tell what happened, as opposed to who did it.
    private static final List<String> PARTS =
            List.of("serviceEventDetails", "requestParameters", "responseElements");

    /// Source: Service authorization reference, "Resource types defined by AWS Organizations".
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z-]+:organizations::[0-9]{12}:account/[^/]+/([0-9]{12})");

    private AccountIds() {}

    /// The id that is all of a value: 12 digits as a text, or as a number. A number has lost the
    /// zeros that it began with, so one of fewer digits is no id.
    static Optional<AccountId> id(JsonNode value) {
        return Optional.of(value)
                .filter(node -> node.isTextual() || node.isIntegralNumber())
                .map(JsonNode::asText)
                .filter(AccountId::isValid)
                .map(AccountId::new);
    }

    /// The one account that an event is about, wherever it stands; empty when there is none, or
    /// more than one that it could be. Caller and recipient count only where a field `accountId` of
    /// what happened names them.
    static Optional<AccountId> anywhere(JsonNode event) {
        JsonNode detail = event.path("detail");
        Set<AccountId> named = new TreeSet<>();
        Set<AccountId> others = new TreeSet<>();
        for (String part : PARTS) {
            walk(detail.path(part), node -> id(node.path("accountId")).ifPresent(named::add));
            walk(detail.path(part), node -> idOrArn(node).ifPresent(others::add));
        }
        walk(detail.path("resources"), node -> idOrArn(node).ifPresent(others::add));
        walk(event.path("resources"), node -> idOrArn(node).ifPresent(others::add));
        others.removeAll(callers(detail));
        id(event.path("account")).ifPresent(others::remove);
        return named.isEmpty() ? only(others) : only(named);
    }

    /// The account whose credentials made a call, and in which CloudTrail recorded it.
    static Optional<AccountId> caller(JsonNode detail) {
        return only(callers(detail));
    }

    /// The only one; empty when there are several, or none.
    static Optional<AccountId> only(Set<AccountId> accounts) {
        return accounts.size() == 1 ? accounts.stream().findFirst() : Optional.empty();
    }

    private static Set<AccountId> callers(JsonNode detail) {
        Set<AccountId> callers = new TreeSet<>();
        Stream.of(detail.path("userIdentity").path("accountId"), detail.path("recipientAccountId"))
                .forEach(value -> id(value).ifPresent(callers::add));
        return callers;
    }

    private static Optional<AccountId> idOrArn(JsonNode node) {
        Matcher arn = ARN.matcher(node.asText());
        return arn.matches() ? Optional.of(new AccountId(arn.group(1))) : id(node);
    }

    /// Visits a value and all that is in it: the parser has set a limit to both.
    private static void walk(JsonNode root, Consumer<JsonNode> visit) {
        Deque<JsonNode> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            visit.accept(node);
            node.forEach(open::add);
        }
    }
}
