package io.sessionvault.local.lambda;

import java.time.Duration;

/// How the process of an execution environment came up.
///
/// @param process the process
/// @param initialisation the time from its start, or with SnapStart from its restoration, until it asked for its first
///     event
public record ColdStart(ProcessHandle process, Duration initialisation) {}
