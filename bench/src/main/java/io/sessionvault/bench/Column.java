package io.sessionvault.bench;

/// One figure of a table.
///
/// @param name what it is, with its unit in brackets
/// @param decimals how many are worth printing
public record Column(String name, int decimals) {}
