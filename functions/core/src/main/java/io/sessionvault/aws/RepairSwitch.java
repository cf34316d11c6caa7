package io.sessionvault.aws;

import io.sessionvault.compliance.RepairSetting;
import io.sessionvault.compliance.SwitchState;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// The switch with which people stop all repairs, or every change, at once: a parameter of Systems
/// Manager in the vault's account.
///
/// Source: Systems Manager API reference, `GetParameter`.
public final class RepairSwitch {
    private final SsmClient ssm;
    private final String parameter;

    /// @param ssm a client in the function's own account and Region
    /// @param parameter the parameter's name
    public RepairSwitch(SsmClient ssm, String parameter) {
        this.ssm = ssm;
        this.parameter = parameter;
    }

    /// The parameter's name.
    public String parameter() {
        return parameter;
    }

    /// Reads what it says now. A value that is none of the three is not seen, like one that cannot
    /// be read: nobody can tell what was meant.
    public Observation<SwitchState> read() {
        return switch (ServiceErrors.observe(
                () -> ssm.getParameter(ask -> ask.name(parameter)).parameter())) {
            case Observation.Unseen<Parameter>(ServiceError error) ->
                    new Observation.Unseen<>(error);
            case Observation.Seen<Parameter>(Parameter seen) -> understood(seen);
        };
    }

    private static Observation<SwitchState> understood(Parameter seen) {
        return RepairSetting.of(seen.value())
                .<Observation<SwitchState>>map(setting ->
                        new Observation.Seen<>(
                                new SwitchState(
                                        setting, Optional.ofNullable(seen.lastModifiedDate()))))
                .orElseGet(() ->
                        new Observation.Unseen<>(
                                new ServiceError(
                                        ErrorKind.REJECTED,
                                        "UnknownValue",
                                        "its value is \""
                                                + seen.value()
                                                + "\", not on, off or paused",
                                        Optional.empty())));
    }
}
