package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.AccountStandard;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.GovernedRegions;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.SessionEncryption;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages name what exists, and what exists is named.
class DocumentationTest {
    private static final Path ROOT = VaultUnderTest.REPOSITORY;
    private static final Pattern NAMED_TEST =
            Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Rows|Check))(?:\\.([A-Za-z]+))?`");

    @Test
    void everyAlarmHasItsSectionInOperations() throws IOException {
        String operations = Files.readString(ROOT.resolve("docs/operations.md"));
        assertThat(inTemplates("RunbookUrl}#([a-z-]+)"))
                .isNotEmpty()
                .allSatisfy(anchor -> assertThat(operations).contains("\n## " + anchor + "\n"));
    }

    @Test
    void everyPermissionIsExplained() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/deploy.md"));
        List<String> policy = statementsOfTheLoggingPolicy();
        assertThat(policy).hasSizeGreaterThan(2);
        assertThat(Stream.concat(inTemplates("Sid: ([A-Za-z0-9]+)").stream(), policy.stream()))
                .hasSizeGreaterThan(40)
                .allSatisfy(statement -> assertThat(page).contains("`" + statement + "`"));
    }

    /// Whoever reads the page opens these classes and folders.
    @Test
    void architectureNamesWhatExists() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/architecture.md"));
        Set<String> classes = sources("/java/").keySet();

        assertThat(Pattern.compile("`([A-Z][A-Za-z]+)`s?").matcher(page).results())
                .extracting(named -> named.group(1))
                .hasSizeGreaterThan(40)
                .isSubsetOf(classes);
        assertThat(Pattern.compile("`([a-z][a-z-]*(?:/[a-z.-]*)+)`").matcher(page).results())
                .hasSizeGreaterThan(10)
                .allSatisfy(named -> assertThat(ROOT.resolve(named.group(1))).exists());
        assertThat(
                        Pattern.compile("^\\| `([^|]*)` \\|", Pattern.MULTILINE)
                                .matcher(page)
                                .results()
                                .flatMap(row -> Stream.of(row.group(1).split("`, `", -1))))
                .containsAll(packagesOfTheCore());
    }

    private static Set<String> packagesOfTheCore() throws IOException {
        try (Stream<Path> packages =
                Files.list(ROOT.resolve("functions/core/src/main/java/io/sessionvault"))) {
            return packages.map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    /// A threat is only met by what a test shows, and tests get other names.
    @Test
    void threatModelNamesTestsThatExist() throws IOException {
        Map<String, String> tests = tests();
        assertThat(NAMED_TEST.matcher(threatModel()).results())
                .hasSizeGreaterThan(40)
                .allSatisfy(named -> {
                    assertThat(tests).containsKey(named.group(1));
                    if (named.group(2) != null) {
                        assertThat(tests.get(named.group(1))).contains(" " + named.group(2) + "()");
                    }
                });
    }

    @Test
    void eachDefenceInTheThreatModelNamesItsTest() throws IOException {
        List<String> threats =
                threatModel()
                        .lines()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| how |"))
                        .toList();
        assertThat(threats)
                .hasSizeGreaterThan(30)
                .allSatisfy(threat -> {
                    String[] cells = threat.split("\\|", -1);
                    assertThat(cells).as(threat).hasSize(6);
                    boolean defended = !cells[2].strip().startsWith("nothing");
                    assertThat(NAMED_TEST.matcher(cells[4]).find() || !defended)
                            .as(threat)
                            .isTrue();
                });
    }

    private static String threatModel() throws IOException {
        return Files.readString(ROOT.resolve("docs/threat-model.md"));
    }

    /// The test classes of all modules, by name.
    private static Map<String, String> tests() throws IOException {
        return sources("/src/test/java/");
    }

    /// The classes of all modules, by name.
    ///
    /// @param folder a part of their paths
    private static Map<String, String> sources(String folder) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(file -> file.toString().contains(folder))
                            .filter(file -> file.toString().endsWith(".java"))
                            .toList()) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static List<String> statementsOfTheLoggingPolicy() {
        AccountId account = new AccountId("310987654321");
        KeyArn key = KeyArn.parse("arn:aws:kms:us-east-1:310987654321:key/mrk-0123456789abcdef");
        AccountStandard standard =
                new AccountStandard(
                        "o-a1b2c3d4e5",
                        new Vault(account, "vault", key, PrefixPattern.parse("{accountId}")),
                        key,
                        SessionEncryption.WHEN_SAFE,
                        new GovernedRegions(Optional.empty(), new TreeSet<>()),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        HostManagement.LEAVE,
                        Optional.empty());
        DesiredAccount desired =
                new DesiredAccount(
                        account,
                        standard,
                        new TreeSet<>(Set.of(new RegionName("us-east-1"))),
                        Optional.empty());
        if (!(LogPolicy.document(desired).get("Statement") instanceof List<?> statements)) {
            throw new AssertionError("the logging policy has no statements");
        }
        return statements.stream()
                .map(statement -> (Map<?, ?>) statement)
                .map(statement -> String.valueOf(statement.get("Sid")))
                .toList();
    }

    private static List<String> inTemplates(String pattern) throws IOException {
        String templates = "";
        for (String file :
                List.of("template.yaml", "stacks/management.yaml", "stacks/member.yaml")) {
            templates += Files.readString(ROOT.resolve(file));
        }
        return Pattern.compile(pattern)
                .matcher(templates)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void everySettingOfTheFunctionsIsExplained() throws IOException {
        String pages =
                Files.readString(ROOT.resolve("docs/onboarding.md"))
                        + Files.readString(ROOT.resolve("docs/log-check.md"))
                        + Files.readString(ROOT.resolve("docs/compliance.md"));
        try (VaultUnderTest vault = new VaultUnderTest()) {
            assertThat(vault.template.functions().values())
                    .allSatisfy(function ->
                            assertThat(function.environment().keySet())
                                    .filteredOn(name -> !name.startsWith("POWERTOOLS_"))
                                    .allSatisfy(name ->
                                            assertThat(pages)
                                                    .containsPattern(
                                                            "(?m)^\\|[^|\n]*`"
                                                                    + name
                                                                    + "`[^|\n]*\\|")));
        }
    }
}
