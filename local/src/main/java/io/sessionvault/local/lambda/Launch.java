package io.sessionvault.local.lambda;

import java.nio.file.Path;
import java.util.List;

/// How the process of an execution environment is started.
public sealed interface Launch {
    /// As Lambda starts a Java function: the runtime client alone on the class path, which finds the function in the
    /// task root.
    static Launch asLambda() {
        return new Jvm(List.of(), List.of());
    }

    /// A JVM with the runtime client in it.
    ///
    /// @param options beside those that Lambda sets
    /// @param classPath what stands behind the runtime client on the JVM's own class path: empty in Lambda, the whole
    ///     function where it is in a container image of its own
    record Jvm(List<String> options, List<Path> classPath) implements Launch {
        /// Copies the lists.
        public Jvm {
            options = List.copyOf(options);
            classPath = List.copyOf(classPath);
        }
    }

    /// A JVM as SnapStart has it, as far as one process can play that: it initialises the function, runs its hooks
    /// before the checkpoint, and from there goes on as if it had just been restored.
    ///
    /// @param jvm how the JVM is started
    record SnapStart(Jvm jvm) implements Launch {}

    /// Another program that speaks the Runtime API by itself; it starts in the task root.
    ///
    /// @param command the program and its arguments
    record Program(List<String> command) implements Launch {
        /// Copies the list.
        public Program {
            command = List.copyOf(command);
        }
    }
}
