package io.sessionvault.onboardaccount;

import io.sessionvault.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An account in which something was changed, with all that a batch says of it: it is looked at
/// once.
///
/// @param account the account
/// @param messages its messages, at least one
record ChangedAccount(AccountId account, List<ReactionMessage> messages) {
    private static final int MOST_NAMES = 20;

    private static final Comparator<ReactionMessage> BY_TIME =
            Comparator.comparing(ReactionMessage::time);

    private static final Comparator<ReactionMessage> BY_RECEIPTS =
            Comparator.comparingInt(message -> message.message().receiveCount());

    /// Copies the list.
    ChangedAccount {
        messages = List.copyOf(messages);
    }

    /// Folds messages by account. Who has waited for the most receipts comes first, then who has
    /// waited longest, so that nobody is passed over again and again.
    static List<ChangedAccount> fold(Collection<ReactionMessage> messages) {
        return messages.stream()
                .collect(
                        Collectors.groupingBy(
                                ReactionMessage::account, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> new ChangedAccount(each.getKey(), each.getValue()))
                .sorted(
                        Comparator.comparingInt(ChangedAccount::receipts)
                                .reversed()
                                .thenComparing(ChangedAccount::since))
                .toList();
    }

    /// When the first of its changes was made.
    Instant since() {
        return messages.stream().min(BY_TIME).orElseThrow().time();
    }

    /// When the last of its changes was made.
    Instant until() {
        return newest().time();
    }

    /// The calls that changed something, each once, twenty at most.
    List<String> eventNames() {
        return messages.stream()
                .map(ReactionMessage::eventName)
                .distinct()
                .sorted()
                .limit(MOST_NAMES)
                .toList();
    }

    /// Which of the messages stand for all of them where the account has to be looked at again: the
    /// newest, because a look before it would not count, and the one that was received most often,
    /// because it says how long this has been tried.
    List<ReactionMessage> standing() {
        return Stream.of(newest(), messages.stream().max(BY_RECEIPTS).orElseThrow())
                .distinct()
                .toList();
    }

    private ReactionMessage newest() {
        return messages.stream().max(BY_TIME.thenComparing(BY_RECEIPTS)).orElseThrow();
    }

    private int receipts() {
        return messages.stream().max(BY_RECEIPTS).orElseThrow().message().receiveCount();
    }
}
