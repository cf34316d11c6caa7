package io.sessionvault.local.statemachine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.s3.S3Client;

/// What a state machine works with.
///
/// @param s3 S3, with the credentials of the state machine's role
/// @param functions Lambda
/// @param pause lets time pass before another attempt
/// @param clock what time it is
/// @param chance what waits are scattered by
/// @param parallel how many executions of a map run at a time at most, whatever the definition
///     allows
/// @param threads what the executions of a map run on
/// @param emptyMap what a map does without an item
public record Surroundings(
        S3Client s3,
        Functions functions,
        Consumer<Duration> pause,
        InstantSource clock,
        RandomGenerator chance,
        int parallel,
        ThreadFactory threads,
        EmptyMap emptyMap) {
    /// With maps that succeed without an item.
    public Surroundings(
            S3Client s3,
            Functions functions,
            Consumer<Duration> pause,
            InstantSource clock,
            RandomGenerator chance,
            int parallel,
            ThreadFactory threads) {
        this(s3, functions, pause, clock, chance, parallel, threads, EmptyMap.SUCCEEDS);
    }

    /// @throws IllegalArgumentException when nothing may run
    public Surroundings {
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one at a time, not " + parallel);
        }
    }
}
