package io.sessionvault.local.lambda;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// What is configured on a function: the settings of its resource in the template, resolved.
///
/// @param functionArn names the function and, with it, its account and Region
/// @param handler `package.Class::method`, or `package.Class`
/// @param environment the variables the function is configured with; Lambda's own are added to them
/// @param memoryMegabytes 128 to 10240, as Lambda allows
/// @param timeout the time one invocation may take, 1 second to 15 minutes
/// @param credentials those of the function's execution role
public record FunctionConfiguration(
        Arn functionArn,
        String handler,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        AwsCredentials credentials) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    /// @throws IllegalArgumentException when the ARN names no function, Region or account, or a number is out of range
    public FunctionConfiguration {
        if (functionArn.region().isEmpty()
                || functionArn.accountId().isEmpty()
                || !functionArn.resourceAsString().startsWith("function:")) {
            throw new IllegalArgumentException("not the ARN of a function: " + functionArn);
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException(
                    functionArn + ": memory is 128 to 10240 MB, not " + memoryMegabytes);
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0
                || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    functionArn + ": a timeout is 1 second to 15 minutes, not " + timeout);
        }
        environment = Map.copyOf(environment);
    }

    /// The same with one more variable.
    public FunctionConfiguration with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new FunctionConfiguration(
                functionArn, handler, more, memoryMegabytes, timeout, credentials);
    }

    /// The name of the function, without a version or an alias.
    public String name() {
        return functionArn.resource().resource();
    }

    /// The Region the function runs in.
    public String region() {
        return functionArn.region().orElseThrow();
    }
}
