package io.sessionvault.local.lambda;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// The environment variables a function sees: its own, Lambda's, and of the machine's only `PATH` and `LANG`.
///
/// Source: Lambda developer guide, "Defined runtime environment variables".
final class ExecutionEnvironment {
    private ExecutionEnvironment() {}

    /// All variables of the function's process.
    ///
    /// @param launch how it is started
    /// @param taskRoot where its code lies
    /// @param home a directory of its own, so that neither `~/.aws` nor `/tmp` of the machine reaches it
    /// @param runtimeApi `host:port` of the Runtime API
    /// @throws IllegalArgumentException when the function is configured with a variable that Lambda sets itself
    static Map<String, String> variables(
            FunctionConfiguration function,
            Launch launch,
            Path taskRoot,
            Path home,
            String runtimeApi) {
        Map<String, String> lambda = setByLambda(function);
        lambda.put("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType(launch));
        lambda.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        lambda.put("LAMBDA_TASK_ROOT", taskRoot.toString());

        Set<String> reserved = new TreeSet<>(lambda.keySet());
        reserved.retainAll(function.environment().keySet());
        if (!reserved.isEmpty()) {
            throw new IllegalArgumentException(
                    function.functionArn() + ": Lambda sets these variables itself: " + reserved);
        }

        Map<String, String> variables = new TreeMap<>();
        copy(variables, "PATH");
        copy(variables, "LANG");
        variables.put("HOME", home.toString());
        variables.put("TZ", ":UTC");
        variables.putAll(function.environment());
        variables.putAll(lambda);
        return variables;
    }

    private static String initializationType(Launch launch) {
        return switch (launch) {
            case Launch.SnapStart _ -> "snap-start";
            case Launch.Jvm _, Launch.Program _ -> "on-demand";
        };
    }

    private static Map<String, String> setByLambda(FunctionConfiguration function) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put(
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[$LATEST]");
        variables.put("AWS_ACCESS_KEY_ID", function.credentials().accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", function.credentials().secretAccessKey());
        if (function.credentials() instanceof AwsSessionCredentials session) {
            variables.put("AWS_SESSION_TOKEN", session.sessionToken());
        }
        return variables;
    }

    private static void copy(Map<String, String> variables, String name) {
        String value = System.getenv(name);
        if (value != null) {
            variables.put(name, value);
        }
    }
}
