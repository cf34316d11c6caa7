package io.sessionvault.local.aws.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.events.EventEnvelope;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/// Parameters of the type String in their newest version; no other type is implemented. Each change is told to
/// EventBridge, without the value.
///
/// Source: Systems Manager API reference, the operations of these names; user guide, "Amazon EventBridge event examples
/// for Systems Manager", `Parameter Store Change`.
final class SsmParameters {
    private static final int MOST_CHARACTERS = 4096;

    private final Ssm ssm;
    private final Ids ids;

    SsmParameters(Ssm ssm, Ids ids) {
        this.ssm = ssm;
        this.ids = ids;
    }

    void register(Operations operations) {
        operations
                .on(
                        GetParameterRequest.class,
                        to("ssm:GetParameter", GetParameterRequest::name),
                        this::get)
                .on(
                        PutParameterRequest.class,
                        to("ssm:PutParameter", PutParameterRequest::name),
                        this::put,
                        "KeyId",
                        "AllowedPattern",
                        "Tags",
                        "Policies")
                .on(
                        DeleteParameterRequest.class,
                        to("ssm:DeleteParameter", DeleteParameterRequest::name),
                        this::delete);
    }

    private static <Q extends SdkRequest> Authorization<Q> to(
            String action, Function<Q, String> name) {
        return Authorization.to(action, (call, request) -> arn(call, plain(name.apply(request))));
    }

    /// The ARN has one slash before the name, whether or not the name begins with one.
    private static String arn(Call call, String name) {
        return "arn:aws:ssm:%s:%s:parameter%s"
                .formatted(call.region(), call.account(), name.startsWith("/") ? name : "/" + name);
    }

    /// A name that may have been given as an ARN.
    private static String plain(@Nullable String name) {
        String given = String.valueOf(name);
        String path = given.substring(given.lastIndexOf(":parameter/") + 1);
        return path.equals(given) ? given : path.substring("parameter".length());
    }

    private GetParameterResponse get(Call call, GetParameterRequest request) {
        String name = plain(request.name());
        SsmRegion.StoredParameter found = find(call, name);
        return GetParameterResponse.builder()
                .parameter(
                        Parameter.builder()
                                .name(found.name())
                                .arn(arn(call, found.name()))
                                .type(ParameterType.STRING)
                                .dataType("text")
                                .value(found.value())
                                .version(found.version())
                                .lastModifiedDate(found.changed())
                                .build())
                .build();
    }

    private PutParameterResponse put(Call call, PutParameterRequest request) {
        if (request.type() != null && request.type() != ParameterType.STRING) {
            throw AwsError.notImplemented("parameters of the type " + request.typeAsString());
        }
        String name = String.valueOf(request.name());
        String value = request.value();
        if (!name.matches("[a-zA-Z0-9_.\\-/]{1,1011}")
                || value == null
                || value.isEmpty()
                || value.length() > MOST_CHARACTERS) {
            throw AwsError.validation("not a parameter: " + name + " with " + value);
        }
        SsmRegion region = ssm.region(call);
        SsmRegion.StoredParameter old = region.parameters.get(arn(call, name));
        if (old != null && !Boolean.TRUE.equals(request.overwrite())) {
            throw new AwsError(
                    "ParameterAlreadyExists",
                    400,
                    "The parameter %s already exists.".formatted(name));
        }
        if (old == null && request.type() == null) {
            throw AwsError.validation("a new parameter needs a type");
        }
        long version = old == null ? 1 : old.version() + 1;
        region.parameters.put(
                arn(call, name), new SsmRegion.StoredParameter(name, value, version, call.now()));
        tell(call, name, old == null ? "Create" : "Update");
        return PutParameterResponse.builder().version(version).tier("Standard").build();
    }

    private DeleteParameterResponse delete(Call call, DeleteParameterRequest request) {
        String name = plain(request.name());
        find(call, name);
        ssm.region(call).parameters.remove(arn(call, name));
        tell(call, name, "Delete");
        return DeleteParameterResponse.builder().build();
    }

    private void tell(Call call, String name, String operation) {
        call.emit(
                new EventEnvelope(
                                ids.uuid(),
                                "aws.ssm",
                                "Parameter Store Change",
                                call.account(),
                                call.region(),
                                call.now(),
                                List.of(arn(call, name)),
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("name", name)
                                        .put("type", "String")
                                        .put("operation", operation))
                        .json());
    }

    private SsmRegion.StoredParameter find(Call call, String name) {
        SsmRegion.StoredParameter found = ssm.region(call).parameters.get(arn(call, name));
        if (found == null) {
            throw new AwsError("ParameterNotFound", 400, "There is no parameter " + name);
        }
        return found;
    }
}
