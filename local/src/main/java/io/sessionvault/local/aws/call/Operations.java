package io.sessionvault.local.aws.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// The operations that a service implements, by the SDK's request class.
public final class Operations {
    /// Answers one operation. It runs alone: no two operations of the stand-in run at the same time.
    ///
    /// @param <Q> the SDK's request class
    @FunctionalInterface
    public interface Handler<Q extends SdkRequest> {
        /// The answer to `request`.
        ///
        /// @throws AwsError to refuse
        SdkResponse answer(Call call, Q request);
    }

    private record Entry<Q extends SdkRequest>(
            Class<Q> type,
            Authorization<Q> authorization,
            Handler<Q> handler,
            List<String> refused) {
        List<Permission> needs(Call call, SdkRequest request) {
            return authorization.needs(call, type.cast(request));
        }

        SdkResponse answer(Call call, SdkRequest request) {
            for (SdkField<?> field : request.sdkFields()) {
                if (refused.contains(field.memberName())
                        && isSet(field.getValueOrDefault(request))) {
                    throw AwsError.notImplemented(
                            name(type) + " with the parameter " + field.memberName());
                }
            }
            return handler.answer(call, type.cast(request));
        }
    }

    private final Map<String, Entry<?>> entries = new LinkedHashMap<>();

    /// Implements an operation that only administrators call: a role has to be allowed the action
    /// of the operation's own name on every resource.
    ///
    /// @param type the SDK's request class, which names the operation
    /// @param refused members of the request that would change the answer and are not implemented:
    ///     501 when one is set
    public <Q extends SdkRequest> Operations on(
            Class<Q> type, Handler<Q> handler, String... refused) {
        return on(
                type,
                (call, request) ->
                        List.of(Permission.of(call.operation().service() + ":" + name(type), "*")),
                handler,
                refused);
    }

    /// Implements an operation.
    ///
    /// @param type the SDK's request class, which names the operation
    /// @param authorization what its callers have to be allowed
    /// @param refused members of the request that would change the answer and are not implemented:
    ///     501 when one is set
    public <Q extends SdkRequest> Operations on(
            Class<Q> type, Authorization<Q> authorization, Handler<Q> handler, String... refused) {
        entries.put(name(type), new Entry<>(type, authorization, handler, List.of(refused)));
        return this;
    }

    /// Implements an operation whose request has no class of its own.
    ///
    /// @param name the operation's name
    /// @param authorization what its callers have to be allowed
    public <Q extends SdkRequest> Operations on(
            String name, Class<Q> type, Authorization<Q> authorization, Handler<Q> handler) {
        entries.put(name, new Entry<>(type, authorization, handler, List.of()));
        return this;
    }

    /// Whether an operation is implemented.
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /// The names of the implemented operations, sorted.
    public Set<String> names() {
        return new TreeSet<>(entries.keySet());
    }

    /// Answers `request` when its caller is allowed to ask.
    ///
    /// @throws AwsError when the caller is not, when the operation refuses, or with 501 when it is
    ///     not implemented
    public SdkResponse answer(Call call, String operation, SdkRequest request) {
        Entry<?> entry = entries.get(operation);
        if (entry == null) {
            throw AwsError.notImplemented(operation);
        }
        entry.needs(call, request).forEach(call::require);
        return entry.answer(call, request);
    }

    private static boolean isSet(Object value) {
        return value != null
                && !(value instanceof SdkAutoConstructList)
                && !(value instanceof SdkAutoConstructMap);
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName();
        return name.substring(0, name.length() - "Request".length());
    }
}
