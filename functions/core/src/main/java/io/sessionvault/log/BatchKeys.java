package io.sessionvault.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys that a batch of the listing looks at: those from its first key to its last, and behind
/// the last those up to where the next batch has to have begun. Where exactly it begins the batch
/// cannot know, because keys come and go while the run lists. So what lies behind is cut at every
/// key at which it may begin, and whoever knows all batches drops the parts that the next one has.
///
/// Source: docs/decisions/0014.
public final class BatchKeys {
    /// Behind so many keys at which the next batch may begin, it is taken for begun.
    static final int MOST = 1_000;

    private final String first;
    private final String last;
    private final RunListing listing;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable String next;
    private @Nullable String newKey;
    private int beginnings;

    /// Keys that belong together: all of them are another batch's, or none.
    ///
    /// @param first the key from which on they are; the batch's first key for its own keys
    /// @param keys the keys
    public record Part(String first, List<KeyHistory> keys) {}

    /// @param first the batch's first key
    /// @param last its last one
    public BatchKeys(String first, String last, RunListing listing) {
        this.first = first;
        this.last = last;
        this.listing = listing;
        parts.add(new Part(first, new ArrayList<>()));
    }

    /// Takes the next key of the bucket's versions, in their order; false when no more is wanted.
    public boolean take(KeyHistory history) {
        if (KeyOrder.compare(history.key(), first) < 0) {
            return true;
        }
        if (KeyOrder.compare(history.key(), last) <= 0) {
            parts.getFirst().keys().add(history);
            return true;
        }
        return switch (listing.standing(history)) {
            case SHOWN -> end(history.key());
            case HIDDEN -> hidden(history);
            // The next run looks at what is new and in no batch.
            case NEW -> {
                newKey = history.key();
                yield true;
            }
            case OPEN -> begin(history.key(), history);
        };
    }

    /// The batch's own keys, and the parts behind them.
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /// The key with which another batch has to begin, or with one before it; null when there is no
    /// such key.
    public @Nullable String next() {
        return next;
    }

    /// A hidden key is the next batch's if that begins at a new key before it. However many new keys
    /// there are, only the last of them decides.
    private boolean hidden(KeyHistory history) {
        if (newKey != null) {
            return begin(newKey, history);
        }
        parts.getLast().keys().add(history);
        return true;
    }

    private boolean begin(String key, KeyHistory history) {
        newKey = null;
        if (++beginnings > MOST) {
            return end(key);
        }
        parts.add(new Part(key, new ArrayList<>(List.of(history))));
        return true;
    }

    private boolean end(String key) {
        next = key;
        return false;
    }
}
