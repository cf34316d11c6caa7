package io.sessionvault.snapshot;

import java.security.Security;

/// What the JVM remembers of the addresses of hosts.
///
/// It measures how old an answer is by a clock that stands still in a snapshot, so after a restore
/// an answer of hours or days ago would count as fresh. A lookup is cheap, and connections are kept,
/// so no answer is kept at all, neither an address nor that there is none.
///
/// The JVM reads this when it looks up its first name, and log4j does so when it makes its first
/// logger: it asks for the name of its own host. So a handler says it before anything else, in its
/// first static initializer, and this class has no logger. A property of the JVM would not do:
/// `java.security` says for how long the JVM keeps that there is no address, and outweighs it.
///
/// Source: JDK documentation, "Networking Properties", `networkaddress.cache.ttl`; Lambda developer
/// guide, "Best practices for working with Lambda SnapStart", on network state.
public final class NameLookups {
    private NameLookups() {}

    /// Has each name looked up when it is needed. It counts only before the first lookup.
    public static void keepNone() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
    }
}
