package io.sessionvault.bench;

import java.util.List;

/// The ways in which check-log is measured: name, package, JVM options and class path of each. A
/// further way is one more line.
final class CheckLogVariants {
    /// As it is deployed, but for SnapStart.
    static final String AS_DEPLOYED = "check-log";

    private CheckLogVariants() {}

    static List<Variant> of(Workbench bench) {
        Variant asDeployed = bench.product(AS_DEPLOYED, "CheckLog");
        return List.of(asDeployed);
    }
}
