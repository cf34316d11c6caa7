package io.sessionvault.bench;

import io.sessionvault.local.lambda.ColdStart;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.InvocationResult;
import java.net.URI;

/// One process of a variant, and what is measured of it.
final class Running implements AutoCloseable {
    private static final double MILLI = 1e6;

    private final Verdicts verdicts = new Verdicts();
    private final FunctionSandbox sandbox;
    private final ColdStart start;
    private final ProcessMeter meter;

    /// Starts the process.
    ///
    /// @throws IllegalStateException when it never asks for an event
    Running(Workbench bench, Variant variant, URI endpoint) {
        sandbox = bench.sandbox(variant, endpoint, verdicts);
        try {
            start = sandbox.start();
        } catch (IllegalStateException notStarted) {
            sandbox.close();
            throw new IllegalStateException(
                    variant.name() + " does not start\n" + verdicts.tail(), notStarted);
        }
        meter = new ProcessMeter(start.process());
    }

    /// An answer and the time that it took.
    record Answer(String body, double millis) {}

    /// Invokes the function.
    ///
    /// @throws IllegalStateException when it does not answer
    Answer invoke(String event) {
        long began = System.nanoTime();
        InvocationResult result = sandbox.invoke(event);
        double millis = (System.nanoTime() - began) / MILLI;
        if (result instanceof InvocationResult.Answered(String body)) {
            return new Answer(body, millis);
        }
        throw new IllegalStateException("no answer but " + result + "\n" + verdicts.tail());
    }

    /// Milliseconds from the start of the process until it asked for its first event.
    double startMillis() {
        return start.initialisation().toNanos() / MILLI;
    }

    ProcessMeter meter() {
        return meter;
    }

    /// What it has written; all of it after [#close()].
    Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
