package io.sessionvault.local.faults;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which rows are played: all of them where the system property `fault.rows` is not `share`;
/// otherwise one of each operation and what happens to it, another one each day, so that as many
/// days as an operation has rows of a kind show all of them.
///
/// @param turn whose turn it is, such as the number of the day; `-Dseed=` names another
/// @param isWhole whether all rows are played
record CallShare(long turn, boolean isWhole) {
    /// What the build asks for.
    static CallShare ofToday() {
        return new CallShare(
                Optional.ofNullable(System.getProperty("seed"))
                        .map(Long::parseLong)
                        .orElseGet(() -> LocalDate.now(Clock.system(ZoneOffset.UTC)).toEpochDay()),
                !System.getProperty("fault.rows", "whole").equals("share"));
    }

    /// The rows to play.
    ///
    /// @param kind what a row has in common with those that it may stand for
    <R> Set<R> of(Collection<R> rows, Function<R, List<String>> kind) {
        if (isWhole) {
            return new LinkedHashSet<>(rows);
        }
        Map<List<String>, List<R>> alike = new LinkedHashMap<>();
        rows.forEach(
                row -> alike.computeIfAbsent(kind.apply(row), first -> new ArrayList<>()).add(row));
        Set<R> played = new HashSet<>();
        // Shifted from kind to kind, so that no function has its turn with all kinds at once.
        long turn = this.turn;
        for (List<R> those : alike.values()) {
            played.add(those.get(Math.floorMod(turn++, those.size())));
        }
        return played;
    }

    @Override
    public String toString() {
        return isWhole
                ? "all rows"
                : "one row of each operation and kind, -Dseed=" + turn + "; -Pwhole plays all";
    }
}
