package io.sessionvault.aws;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.aws.ModelDocument.Duplicates;
import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ObservedRegion.Preferences;
import io.sessionvault.reconcile.Outcome;
import io.sessionvault.reconcile.PreferencesStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Preferences are repaired whatever they held before, and whichever contents AWS takes for
/// duplicates.
class RepairEndsTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Map<String, Object> WANTED =
            PreferencesDocument.create(DESIRED.settings(IRELAND, true));

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("drifts")
    void driftThatBringsAnOlderTextBackIsRepairedEveryTime(
            Duplicates duplicates, String kind, IntFunction<Map<String, Object>> drift) {
        ModelDocument document = new ModelDocument(duplicates, Json.write(drift.apply(0)));
        repair(document);
        for (int round = 1; round <= 10; round++) {
            document.save(Json.write(drift.apply(round)));
            List<String> before = List.copyOf(document.versions);

            repair(document);

            assertThat(document.versions).hasSize(before.size() + 1).startsWith(array(before));
            assertThat(document.defaultVersion).isEqualTo(document.versions.size());
            assertThat(step(document)).isEqualTo(new PreferencesStep.None());
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("drifts")
    void aRepairSaysNothingElseThanWhatIsWanted(
            Duplicates duplicates, String kind, IntFunction<Map<String, Object>> drift)
            throws JsonProcessingException {
        ModelDocument document = new ModelDocument(duplicates, Json.write(drift.apply(0)));
        repair(document);
        for (int round = 1; round <= 10; round++) {
            document.save(Json.write(drift.apply(round)));
            repair(document);
        }

        Map<String, Object> newest = Json.object(document.versions.getLast());
        assertThat(without(newest)).isEqualTo(without(WANTED));
        assertThat(newest.getOrDefault("description", "").toString())
                .matches(
                        "(Session Manager preferences; logging is governed by Session Vault)?"
                                + "( ?\\(after version \\d+\\))?");
    }

    /// Somebody brings back what a repair wrote, with another bucket in it.
    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void aFormThatSomebodyBringsBackIsRepaired(Duplicates duplicates)
            throws JsonProcessingException {
        ModelDocument document = new ModelDocument(duplicates, Json.write(WANTED));
        for (int round = 1; round <= 10; round++) {
            document.save(
                    Json.write(elsewhere(Json.object(document.versions.getLast()), "b" + round)));

            repair(document);

            assertThat(step(document)).isEqualTo(new PreferencesStep.None());
        }
        assertThat(String.valueOf(Json.object(document.versions.getLast()).get("description")))
                .hasSizeLessThan(120);
    }

    @Test
    void eachFormIsTriedOnceAndNoVersionIsDeleted() {
        FakeHttp http = new FakeHttp();
        for (int i = 0; i < 3; i++) {
            http.json(400, "{\"__type\": \"DuplicateDocumentContent\"}");
        }
        Change.Governing change = update(WANTED);

        Outcome outcome =
                new ChangeWriter(FakeHttp.member(http), FakeHttp.keys(http)).apply(change);

        assertThat(http.operations())
                .containsExactly("UpdateDocument", "UpdateDocument", "UpdateDocument");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.STALE));
    }

    /// What is no text cannot be given an end.
    @Test
    void aDescriptionThatIsNoTextStays() {
        FakeHttp http = new FakeHttp();
        for (int i = 0; i < 2; i++) {
            http.json(400, "{\"__type\": \"DuplicateDocumentContent\"}");
        }
        Map<String, Object> content = new LinkedHashMap<>(WANTED);
        content.put("description", List.of("ours"));

        new ChangeWriter(FakeHttp.member(http), FakeHttp.keys(http)).apply(update(content));

        assertThat(http.operations()).containsExactly("UpdateDocument", "UpdateDocument");
    }

    private static Change.UpdatePreferences update(Map<String, Object> content) {
        return new Change.UpdatePreferences(
                IRELAND, content, "7", "7", List.of("inputs.s3BucketName"));
    }

    private static void repair(ModelDocument document) {
        if (step(document) instanceof PreferencesStep.Switch(Change.UpdatePreferences update)) {
            PreferencesWriter.update(document, update);
        }
    }

    private static PreferencesStep step(ModelDocument document) {
        Observation<Preferences> seen =
                RegionReader.read(
                                document,
                                () -> {
                                    throw new AssertionError("KMS");
                                },
                                Desires.vault(IRELAND),
                                IRELAND,
                                Instant.EPOCH)
                        .preferences();
        assertThat(seen).isInstanceOf(Observation.Seen.class);
        return PreferencesStep.between(
                DESIRED, IRELAND, ((Observation.Seen<Preferences>) seen).value(), true);
    }

    @Test
    void eachNameIsTriedOnceAndThenTheVersionGoesWithoutOne() throws JsonProcessingException {
        FakeHttp http = new FakeHttp();
        for (int i = 0; i < 3; i++) {
            http.json(400, "{\"__type\": \"DuplicateDocumentVersionName\"}");
        }
        http.json(200, "{\"DocumentDescription\": {\"DocumentVersion\": \"2\"}}").json(200, "{}");

        assertThat(write(http, update(WANTED))).isInstanceOf(Outcome.Applied.class);

        List<Object> names = new ArrayList<>();
        for (String body : http.bodies.subList(0, 4)) {
            names.add(Json.object(body).getOrDefault("VersionName", "none"));
        }
        assertThat(names)
                .containsExactly(
                        "session-vault-after-7",
                        "session-vault-after-7.2",
                        "session-vault-after-7.3",
                        "none");
    }

    @Test
    void aNameThatIsTakenAndATextThatIsThereAlreadyAreBothGotRound() {
        FakeHttp http = new FakeHttp();
        http.json(400, "{\"__type\": \"DuplicateDocumentVersionName\"}")
                .json(400, "{\"__type\": \"DuplicateDocumentContent\"}")
                .json(200, "{\"DocumentDescription\": {\"DocumentVersion\": \"2\"}}")
                .json(200, "{}");

        assertThat(write(http, update(WANTED))).isInstanceOf(Outcome.Applied.class);
        assertThat(http.bodies.get(2)).contains("session-vault-after-7.2");
    }

    @Test
    void theFirstVersionHasANameToo() {
        FakeHttp http = new FakeHttp().json(200, "{}");

        write(http, new Change.CreatePreferences(IRELAND, WANTED));

        assertThat(http.bodies).singleElement().asString().contains("session-vault-first");
    }

    private static Outcome write(FakeHttp http, Change.Governing change) {
        return new ChangeWriter(FakeHttp.member(http), FakeHttp.keys(http)).apply(change);
    }

    private static Stream<Duplicates> rules() {
        return Stream.of(Duplicates.values());
    }

    private static Stream<Arguments> drifts() {
        List<Arguments> drifts = new ArrayList<>();
        for (Duplicates duplicates : Duplicates.values()) {
            drifts.add(
                    Arguments.of(
                            duplicates,
                            "another bucket each time",
                            (IntFunction<Map<String, Object>>)
                                    round -> round == 0 ? WANTED : elsewhere(WANTED, "b" + round)));
            drifts.add(
                    Arguments.of(
                            duplicates,
                            "a document without description",
                            (IntFunction<Map<String, Object>>)
                                    round -> elsewhere(without(WANTED), "b" + round)));
        }
        drifts.add(
                Arguments.of(
                        Duplicates.NEWEST_VERSION,
                        "the same bucket each time",
                        (IntFunction<Map<String, Object>>)
                                round -> round == 0 ? WANTED : elsewhere(WANTED, "theirs")));
        return drifts.stream();
    }

    private static Map<String, Object> elsewhere(Map<String, Object> document, String bucket) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        Map<Object, Object> inputs = new LinkedHashMap<>((Map<?, ?>) document.get("inputs"));
        inputs.put("s3BucketName", bucket);
        changed.put("inputs", inputs);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> document) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        changed.remove("description");
        return changed;
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
