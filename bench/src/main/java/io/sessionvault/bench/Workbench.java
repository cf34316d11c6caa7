package io.sessionvault.bench;

import io.sessionvault.bench.loopback.StoredVault;
import io.sessionvault.local.lambda.FunctionSandbox;
import io.sessionvault.local.lambda.Launch;
import io.sessionvault.local.lambda.PackagedFunction;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.ResolvedTemplate;
import io.sessionvault.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// What every measurement starts from: the repository with its packaged functions, and what they
/// are told of a vault that only the loopback server knows.
///
/// @param repository the repository's root
/// @param template template.yaml with ids that nobody has created
record Workbench(Path repository, ResolvedTemplate template) {
    /// The member account whose logs are checked.
    static final String MEMBER = "410987654321";

    private static final String VAULT_ACCOUNT = "310987654321";
    private static final AwsCredentials CREDENTIALS =
            AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

    static Workbench at(Path repository) {
        return new Workbench(
                repository,
                Template.read(repository.resolve("template.yaml"))
                        .resolve(
                                Map.of("OrganizationId", "o-sessionvault"),
                                VAULT_ACCOUNT,
                                "us-east-1"));
    }

    /// A function of the product, as the template deploys it.
    Variant product(String name, String logicalId) {
        return product(name, template, logicalId, CREDENTIALS);
    }

    /// A function of the product in a stack that really has been created.
    Variant product(
            String name, ResolvedTemplate stack, String logicalId, AwsCredentials credentials) {
        FunctionDefinition function =
                Objects.requireNonNull(stack.functions().get(logicalId), logicalId);
        return new Variant(
                name,
                PackagedFunction.ofMavenModule(repository.resolve(function.folder())),
                Launch.asLambda(),
                function.handler(),
                function.environment(),
                function.memoryMegabytes(),
                credentials);
    }

    /// A function to compare with, with the memory that check-log has.
    ///
    /// @param module its Maven module below `bench/comparators`
    /// @param handler its class
    Variant comparator(String name, String module, String handler) {
        return comparator(
                name,
                PackagedFunction.ofMavenModule(
                        repository.resolve("bench/comparators").resolve(module)),
                Launch.asLambda(),
                "io.sessionvault.bench." + module + "." + handler + "::handleRequest");
    }

    /// A function to compare with, in another package or of another language.
    Variant comparator(String name, PackagedFunction code, Launch launch, String handler) {
        FunctionDefinition checkLog =
                Objects.requireNonNull(template.functions().get("CheckLog"), "CheckLog");
        return new Variant(
                name,
                code,
                launch,
                handler,
                checkLog.environment(),
                checkLog.memoryMegabytes(),
                CREDENTIALS);
    }

    /// The vault as the loopback server has it.
    ///
    /// @param keys the keys that its bucket lists
    StoredVault vault(NavigableSet<String> keys) {
        Map<String, String> environment =
                Objects.requireNonNull(template.functions().get("CheckLog"), "CheckLog")
                        .environment();
        return new StoredVault(
                Objects.requireNonNull(environment.get("VAULT_BUCKET")),
                Objects.requireNonNull(environment.get("BUCKET_KEY_ARN")),
                List.of(VAULT_ACCOUNT, MEMBER),
                keys);
    }

    /// A sandbox in which nothing runs yet.
    FunctionSandbox sandbox(Variant variant, URI endpoint, Consumer<String> output) {
        return variant.sandbox(repository.resolve("local/target/runtime-client"), endpoint, output);
    }
}
