package io.sessionvault.local.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `sam build` packages what the sources say now, and has Maven build no more than that needs. Played
/// on a repository of three modules with a Maven that works in no time and cleans up after nobody.
class SamPackagesTest {
    private static final String HANDLER = "check-log/src/main/java/Handler.java";

    @TempDir private Path folder;
    private SmallRepository repository;

    @BeforeEach
    void layOut() throws IOException {
        repository = new SmallRepository(folder);
    }

    @Test
    void oneMavenBuildsAllFunctions() {
        assertThat(repository.sam("CheckLog"))
                .containsOnlyKeys(
                        "Handler.class", "log4j2.properties", "lib/core-0.1.0.jar", "lib/sqs.jar")
                .containsEntry("Handler.class", "check-log");
        assertThat(repository.sam("WriteReport")).containsEntry("Page.class", "write-report");
        assertThat(repository.built())
                .containsExactly("functions/core,functions/check-log,functions/write-report");
    }

    @Test
    void twoAtOnceBuildOnce() {
        var other = CompletableFuture.supplyAsync(() -> repository.sam("WriteReport"));
        assertThat(repository.sam("CheckLog")).containsKey("Handler.class");
        assertThat(other.join()).containsKey("Page.class");
        assertThat(repository.built()).hasSize(1);
    }

    @Test
    void whatMavenHasBuiltIsNotBuiltAgain() {
        repository.maven();

        assertThat(repository.sam("CheckLog")).containsEntry("Handler.class", "check-log");
        assertThat(repository.built()).isEmpty();
    }

    @Test
    void aChangedHandlerCostsItsOwnModule() {
        repository.sam("CheckLog");
        repository.write(HANDLER, "changed");

        assertThat(repository.sam("CheckLog")).containsEntry("Handler.class", "changed");
        assertThat(repository.sam("WriteReport")).containsEntry("Page.class", "write-report");
        assertThat(repository.built()).last().isEqualTo("functions/core,functions/check-log");
        assertThat(repository.built()).hasSize(2);
    }

    /// Copying and unpacking tools set the times of files.
    @Test
    void aChangeThatLooksOldIsBuilt() throws IOException {
        repository.sam("CheckLog");
        repository.write(HANDLER, "changed");
        Files.setLastModifiedTime(
                repository.file(HANDLER), FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        assertThat(repository.sam("CheckLog")).containsEntry("Handler.class", "changed");
    }

    @Test
    void aRemovedSourceLeavesNothing() throws IOException {
        repository.write("check-log/src/main/java/Gone.java", "gone");
        assertThat(repository.sam("CheckLog")).containsKey("Gone.class");
        Files.delete(repository.file("check-log/src/main/java/Gone.java"));

        assertThat(repository.sam("CheckLog")).doesNotContainKey("Gone.class");
    }

    @Test
    void aRemovedResourceLeavesNothingAlsoWhenMavenWasThereFirst() throws IOException {
        repository.sam("CheckLog");
        Files.delete(repository.file("check-log/src/main/resources/log4j2.properties"));
        repository.maven();

        assertThat(repository.sam("CheckLog")).doesNotContainKey("log4j2.properties");
    }

    @Test
    void aRemovedDependencyLeavesNothing() {
        repository.sam("CheckLog");
        repository.write("check-log/pom.xml", "");

        assertThat(repository.sam("CheckLog")).doesNotContainKey("lib/sqs.jar");
        assertThat(repository.built()).last().isEqualTo("functions/core,functions/check-log");
    }

    @Test
    void aChangedCoreReachesEveryFunction() {
        repository.sam("CheckLog");
        repository.write("core/src/main/java/Rule.java", "changed");

        assertThat(repository.sam("WriteReport")).containsEntry("lib/core-0.1.0.jar", "changed");
        assertThat(repository.sam("CheckLog")).containsEntry("lib/core-0.1.0.jar", "changed");
        assertThat(repository.built()).hasSize(2);
    }

    @Test
    void aChangedParentReachesEveryFunction() {
        repository.sam("CheckLog");
        repository.write("../pom.xml", "changed");
        repository.sam("CheckLog");

        assertThat(repository.built())
                .last()
                .isEqualTo("functions/core,functions/check-log,functions/write-report");
    }

    /// Alone, a module gets whichever core was installed last.
    @Test
    void aForeignCoreIsReplaced() {
        repository.maven();
        repository.write("check-log/target/lib/core-0.1.0.jar", "foreign");

        assertThat(repository.sam("CheckLog")).containsEntry("lib/core-0.1.0.jar", "core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rm functions/*/target/classes/*.class"})
    void whatMavenDidNotPackageIsBuilt(String last) {
        repository.maven();
        repository.write(HANDLER, "changed");
        repository.mavenThatFails(last);

        assertThat(repository.sam("CheckLog")).containsEntry("Handler.class", "changed");
        assertThat(repository.built()).isNotEmpty();
    }

    @Test
    void aFailedBuildPackagesNothingAndIsTriedAgain() {
        repository.failing("");
        assertThat(repository.make("CheckLog").exit()).isNotZero();
        repository.succeeding();

        assertThat(repository.sam("CheckLog")).containsEntry("Handler.class", "check-log");
        assertThat(repository.built()).hasSize(2);
    }

    @Test
    void saysWhatItHasNoModuleFor() {
        var failed = repository.make("CheckNothing");

        assertThat(failed.exit()).isNotZero();
        assertThat(failed.output()).contains("CheckNothing has no module functions/check-nothing");
        assertThat(repository.built()).isEmpty();
    }
}
