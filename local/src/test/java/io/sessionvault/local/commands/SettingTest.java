package io.sessionvault.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.VaultUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The function `setting` of `docs/deploy.md`.
class SettingTest {
    private static final String NOW =
            """
            [{"ParameterKey": "Mode", "ParameterValue": "plan"},
             {"ParameterKey": "AlertMail", "ParameterValue": "ada@example.com"},
             {"ParameterKey": "ComplianceSchedule", "ParameterValue": "rate(1 day)"}]
            """;

    @TempDir Path folder;

    private final List<Typed> typed = new ArrayList<>();

    @Test
    void changesWhatIsNamedAndKeepsTheRest() throws Exception {
        type("setting Mode=apply AlertMail= 'ComplianceSchedule=cron(15 3 ? * * *)'");
        Typed update = typed.get(1);
        assertThat(update.arguments()).contains("update-stack", "--use-previous-template");
        assertThat(update.values("--capabilities"))
                .containsExactly("CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");
        var parameters = VaultUnderTest.JSON.readTree(update.option("--parameters"));
        assertThat(parameters.valueStream().map(Object::toString))
                .contains(
                        "{\"ParameterKey\":\"Mode\",\"ParameterValue\":\"apply\"}",
                        "{\"ParameterKey\":\"AlertMail\",\"ParameterValue\":\"\"}",
                        "{\"ParameterKey\":\"ComplianceSchedule\",\"ParameterValue\":\"cron(15 3 ? * * *)\"}");
        assertThat(typed.get(2).arguments()).contains("wait", "stack-update-complete");
    }

    @Test
    void keepsTheValueOfWhatIsNotNamed() throws Exception {
        type("setting Mode=apply");
        assertThat(typed.get(1).option("--parameters"))
                .contains("{\"ParameterKey\":\"AlertMail\",\"UsePreviousValue\":true}");
    }

    @Test
    void saysThatThereIsNothingToChange() throws Exception {
        type("setting Mode=plan");
        assertThat(typed).hasSize(1);
        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("nothing to change\n");
    }

    @Test
    void refusesAWordThatIsNoSetting() throws Exception {
        assertThat(type("setting Mode plan")).contains("not Name=value: Mode");
        assertThat(typed).hasSize(1);
    }

    private String type(String command) throws Exception {
        Block functions =
                Page.read("docs/deploy.md").blocks().stream()
                        .filter(block -> block.text().contains("setting() {"))
                        .findFirst()
                        .orElseThrow();
        Block typing = new Block("here", "", "HOME_REGION=us-east-1\n" + command);
        return new Shell(folder, this::answer).type(List.of(functions, typing));
    }

    private Shell.Answer answer(Typed command) {
        typed.add(command);
        return Shell.Answer.of(command.arguments().contains("describe-stacks") ? NOW : "");
    }
}
