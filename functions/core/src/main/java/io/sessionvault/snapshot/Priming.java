package io.sessionvault.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Walks a function's path once before Lambda takes its snapshot, so that the first event after a
/// restore finds everything loaded, compiled and linked. Without SnapStart nothing is walked.
///
/// Source: Lambda developer guide, "Implement code before or after Lambda function snapshots".
public final class Priming implements Resource {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    /// The runtime itself holds only a weak reference.
    private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

    private final Runnable path;

    private Priming(Runnable path) {
        this.path = path;
    }

    /// Has the path walked before the snapshot. It must change nothing: it also runs when a version
    /// is published that nobody ever invokes.
    ///
    /// @param path what an invocation does, less its effects
    public static void beforeSnapshot(Runnable path) {
        Priming priming = new Priming(path);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            path.run();
            LOG.info("path walked before the snapshot");
        } catch (RuntimeException failure) {
            // A slower first invocation is no reason to fail a deployment.
            LOG.warn("path could not be walked before the snapshot", failure);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing to put right: connections and credentials expire by themselves, and no address
        // of a host is kept: NameLookups.
    }
}
