package io.sessionvault.local.aws.fault;

import io.sessionvault.local.aws.call.CalledOperation;
import java.util.concurrent.atomic.AtomicInteger;

/// Picks the calls that a fault strikes.
@FunctionalInterface
public interface CallMatcher {
    /// Whether the fault strikes `call`.
    boolean matches(CalledOperation call);

    /// Every call.
    static CallMatcher any() {
        return call -> true;
    }

    /// Calls of one operation, in every account and Region.
    ///
    /// @param service the signing name, e.g. `ssm`
    /// @param operation the operation's name, e.g. `GetDocument`
    static CallMatcher operation(String service, String operation) {
        return call -> call.service().equals(service) && call.operation().equals(operation);
    }

    /// Calls made by an account.
    ///
    /// @param account its 12 digits
    static CallMatcher account(String account) {
        return call -> call.account().equals(account);
    }

    /// Calls to a Region.
    static CallMatcher region(String region) {
        return call -> call.region().equals(region);
    }

    /// One of the calls that this matcher picks, counted from now on.
    ///
    /// @param n which one, from 1
    default CallMatcher nth(int n) {
        var seen = new AtomicInteger();
        return call -> matches(call) && seen.incrementAndGet() == n;
    }

    /// Calls that both matchers pick.
    default CallMatcher and(CallMatcher other) {
        return call -> matches(call) && other.matches(call);
    }
}
