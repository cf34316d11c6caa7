package io.sessionvault.bench;

import io.sessionvault.local.lambda.AotCache;
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
    ///
    /// @param loopback gives the training run its work
    static List<Variant> ofStart(Workbench bench, LoopbackSubjects loopback) {
        Variant plain = bench.product(WITHOUT_SNAPSTART, "CheckLog");
        return List.of(
                plain,
                plain.launched(
                        RESTORED, new Launch.SnapStart(new Launch.Jvm(List.of(), List.of()))),
                trained(bench, plain, loopback));
    }

    /// The training run leaves the cache when its process ends.
    private static Variant trained(Workbench bench, Variant plain, LoopbackSubjects loopback) {
        AotCache cache = AotCache.ofMavenModule(bench.repository().resolve("functions/check-log"));
        Subject training = loopback.check(plain.launched("training", cache.training()));
        try (Running running = new Running(bench, training.variant(), training.endpoint())) {
            running.invoke(training.event());
        }
        return plain.launched(WITH_AOT_CACHE, cache.launch());
    }
}
