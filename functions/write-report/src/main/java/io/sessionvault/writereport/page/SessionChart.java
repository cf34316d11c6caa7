package io.sessionvault.writereport.page;

import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Sessions by the day on which they ended, as stacked bars. Lengths are units of the drawing,
/// whose vertical axis points down.
///
/// @param days the days, oldest first
/// @param bars a bar for each day
/// @param ticks the lines behind the bars
public record SessionChart(List<SessionDay> days, List<Bar> bars, List<Tick> ticks) {
    /// The width of the drawing.
    public static final int WIDTH = 1000;

    /// The height of the drawing without the names of the days below.
    public static final int HEIGHT = 180;

    /// Where the bars begin, to the right of the ticks' numbers.
    public static final int LEFT = 48;

    private static final int TOP = 12;
    private static final double WIDEST_BAR = 44;
    private static final double SHARE_OF_BAR = 0.72;
    private static final int MOST_LABELS = 16;
    private static final double LEAST_HEIGHT = 3;
    private static final int TICKS = 4;

    /// One day.
    ///
    /// @param x the left edge
    /// @param width the width
    /// @param label the day below the bar; empty where there is no room for one
    /// @param tip the day in words
    /// @param segments what the bar is made of, from the bottom up
    public record Bar(String x, String width, String label, String tip, List<Segment> segments) {}

    /// A part of a bar.
    ///
    /// @param kind what became of these sessions' logs, as a class
    /// @param y the upper edge
    /// @param height the height
    public record Segment(String kind, String y, String height) {}

    /// A line behind the bars.
    ///
    /// @param y its place
    /// @param label the number of sessions there
    public record Tick(String y, String label) {}

    /// The chart of some days. Days that are not named between the first and the last had no
    /// session and keep their place.
    static SessionChart of(List<SessionDay> days) {
        if (days.isEmpty()) {
            return new SessionChart(days, List.of(), List.of());
        }
        var first = days.getFirst().day();
        long span = ChronoUnit.DAYS.between(first, days.getLast().day()) + 1;
        long top = top(days.stream().mapToInt(day -> day.sessions().total()).max().orElse(0));
        double pitch = Math.min(WIDEST_BAR / SHARE_OF_BAR, (double) (WIDTH - LEFT) / span);
        long labelled = Math.ceilDiv(span, MOST_LABELS);
        var bars = new ArrayList<Bar>();
        for (var day : days) {
            long place = ChronoUnit.DAYS.between(first, day.day());
            bars.add(
                    new Bar(
                            length(LEFT + pitch * (place + (1 - SHARE_OF_BAR) / 2)),
                            length(pitch * SHARE_OF_BAR),
                            place % labelled == 0 ? day.day().toString().substring(5) : "",
                            day.day() + ": " + words(day.sessions()),
                            segments(day.sessions(), top)));
        }
        var ticks = new ArrayList<Tick>();
        for (int tick = 0; tick <= TICKS; tick++) {
            long value = top * tick / TICKS;
            ticks.add(new Tick(length(HEIGHT - height(value, top)), Words.number(value)));
        }
        return new SessionChart(List.copyOf(days), bars, ticks);
    }

    /// All days in one sentence.
    public String summary() {
        var all =
                days.stream()
                        .map(SessionDay::sessions)
                        .reduce(SessionCount.NONE, SessionCount::plus);
        return days.isEmpty()
                ? ""
                : days.getFirst().day() + " to " + days.getLast().day() + ": " + words(all);
    }

    private static String words(SessionCount count) {
        return Words.number(count.logged())
                + " logged, "
                + Words.number(count.unlogged())
                + " unlogged, "
                + Words.number(count.unloggable())
                + " that cannot be logged, "
                + Words.number(count.waiting())
                + " waiting";
    }

    private static List<Segment> segments(SessionCount count, long top) {
        var segments = new ArrayList<Segment>();
        double floor = HEIGHT;
        for (var part :
                List.of(
                        new Part("logged", count.logged()),
                        new Part("waiting", count.waiting()),
                        new Part("unloggable", count.unloggable()),
                        new Part("unlogged", count.unlogged()))) {
            if (part.count() > 0) {
                // One lost log among thousands must still be seen.
                double height = Math.max(LEAST_HEIGHT, height(part.count(), top));
                floor -= height;
                segments.add(new Segment(part.kind(), length(floor), length(height)));
            }
        }
        return segments;
    }

    private record Part(String kind, int count) {}

    private static double height(long count, long top) {
        return (double) (HEIGHT - TOP) * count / top;
    }

    /// The least of 4, 8, 20, 40, 80, 200 ... that is not below the highest bar, so that ticks are
    /// whole and round.
    private static long top(int highest) {
        long top = TICKS;
        for (int step = 0; top < highest; step++) {
            top = step % 3 == 1 ? top * 5 / 2 : top * 2;
        }
        return top;
    }

    private static String length(double length) {
        long tenths = Math.round(length * 10);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
    }
}
