package io.sessionvault.local.faults;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// Where the random choices of a test class come from: `-Dseed=`, or a seed of its own. It is
/// printed at the start and again with each failure.
final class ArrivalSeed implements BeforeAllCallback, TestExecutionExceptionHandler {
    private final long seed =
            Optional.ofNullable(System.getProperty("seed"))
                    .map(Long::parseLong)
                    .orElseGet(() -> new Random().nextLong(1_000_000));

    /// Random choices; the same ones after each call.
    Random random() {
        return new Random(seed);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        System.out.println(context.getDisplayName() + ": " + this);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        System.out.println(context.getDisplayName() + " failed with " + this);
        throw failure;
    }

    @Override
    public String toString() {
        return "-Dseed=" + seed;
    }
}
