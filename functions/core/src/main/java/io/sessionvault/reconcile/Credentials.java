package io.sessionvault.reconcile;

import io.sessionvault.permissions.Answer;
import io.sessionvault.permissions.Request;
import io.sessionvault.permissions.RequestContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is true of credentials, and so of every request that is made with them. Nobody knows it
/// beforehand, but there are few possibilities, and those with which nobody can open a session need
/// not be asked about.
///
/// Source: IAM user guide, "AWS global condition context keys", `aws:MultiFactorAuthPresent`;
/// service authorization reference for EC2, `ec2:RoleDelivery`.
///
/// @param secondFactor whether a second factor was given; empty where the request does not say
/// @param delivery the version of the instance metadata service that gave them; empty where none did
record Credentials(Optional<String> secondFactor, Optional<String> delivery) {
    private static final String SECOND_FACTOR = "aws:MultiFactorAuthPresent";
    private static final String DELIVERY = "ec2:RoleDelivery";

    /// All that there can be.
    static List<Credentials> all() {
        return Stream.of(Optional.<String>empty(), Optional.of("true"), Optional.of("false"))
                .flatMap(factor ->
                        Stream.of(Optional.<String>empty(), Optional.of("1.0"), Optional.of("2.0"))
                                .map(delivery -> new Credentials(factor, delivery)))
                .toList();
    }

    /// Tells whether an answer may depend on the credentials.
    static boolean mayTell(Answer answer) {
        return answer instanceof Answer.Unknown unknown
                && unknown.keys().stream()
                        .anyMatch(key ->
                                key.equalsIgnoreCase(SECOND_FACTOR)
                                        || key.equalsIgnoreCase(DELIVERY));
    }

    /// The request as it is with such credentials.
    Request in(Request request) {
        return new Request(
                request.caller(),
                request.action(),
                request.resource(),
                with(with(request.context(), SECOND_FACTOR, secondFactor), DELIVERY, delivery));
    }

    private static RequestContext with(RequestContext context, String key, Optional<String> value) {
        return value.map(known -> context.with(key, known)).orElseGet(() -> context.without(key));
    }
}
