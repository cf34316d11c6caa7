package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

class ListingTest extends StandInTest {
    /// In the order of their UTF-8 bytes, which differs from that of their UTF-16 units in the last two.
    private static final List<String> KEYS =
            List.of(
                    "a",
                    "a/",
                    "a/b",
                    "a/b c+%41",
                    "a/c",
                    "aa",
                    "b",
                    "z",
                    "\u00e9",
                    "\uff5e",
                    "\ud83d\ude00");

    @SuppressWarnings("NullAway.Init")
    private S3Client s3;

    @BeforeEach
    void fillBucket() {
        s3 = management.s3();
        s3.createBucket(c -> c.bucket("vault"));
        s3.putBucketVersioning(v ->
                v.bucket("vault")
                        .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        KEYS.reversed().forEach(this::put);
    }

    @Test
    void listsKeysInTheOrderOfTheirBytes() {
        assertThat(keys("", null)).containsExactlyElementsOf(KEYS);
        assertThat(versionKeys("", 1000)).containsExactlyElementsOf(KEYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/", "a/b", "b", "zz"})
    void listsEveryKeyWithThePrefixAndNoOther(String prefix) {
        List<String> expected = KEYS.stream().filter(key -> key.startsWith(prefix)).toList();

        assertThat(keys(prefix, null)).containsExactlyElementsOf(expected);
        assertThat(versionKeys(prefix, 1)).containsExactlyElementsOf(expected);
    }

    @Test
    void startsBehindAKey() {
        assertThat(keys("a", "a/b")).containsExactly("a/b c+%41", "a/c", "aa");
        assertThat(keys("a/", "a")).containsExactly("a/", "a/b", "a/b c+%41", "a/c");
        assertThat(keys("a/", "b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void tellsEveryVersionOnceWhateverThePage(int size) {
        put("a/b");
        String marker = s3.deleteObject(d -> d.bucket("vault").key("a/b")).versionId();
        put("z");

        var told = new ArrayList<String>();
        for (ListObjectVersionsResponse page : pages("", size).toList()) {
            assertThat(page.versions().size() + page.deleteMarkers().size())
                    .isLessThanOrEqualTo(size);
            page.versions().forEach(v -> told.add(v.key() + " " + v.versionId()));
            page.deleteMarkers().forEach(v -> told.add(v.key() + " " + v.versionId()));
        }

        assertThat(told).doesNotHaveDuplicates().hasSize(KEYS.size() + 3).contains("a/b " + marker);
        assertThat(told.stream().filter(each -> each.startsWith("a/b "))).hasSize(4);
    }

    @Test
    void goesOnBehindAKeyWithoutAVersionAndBehindAVersion() {
        put("z");
        ListObjectVersionsResponse all = s3.listObjectVersions(l -> l.bucket("vault").prefix("z"));
        String newest = all.versions().getFirst().versionId();

        assertThat(all.versions().getFirst().isLatest()).isTrue();
        assertThat(
                        s3.listObjectVersions(l -> l.bucket("vault").prefix("z").keyMarker("z"))
                                .versions())
                .isEmpty();
        assertThat(
                        s3.listObjectVersions(l ->
                                        l.bucket("vault")
                                                .prefix("z")
                                                .keyMarker("z")
                                                .versionIdMarker(newest))
                                .versions())
                .containsExactly(all.versions().getLast());
        assertThat(all.versions().getLast().isLatest()).isFalse();
    }

    private void put(String key) {
        s3.putObject(p -> p.bucket("vault").key(key), RequestBody.fromString("x"));
    }

    private List<String> keys(String prefix, @Nullable String after) {
        return s3
                .listObjectsV2Paginator(l ->
                        l.bucket("vault")
                                .prefix(prefix)
                                .startAfter(after)
                                .maxKeys(2)
                                .encodingType(EncodingType.URL))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private List<String> versionKeys(String prefix, int size) {
        return pages(prefix, size)
                .flatMap(page -> page.versions().stream())
                .map(version -> version.key())
                .toList();
    }

    private Stream<ListObjectVersionsResponse> pages(String prefix, int size) {
        return s3
                .listObjectVersionsPaginator(l ->
                        l.bucket("vault")
                                .prefix(prefix)
                                .maxKeys(size)
                                .encodingType(EncodingType.URL))
                .stream();
    }
}
