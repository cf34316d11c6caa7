package io.sessionvault.rule;

/// One broken rule.
///
/// @param rule the rule
/// @param detail what was expected and what was found, in one sentence
public record Finding(Rule rule, String detail) {}
