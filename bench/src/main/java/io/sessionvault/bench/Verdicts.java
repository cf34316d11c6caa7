package io.sessionvault.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts the verdicts "Compliant" in what a function writes: in its log lines, or in its metric
/// `CompliantLogs` where that tells of more.
final class Verdicts implements Consumer<String> {
    private static final Pattern LINE = Pattern.compile("\"verdict\":\\s*\"Compliant\"");
    private static final Pattern METRIC = Pattern.compile("\"CompliantLogs\":\\s*([0-9.]+)");
    private static final int KEPT = 5;

    private final AtomicLong lines = new AtomicLong();
    private final AtomicLong counted = new AtomicLong();
    private final Deque<String> last = new ArrayDeque<>();

    @Override
    public void accept(String line) {
        if (LINE.matcher(line).find()) {
            lines.incrementAndGet();
        }
        Matcher metric = METRIC.matcher(line);
        if (metric.find()) {
            counted.addAndGet(Math.round(Double.parseDouble(metric.group(1))));
        }
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
    }

    /// How many logs were said to be compliant.
    long compliant() {
        return Math.max(lines.get(), counted.get());
    }

    /// The last lines, to tell what went wrong.
    String tail() {
        synchronized (last) {
            return String.join("\n", last);
        }
    }
}
