package io.sessionvault.bench;

import io.sessionvault.local.lambda.FunctionConfiguration;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.Launch;
import io.sessionvault.local.lambda.PackagedFunction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// One function as it is measured: its package and the way in which its process is started.
///
/// @param name what it is called in the tables
/// @param code its package
/// @param launch how its process is started
/// @param handler its handler
/// @param environment its variables
/// @param memoryMegabytes its memory
/// @param credentials those of its role
record Variant(
        String name,
        PackagedFunction code,
        Launch launch,
        String handler,
        Map<String, String> environment,
        int memoryMegabytes,
        AwsCredentials credentials) {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /// The same with other memory.
    Variant withMemory(int megabytes) {
        return new Variant(name, code, launch, handler, environment, megabytes, credentials);
    }

    /// The same under another name, started in another way.
    Variant launched(String otherName, Launch otherwise) {
        return new Variant(
                otherName, code, otherwise, handler, environment, memoryMegabytes, credentials);
    }

    /// The same with one more variable.
    Variant with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Variant(name, code, launch, handler, more, memoryMegabytes, credentials);
    }

    /// A sandbox for it, in which nothing runs yet.
    ///
    /// @param runtimeClient the directory of the runtime client's jars
    /// @param endpoint what it takes for AWS
    FunctionSandbox sandbox(Path runtimeClient, URI endpoint, Consumer<String> output) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("AWS_ENDPOINT_URL", endpoint.toString());
        return new FunctionSandbox(
                code,
                new FunctionConfiguration(
                        Arn.fromString("arn:aws:lambda:us-east-1:310987654321:function:bench"),
                        handler,
                        variables,
                        memoryMegabytes,
                        TIMEOUT,
                        credentials),
                launch,
                runtimeClient,
                output);
    }
}
