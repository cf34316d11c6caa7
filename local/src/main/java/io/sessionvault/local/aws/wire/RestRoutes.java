package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.call.Service;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.protocols.core.OperationInfo;

/// Every route of a REST service, also of what is not implemented: so that `GET /key?acl` is never taken for `GET /key`.
///
/// The SDK's generated marshallers hold method and path template of each operation; they are read instead of a model file.
final class RestRoutes {
    /// A request's operation and the values of the labels in its path.
    record Match(RestRoute route, Map<String, String> labels) {}

    /// The routes of each client, found when it is first called.
    private static final Map<Class<?>, List<RestRoute>> KNOWN = new ConcurrentHashMap<>();

    private final Service service;

    RestRoutes(Service service) {
        this.service = service;
    }

    private List<RestRoute> find() {
        var routes = new ArrayList<RestRoute>();
        for (Method method : service.client().getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length > 0 && SdkRequest.class.isAssignableFrom(parameters[0])) {
                Class<?> shape = parameters[0];
                binding(shape).ifPresent(found -> routes.add(RestRoute.of(found, shape)));
            }
        }
        routes.sort(Comparator.comparingInt(RestRoute::specificity).reversed());
        return List.copyOf(routes);
    }

    /// The service these routes lead to.
    Service service() {
        return service;
    }

    /// The most specific route of a request.
    ///
    /// @param path the path below the bucket, where there are buckets
    /// @throws AwsError 501 when no operation of the service has such a request
    Match match(HttpRequest request, String path) {
        Map<String, String> query = QueryCodec.form(request.query());
        for (RestRoute route : KNOWN.computeIfAbsent(service.client(), client -> find())) {
            Matcher matcher = route.path().matcher(path);
            if (matcher.matches() && route.accepts(request, query)) {
                return new Match(route, route.labels(matcher));
            }
        }
        throw AwsError.notImplemented(request.method() + " " + path + "?" + request.query());
    }

    private Optional<OperationInfo> binding(Class<?> shape) {
        String name =
                service.client().getPackageName()
                        + ".transform."
                        + shape.getSimpleName()
                        + "Marshaller";
        try {
            Field binding = Class.forName(name).getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return Optional.of((OperationInfo) binding.get(null));
        } catch (ClassNotFoundException notAnOperation) {
            return Optional.empty();
        } catch (NoSuchFieldException | IllegalAccessException changed) {
            throw new IllegalStateException("no route in " + name, changed);
        }
    }
}
