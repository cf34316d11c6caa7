package io.sessionvault.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.organization.SessionAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The check of all output can fail: it finds each of these where it stands.
class ForbiddenTest {
    private static final String SECRET =
            LocalAws.credentialsFor(new AccountId("210987654321")).secretAccessKey();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: AWS4-HMAC-SHA256 Credential=AKIAROOT210987654321/20261124",
                "{\"headers\":{\"authorization\":\"Bearer x\"}}",
                "X-Amz-Security-Token: abc",
                "{\"message\":\"{\\\"source\\\":\\\"aws.s3\\\",\\\"detail\\\":{\\\"bucket\\\":1}}\"}",
                "{\"source\":\"aws.s3\", \"detail\": {\"bucket\":1}}",
                "{\"policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{}]}\"}",
                "{\"Statement\": [{\"Effect\": \"Allow\"}]}",
                "{\"externalId\":\"vault/7f3a\"}",
                "EXTERNAL_ID=vault/7f3a",
                "shellProfile is exec " + Forbidden.DOCUMENT_WORD
            })
    void findsWhatNoLineMayHold(String line) {
        assertThat(Forbidden.in(line)).isPresent();
    }

    @Test
    void findsSecretsAndContent() {
        assertThat(Forbidden.in("env: " + SECRET)).contains("a secret access key");
        assertThat(Forbidden.in("the log says " + SessionAgent.FIRST_LINE))
                .contains("content of a session's log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"level\":\"INFO\",\"message\":\"log checked\",\"detail\":\"expected aws:kms\"}",
                "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: sts:AssumeRole",
                "role web-server: attach policy SessionVaultLogWriter"
            })
    void letsOrdinaryLinesPass(String line) {
        assertThat(Forbidden.in(line)).isEmpty();
    }

    @Test
    void namesTheFunctionsFileAndTheLine() throws IOException {
        Files.write(folder.resolve("CheckLog.log"), List.of("fine", "leaks " + SECRET, "fine"));

        Output output = new Output();
        output.ofFunctions(folder);

        assertThat(output.leaks())
                .containsExactly(folder.resolve("CheckLog.log") + ":2 holds a secret access key");
        assertThat(output.lines()).isEqualTo(3);
    }

    @Test
    void readsWhatTestsWroteFromTheirReports() throws IOException, XMLStreamException {
        Files.writeString(
                folder.resolve("TEST-a.xml"),
                "<testsuite><properties><property name=\"p\" value=\""
                        + SECRET
                        + "\"/>"
                        + "</properties><testcase>\n<system-out><![CDATA[fine\n"
                        + SECRET
                        + "]]></system-out></testcase></testsuite>");

        Output output = new Output();
        output.ofTests(folder);

        assertThat(output.leaks())
                .containsExactly(folder.resolve("TEST-a.xml") + ":3 holds a secret access key");
    }

    @Test
    void aFolderThatIsNotThereHasNoLines() throws IOException, XMLStreamException {
        Output output = new Output();
        output.ofFunctions(folder.resolve("none"));
        output.ofTests(folder.resolve("none"));

        assertThat(output.lines()).isZero();
    }
}
