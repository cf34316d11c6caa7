package io.sessionvault.bench;

import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a JVM with the serial collector tells of its heap, by `jcmd` of the JDK that measures.
final class HeapMeter {
    /// A line each for the young and the old generation; what follows divides the young one.
    private static final Pattern GENERATION =
            Pattern.compile(
                    "(?:def new|DefNew|tenured|Tenured)[^\\n]*?total (\\d+)K, used (\\d+)K");

    private static final double KIBI = 1024;

    private final String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private final String pid;

    HeapMeter(long pid) {
        this.pid = Long.toString(pid);
    }

    /// What the heap has taken from the machine, used or not, in MiB.
    double takenMebibytes() {
        return sum(generation -> Double.parseDouble(generation.group(1)));
    }

    /// What is reachable, in MiB. Collects garbage to find out.
    double liveMebibytes() {
        ask("GC.run");
        return sum(generation -> Double.parseDouble(generation.group(2)));
    }

    private double sum(ToDoubleFunction<MatchResult> figure) {
        String heap = ask("GC.heap_info");
        if (GENERATION.matcher(heap).results().count() != 2) {
            throw new IllegalStateException("not the heap of the serial collector: " + heap);
        }
        return GENERATION.matcher(heap).results().mapToDouble(figure).sum() / KIBI;
    }

    private String ask(String command) {
        return Command.output(jcmd, pid, command)
                .orElseThrow(() -> new IllegalStateException(jcmd + " cannot reach " + pid));
    }
}
