package io.sessionvault.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.template.Template;
import io.sessionvault.rule.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What the pages and the remedies tell people to type is what the programs take.
@TestInstance(Lifecycle.PER_CLASS)
class PageCommandsTest {
    /// `docs/deploy.md` first: the other pages use what it sets.
    private static final List<Page> PAGES =
            Stream.of(
                            "docs/deploy.md",
                            "docs/operations.md",
                            "README.md",
                            "events/README.md",
                            "docs/compliance.md",
                            "docs/onboarding.md",
                            "docs/rules.md")
                    .map(Page::read)
                    .toList();

    private static final Map<String, Template> TEMPLATES = new LinkedHashMap<>();

    private final List<Typed> typed = new ArrayList<>();
    private String said = "";
    private Path directory = Path.of("");

    @BeforeAll
    void typeEverything(@TempDir Path folder) throws Exception {
        List<Block> blocks = new ArrayList<>();
        PAGES.forEach(page -> blocks.addAll(page.blocks()));
        PAGES.forEach(page -> blocks.addAll(page.inline()));
        blocks.addAll(Remedies.commands());
        Shell shell =
                new Shell(
                        folder,
                        command -> {
                            typed.add(command);
                            return SampleAnswers.to(command);
                        });
        directory = shell.directory();
        said = shell.type(ByHand.fillIn(blocks));
    }

    @Test
    void bashTakesEveryBlockAndFindsNoVariableUnset() {
        assertThat(said).isEmpty();
        assertThat(typed).hasSizeGreaterThan(80);
        assertThat(
                        typed.stream()
                                .map(command -> command.place().replaceFirst(":.*", ""))
                                .distinct())
                .contains("docs/deploy.md", "docs/operations.md", "README.md", "KEY-UNUSABLE");
    }

    @Test
    void everyParameterIsOneOfItsTemplateAndHasAValueThatItTakes() {
        Map<Typed, Map<String, String>> given = new LinkedHashMap<>();
        typed.forEach(command -> {
            Map<String, String> parameters = StackParameters.of(command);
            if (!parameters.isEmpty()) {
                given.put(command, parameters);
            }
        });
        assertThat(given)
                .hasSizeGreaterThan(10)
                .allSatisfy((command, parameters) ->
                        assertThat(
                                        template(StackParameters.templateOf(command))
                                                .refused(parameters))
                                .as(command.toString())
                                .isEmpty());
    }

    @Test
    void everySamCommandHasOptionsThatSamKnows() {
        assertThat(typed.stream().filter(command -> command.program().equals("sam")))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(SamCommands.problems(command)).isEmpty());
    }

    /// Without `.aws-sam/build` it would package the source folders as the functions' code.
    ///
    /// Source: aws-sam-cli 1.164, `samcli/commands/_utils/options.py`, `get_or_default_template_file_name`.
    @Test
    void samDeploysOnlyWhatTheSameBlockHasBuilt() {
        assertThat(PAGES.stream().flatMap(page -> page.blocks().stream()))
                .filteredOn(block -> block.text().contains("sam deploy"))
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(block.text())
                                .as(block.place())
                                .containsSubsequence("sam build", "sam deploy"));
    }

    @Test
    void theAwsCliParsesEveryCommand() throws Exception {
        assumeThat(AwsCli.isThere()).as(AwsCli.SKIPPED).isTrue();
        List<AwsCli.Call> calls = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Map<String, String> credentials =
                Map.of(
                        "AWS_ACCESS_KEY_ID", "none",
                        "AWS_SECRET_ACCESS_KEY", "none",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_MAX_ATTEMPTS", "1");
        try (AwsCli cli =
                AwsCli.start(
                        directory,
                        credentials,
                        call -> {
                            calls.add(call);
                            return new AwsCli.Reply.Refused("Parsed", "far enough");
                        })) {
            for (Typed command : typed) {
                if (command.program().equals("aws")) {
                    problem(cli, command, calls).ifPresent(refused::add);
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    /// The CLI gives up after a minute, and then asks again while the function still works.
    ///
    /// Source: AWS CLI user guide, "Command line options", `--cli-read-timeout`.
    @Test
    void whoeverInvokesTheOnboardingWaitsForAsLongAsItMayTake() {
        long longest =
                template("template.yaml")
                        .resolve(
                                Map.of(
                                        "OrganizationId",
                                        "o-sv4exmpl01",
                                        "VaultBucketName",
                                        "amzn-s3-demo-session-vault"),
                                "310987654321",
                                "us-east-1")
                        .functions()
                        .values()
                        .stream()
                        .filter(function -> function.logicalId().equals("OnboardAccount"))
                        .mapToLong(function -> function.timeout().toSeconds())
                        .max()
                        .orElseThrow();
        assertThat(typed)
                .filteredOn(command ->
                        command.program().equals("aws") && command.arguments().contains("invoke"))
                .hasSizeGreaterThan(5)
                .allSatisfy(command -> {
                    List<String> words = command.arguments();
                    int option = words.indexOf("--cli-read-timeout");
                    assertThat(option).as(command.toString()).isNotNegative();
                    assertThat(Long.parseLong(words.get(option + 1)))
                            .as(command.toString())
                            .isGreaterThan(longest);
                });
    }

    /// A catalogue in Java breaks long texts, and a word is easily broken with them.
    @Test
    void noRemedyBreaksAWord() {
        assertThat(Rule.values())
                .allSatisfy(rule -> assertThat(rule.remedy()).doesNotContainPattern("\\w- \\w"));
    }

    private static Optional<String> problem(AwsCli cli, Typed command, List<AwsCli.Call> calls) {
        if (command.arguments().size() == 2) {
            return cli.knows(command.arguments())
                    ? Optional.empty()
                    : Optional.of(command + ": there is no such operation");
        }
        calls.clear();
        Shell.Answer answer = cli.run(withoutProfile(command.arguments()));
        if (calls.isEmpty()) {
            return Optional.of(command + "\n  " + answer.errors().strip());
        }
        Set<String> base64 = Set.copyOf(calls.getFirst().base64());
        return base64.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        command
                                + "\n  AWS CLI 2 takes "
                                + base64
                                + " for base64 without --cli-binary-format raw-in-base64-out");
    }

    private static List<String> withoutProfile(List<String> arguments) {
        List<String> without = new ArrayList<>(arguments);
        int at = without.indexOf("--profile");
        if (at >= 0) {
            assertThat(List.of("management", "vault")).contains(without.get(at + 1));
            without.subList(at, at + 2).clear();
        }
        return without;
    }

    private static Template template(String file) {
        return TEMPLATES.computeIfAbsent(
                file, name -> Template.read(VaultUnderTest.REPOSITORY.resolve(name)));
    }
}
