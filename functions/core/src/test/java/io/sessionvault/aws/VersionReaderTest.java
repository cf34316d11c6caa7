package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.log.KeyHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class VersionReaderTest {
    private final FakeHttp http = new FakeHttp();
    private final VersionReader reader =
            new VersionReader(
                    FakeHttp.build(http, OwnBuckets.builder(VAULT_ACCOUNT, true), FRANKFURT),
                    "session-logs");

    @Test
    void asksForCodedKeysAndDecodesThem() {
        page("", version("a%2Fb%2Bc%25+%C3%BC%0A%E2%80%AE.log", "v1", true, 1));

        assertThat(keys("a/a+%~")).containsExactly("a/b+c% ü\n\u202e.log");
        assertThat(http.requests.getFirst().firstMatchingRawQueryParameter("encoding-type"))
                .contains("url");
        assertThat(http.requests.getFirst().firstMatchingRawQueryParameter("key-marker"))
                .contains("a/a+%~");
    }

    @Test
    void beginsWithTheFirstKeyWhenThereIsNoneToBeginBehind() {
        page("", "");

        assertThat(keys("")).isEmpty();
        assertThat(http.requests.getFirst().rawQueryParameters()).doesNotContainKey("key-marker");
    }

    @Test
    void givesTheEntriesOfAKeyTheNewestFirstThoughTheyComeApart() {
        page(
                "",
                version("a", "v4", false, 4)
                        + version("a", "v2", false, 2)
                        + version("a", "v1", false, 1)
                        + marker("a", "m5", true, 5)
                        + marker("a", "m3", false, 3));

        assertThat(histories("")).containsExactly("a: m5 v4 m3 v2 v1");
    }

    @Test
    void knowsTheNewestOfWhatWasMadeInTheSameSecond() {
        page(
                "",
                version("a", "v2", true, 1)
                        + version("a", "v1", false, 1)
                        + version("b", "v1", false, 1)
                        + marker("a", "m1", false, 1)
                        + marker("b", "m1", true, 1));

        assertThat(histories("")).containsExactly("a: v2 m1 v1", "b: m1 v1");
    }

    @Test
    void putsTogetherAKeyThatTwoPagesShare() {
        page(next("b", "v2"), version("a", "v1", true, 1) + version("b", "v2", true, 2));
        page("", version("b", "v1", false, 1) + version("c", "v1", true, 1));

        assertThat(histories("")).containsExactly("a: v1", "b: v2 v1", "c: v1");
        assertThat(http.requests.getLast().firstMatchingRawQueryParameter("key-marker"))
                .contains("b");
        assertThat(http.requests.getLast().firstMatchingRawQueryParameter("version-id-marker"))
                .contains("v2");
    }

    @Test
    void asksForNoPageThatNobodyWants() {
        page(next("b", "v1"), version("a", "v1", true, 1) + version("b", "v1", true, 1));

        reader.keys("", history -> false);

        assertThat(http.requests).hasSize(1);
    }

    @Test
    void failsWhenTheListingFails() {
        http.answer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>");

        assertThatThrownBy(() -> keys("")).isInstanceOf(SdkException.class);
    }

    private List<String> keys(String after) {
        List<String> keys = new ArrayList<>();
        reader.keys(after, history -> keys.add(history.key()));
        return keys;
    }

    private List<String> histories(String after) {
        List<String> histories = new ArrayList<>();
        reader.keys(
                after,
                history ->
                        histories.add(
                                history.key()
                                        + ": "
                                        + String.join(
                                                " ",
                                                history.entries().stream()
                                                        .map(KeyHistory.Entry::versionId)
                                                        .toList())));
        return histories;
    }

    private void page(String next, String entries) {
        http.answer(
                200,
                Map.of(),
                "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>"
                        + !next.isEmpty()
                        + "</IsTruncated>"
                        + next
                        + entries
                        + "</ListVersionsResult>");
    }

    private static String next(String key, String version) {
        return "<NextKeyMarker>%s</NextKeyMarker><NextVersionIdMarker>%s</NextVersionIdMarker>"
                .formatted(key, version);
    }

    private static String version(String key, String id, boolean isLatest, int second) {
        return entry("Version", key, id, isLatest, second);
    }

    private static String marker(String key, String id, boolean isLatest, int second) {
        return entry("DeleteMarker", key, id, isLatest, second);
    }

    private static String entry(String kind, String key, String id, boolean isLatest, int second) {
        return "<%1$s><Key>%2$s</Key><VersionId>%3$s</VersionId><IsLatest>%4$s</IsLatest><LastModified>2026-11-24T00:00:0%5$d.000Z</LastModified></%1$s>"
                .formatted(kind, key, id, isLatest, second);
    }
}
