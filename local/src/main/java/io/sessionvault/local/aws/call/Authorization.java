package io.sessionvault.local.aws.call;

import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkRequest;

/// What callers of one operation have to be allowed.
///
/// Source: Service authorization reference, the table of actions of each service.
///
/// @param <Q> the SDK's request class
@FunctionalInterface
public interface Authorization<Q extends SdkRequest> {
    /// Everything that the caller of `request` has to be allowed.
    ///
    /// @throws AwsError when the request names something that it would have to look at and that
    ///     does not exist
    List<Permission> needs(Call call, Q request);

    /// Nothing: every caller may.
    static <Q extends SdkRequest> Authorization<Q> nothing() {
        return (call, request) -> List.of();
    }

    /// One action on one resource.
    ///
    /// @param resource the resource's ARN
    static <Q extends SdkRequest> Authorization<Q> to(
            String action, BiFunction<Call, Q, String> resource) {
        return (call, request) -> List.of(Permission.of(action, resource.apply(call, request)));
    }

    /// One action that has no resource.
    static <Q extends SdkRequest> Authorization<Q> toAny(String action) {
        return to(action, (call, request) -> "*");
    }
}
