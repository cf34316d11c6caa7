package io.sessionvault.sweep;

/// What kind of session a session was, as far as its document tells.
sealed interface SessionKind {
    /// A shell by the preferences.
    record ByPreferences() implements SessionKind {}

    /// It forwarded a port, which leaves nothing to log.
    ///
    /// @param note how that is known, where the document itself could not be read; empty otherwise
    record Port(String note) implements SessionKind {}

    /// Somebody entered a container, where preferences do not reach: by ECS Exec, whose logging is a
    /// setting of the cluster, or by a session of Session Manager.
    ///
    /// @param note what is to be said of the latter; empty for ECS Exec
    record InContainer(String note) implements SessionKind {}

    /// By another document that, as far as is known, forwards no port.
    ///
    /// @param isShell whether the document surely starts a shell, and no command
    /// @param isLogged whether the document surely has its sessions logged in the vault
    /// @param note what is not known, where the document does not tell; empty otherwise
    record ByOtherDocument(boolean isShell, boolean isLogged, String note) implements SessionKind {}
}
