package io.sessionvault.log;

import io.sessionvault.rule.LocatedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys before the bucket's first object, as they are listed: of as many as there are, only what
/// is wrong is kept. Where that depends on all of them, they are taken a second time.
public final class FirstKeys {
    private final HistoryCheck histories;
    private final Instant startedAt;
    private final RunListing listing;
    private final CurrentObjects neighbours = new CurrentObjects();
    private final List<LocatedFinding> findings = new ArrayList<>();
    private boolean areUndecided;
    private @Nullable String shown;
    private boolean isEmpty = true;

    /// @param startedAt when the run began
    public FirstKeys(HistoryCheck histories, Instant startedAt) {
        this.histories = histories;
        this.startedAt = startedAt;
        this.listing = new RunListing(startedAt);
    }

    /// Takes the next key of the bucket's versions, in their order; false when no more is wanted.
    public boolean take(KeyHistory history) {
        return switch (listing.standing(history)) {
            case SHOWN -> {
                // It is another's to judge, and tells what the lifecycle left alone all the same.
                neighbours.add(history);
                shown = history.key();
                isEmpty = false;
                yield false;
            }
            case NEW -> true;
            case HIDDEN -> look(history);
            case OPEN -> {
                isEmpty &= !(history.hasObject() && history.hadObject(startedAt));
                yield look(history);
            }
        };
    }

    private boolean look(KeyHistory history) {
        neighbours.add(history);
        if (histories.dependsOnNeighbours(history, startedAt)) {
            areUndecided = true;
        } else {
            findings.addAll(histories.check(history, neighbours, startedAt));
        }
        return true;
    }

    /// Tells whether a key has to be taken again, now that all are known.
    public boolean areUndecided() {
        return areUndecided;
    }

    /// Takes the next key a second time; false when no more is wanted.
    public boolean takeAgain(KeyHistory history) {
        return switch (listing.standing(history)) {
            case SHOWN -> false;
            case NEW -> true;
            case HIDDEN, OPEN -> {
                if (histories.dependsOnNeighbours(history, startedAt)) {
                    findings.addAll(histories.check(history, neighbours, startedAt));
                }
                yield true;
            }
        };
    }

    /// What is wrong.
    public List<LocatedFinding> findings() {
        return List.copyOf(findings);
    }

    /// Tells whether there is no object that was there when the run began.
    public boolean isEmpty() {
        return isEmpty;
    }

    /// The first key that is in the listing for sure; null when there is none.
    public @Nullable String firstObject() {
        return shown;
    }
}
