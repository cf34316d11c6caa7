package io.sessionvault.bench;

import io.sessionvault.local.lambda.Launch;
import java.util.List;

/// The ways in which check-log is measured: name, package, JVM options and class path of each. A
/// further way is one more line.
final class CheckLogVariants {
    /// As it is deployed, but for SnapStart.
    static final String WITHOUT_SNAPSTART = "check-log";

    /// As SnapStart restores it, without the time that AWS needs to restore a snapshot.
    static final String RESTORED = "check-log, restored by SnapStart";

    /// With a cache that the build has made in a training run.
    static final String WITH_AOT_CACHE = "check-log, AOT cache";

    private CheckLogVariants() {}

    static List<Variant> of(Workbench bench) {
        return List.of(bench.product(WITHOUT_SNAPSTART, "CheckLog"));
    }

    /// Those in which only the start differs.
    static List<Variant> ofStart(Workbench bench) {
        Variant plain = bench.product(WITHOUT_SNAPSTART, "CheckLog");
        return List.of(
                plain,
                plain.launched(
                        RESTORED, new Launch.SnapStart(new Launch.Jvm(List.of(), List.of()))));
    }
}
