package io.sessionvault.sweep;

import io.sessionvault.account.RegionName;
import io.sessionvault.log.ForeignText;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// How the rules of an account stand that forward its changes to the vault.
///
/// @param bus the ARN of the vault's bus
/// @param preferences the rule of each governed Region
/// @param iam the rule for roles and their policies; empty where the account has not enabled the
///     Region in which it would be
public record ForwardingFacts(
        String bus,
        NavigableMap<RegionName, Observation<Forwarding>> preferences,
        Optional<Observation<Forwarding>> iam) {
    /// The Region in which IAM's events exist.
    ///
    /// Source: EventBridge user guide, "Events from AWS services": events of global services are in
    /// us-east-1 only.
    public static final RegionName IAM_EVENTS = new RegionName("us-east-1");

    /// Copies the Regions.
    public ForwardingFacts {
        preferences = Collections.unmodifiableNavigableMap(new TreeMap<>(preferences));
    }

    /// Why changes of roles and their policies are seen by scheduled runs only, as far as nobody can
    /// put it right in the account; empty where something else keeps them from being forwarded, or
    /// nothing.
    ///
    /// The refusal of a control policy binds the StackSet that would bring the rule, too.
    ///
    /// @param iam the rule for roles and their policies, as in these facts
    ///
    /// Source: IAM user guide, "Troubleshoot access denied error messages": a refusal by a control
    /// policy says so.
    public static Optional<String> whyIamIsLate(Optional<Observation<Forwarding>> iam) {
        if (iam.isEmpty()) {
            return Optional.of("the account does not have Region " + IAM_EVENTS);
        }
        return iam.get() instanceof Observation.Unseen<Forwarding>(ServiceError error)
                        && error.kind() == ErrorKind.DENIED
                        && error.message().contains("service control policy")
                ? Optional.of(
                        "a control policy denies Region "
                                + IAM_EVENTS
                                + ": "
                                + ForeignText.plain(error.withoutRequest()))
                : Optional.empty();
    }
}
