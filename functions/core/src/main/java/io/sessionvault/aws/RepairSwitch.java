package io.sessionvault.aws;

import io.sessionvault.reconcile.Observation;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The switch with which people stop all repairs at once: a parameter of Systems Manager in the
/// vault's account.
///
/// Source: Systems Manager API reference, `GetParameter`.
public final class RepairSwitch {
    private static final String ON = "on";

    private final SsmClient ssm;
    private final String parameter;

    /// @param ssm a client in the function's own account and Region
    /// @param parameter the parameter's name
    public RepairSwitch(SsmClient ssm, String parameter) {
        this.ssm = ssm;
        this.parameter = parameter;
    }

    /// Tells whether repairs are allowed: the parameter's value is exactly `on`. What cannot be
    /// read allows nothing.
    public Observation<Boolean> isOn() {
        return ServiceErrors.observe(
                () -> ON.equals(ssm.getParameter(ask -> ask.name(parameter)).parameter().value()));
    }
}
