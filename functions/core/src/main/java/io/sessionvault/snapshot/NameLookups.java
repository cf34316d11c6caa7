package io.sessionvault.snapshot;

import java.security.Security;

/// What the JVM remembers of the addresses of hosts.
///
/// It measures how old an answer is by a clock that stands still in a snapshot, so after a restore
/// an answer of hours or days ago would count as fresh. A lookup is cheap, and connections are kept,
/// so no answer is kept at all, neither an address nor that there is none.
///
/// Source: JDK documentation, "Networking Properties", `networkaddress.cache.ttl`; Lambda developer
/// guide, "Best practices for working with Lambda SnapStart", on network state.
final class NameLookups {
    private NameLookups() {}

    /// Has each name looked up when it is needed. It counts only before the first lookup.
    static void keepNone() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
    }
}
