package io.sessionvault.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says a process has taken so far. Linux only.
final class ProcessMeter {
    private static final MethodHandle CLOCK_GETTIME = clockGettime();

    /// The CPU clock of a process is its id, inverted, and in the last three bits the number of the
    /// scheduler's clock. The figures in /proc are whole hundredths of a second.
    ///
    /// Source: Linux, `include/linux/posix-timers.h`, `MAKE_PROCESS_CPUCLOCK` and `CPUCLOCK_SCHED`.
    private static final int SCHEDULER_CLOCK = 2;

    private static final double NANOS = 1e9;

    private final long pid;

    ProcessMeter(ProcessHandle process) {
        pid = process.pid();
    }

    /// CPU seconds of all its threads since its start, those included that have ended.
    double cpuSeconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int clock = ((int) ~pid << 3) | SCHEDULER_CLOCK;
            if ((int) CLOCK_GETTIME.invokeExact(clock, time) != 0) {
                throw new IllegalStateException("process " + pid + " has ended");
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0)
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / NANOS;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long pid() {
        return pid;
    }

    /// The most memory it had at a time, in MiB: `VmHWM` of proc(5).
    double peakMebibytes() {
        return mebibytes("VmHWM:");
    }

    /// The memory that it has, in MiB: `VmRSS` of proc(5).
    double residentMebibytes() {
        return mebibytes("VmRSS:");
    }

    private double mebibytes(String name) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + name + " of " + pid));
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @SuppressWarnings("restricted") // The JVM is started with native access enabled.
    private static MethodHandle clockGettime() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }
}
