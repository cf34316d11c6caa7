package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.settings.Environment;
import io.sessionvault.settings.VaultVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever forgets to edit the example environment calls a bucket that nobody can have.
class ExampleBucketsTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "session-vault-310987654321-us-east-1", "a.b.c", "1-2"})
    void knowsNamesThatSomebodyCanTake(String name) {
        assertThat(BucketNames.canBeMade(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "a0123456789012345678901234567890123456789012345678901234567890123",
                "Upper-Case",
                "under_score",
                "-hyphen",
                "hyphen-",
                "a..b",
                "192.168.5.4",
                "xn--a",
                "sthree-a",
                "amzn-s3-demo-bucket",
                "a-s3alias",
                "a--ol-s3",
                "a.mrap",
                "a--use1-az4--x-s3",
                "a--table-s3"
            })
    void knowsNamesThatNobodyCanTake(String name) {
        assertThat(BucketNames.canBeMade(name)).isFalse();
    }

    @Test
    void namesNoBucketThatSomebodyCanTake() throws IOException {
        assertThat(buckets())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(BucketNames.canBeMade(name)).as(name).isFalse());
    }

    /// Otherwise a function would fail for the name before it showed anything.
    @Test
    void namesBucketsThatTheFunctionsTake() throws IOException {
        assertThat(buckets())
                .allSatisfy(name -> {
                    Environment environment =
                            new Environment(
                                    Map.of(
                                            "VAULT_ACCOUNT_ID", "310987654321",
                                            "VAULT_BUCKET", name,
                                            "BUCKET_KEY_ARN",
                                                    "arn:aws:kms:us-east-1:310987654321:key/5c1e8f3a-7b2d-4e60-9a4f-1d2c3b4a5e6f",
                                            "PREFIX_PATTERN", "{accountId}"));
                    assertThat(VaultVariables.vault(environment).bucket()).isEqualTo(name);
                });
    }

    /// The values of all variables that name a bucket.
    private static Set<String> buckets() throws IOException {
        Set<String> names = new TreeSet<>();
        VaultUnderTest.json(
                        Files.readString(
                                VaultUnderTest.REPOSITORY.resolve("events/environment.local.json")))
                .forEach(function ->
                        function.properties()
                                .forEach(variable -> {
                                    if (variable.getKey().endsWith("_BUCKET")) {
                                        names.add(variable.getValue().asText());
                                    }
                                }));
        return names;
    }
}
