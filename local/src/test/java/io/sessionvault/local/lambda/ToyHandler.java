package io.sessionvault.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A function that does what its event asks for, good or bad.
public final class ToyHandler implements RequestHandler<Map<String, String>, Map<String, String>> {

    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
        String value = event.getOrDefault("value", "");
        return switch (event.getOrDefault("do", "")) {
            case "greet" -> Map.of("greeting", ToyLibrary.greeting(value));
            case "throw" -> throw new IllegalArgumentException(value);
            case "hang" -> hang(value);
            case "halt" -> halt(value);
            case "load" -> Map.of("loaded", load(value));
            case "environment" -> new TreeMap<>(System.getenv());
            case "describe" -> describe(context);
            default -> throw new UnsupportedOperationException(event.toString());
        };
    }

    private static Map<String, String> hang(String line) {
        System.out.println(line);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return Map.of();
    }

    private static Map<String, String> halt(String lines) {
        lines.lines().forEach(System.out::println);
        Runtime.getRuntime().halt(3);
        return Map.of();
    }

    private static String load(String className) {
        try {
            return Class.forName(className).getName();
        } catch (ClassNotFoundException absent) {
            return "absent";
        }
    }

    private static Map<String, String> describe(Context context) {
        return Map.of(
                "pid", Long.toString(ProcessHandle.current().pid()),
                "release", Integer.toString(Runtime.version().feature()),
                "heap", Long.toString(Runtime.getRuntime().maxMemory()),
                "temporary", System.getProperty("java.io.tmpdir"),
                "function", context.getInvokedFunctionArn(),
                "request", context.getAwsRequestId(),
                "remaining", Integer.toString(context.getRemainingTimeInMillis()));
    }
}
