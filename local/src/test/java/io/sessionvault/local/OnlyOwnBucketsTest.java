package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.sessionvault.local.template.FunctionDefinition;
import io.sessionvault.local.template.Template;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One place in the code of all functions makes what calls S3, and gives it the account that has to
/// own the bucket: no call can be written that leaves it out.
class OnlyOwnBucketsTest {
    private static final String AWS = "io.sessionvault.aws.";
    private static final Set<String> MAKERS =
            Set.of("builder", "create", "crtBuilder", "crtCreate", "toBuilder");

    private final JavaClasses functions = new ClassFileImporter().importPaths(folders());

    private static Collection<Path> folders() {
        Path repository = VaultUnderTest.REPOSITORY;
        Stream<Path> modules =
                Template.read(repository.resolve("template.yaml"))
                        .resolve(
                                Map.of("OrganizationId", "o-sessionvault"),
                                "310987654321",
                                "us-east-1")
                        .functions()
                        .values()
                        .stream()
                        .map(FunctionDefinition::folder);
        return Stream.concat(Stream.of(Path.of("functions/core")), modules)
                .map(module -> repository.resolve(module).resolve("target/classes"))
                .toList();
    }

    @Test
    void makesClientsOfS3() {
        assertThat(
                        callers(call ->
                                call.getTargetOwner()
                                                .getName()
                                                .matches(
                                                        ".*\\.services\\.s3\\..*(Client|Presigner)")
                                        && MAKERS.contains(call.getName())))
                .containsExactly(AWS + "OwnBuckets");
    }

    /// The other one calls Organizations and EventBridge.
    @Test
    void makesSignedCallsOfS3() {
        assertThat(callers(call -> call.getName().equals("ownCalls")))
                .containsExactlyInAnyOrder(AWS + "JsonCalls", AWS + "OwnBuckets");
    }

    private Set<String> callers(Predicate<JavaCall<?>> wanted) {
        return functions.stream()
                .map(JavaClass::getCodeUnitCallsFromSelf)
                .flatMap(Set::stream)
                .filter(wanted)
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());
    }
}
