package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.SESSION_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.reconcile.Change;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How changes to the session key are made.
class KeyChangeTest {
    private static final Map<String, Object> POLICY = Map.of("Statement", List.of());
    private static final String KEY = SESSION_KEY.in(IRELAND).toString();

    private static final List<Map<String, String>> TAGS =
            List.of(
                    Map.of(
                            "TagKey",
                            "SystemsManagerJustInTimeNodeAccessManaged",
                            "TagValue",
                            "true"));

    private final FakeHttp http = new FakeHttp();
    private final ChangeWriter writer =
            new ChangeWriter(FakeHttp.member(http), FakeHttp.keys(http));

    /// Whoever is killed in the middle of 2,000 changes does not tell which were made.
    @Test
    void noFurtherChangeIsBegunWhenTheTimeIsOver() {
        Iterator<Boolean> hasTime = List.of(true, false, false).iterator();
        Change.Governing change = new Change.CreateReplica(SESSION_KEY, IRELAND, POLICY);
        http.json(200, "{}");

        assertThat(
                        new ChangeWriter(FakeHttp.member(http), FakeHttp.keys(http), hasTime::next)
                                .applyAll(List.of(change, change, change)))
                .containsExactly(
                        new Outcome.Applied(change),
                        new Outcome.Refused(change, "no time was left to begin it"),
                        new Outcome.Refused(change, "no time was left to begin it"));
        assertThat(http.operations()).hasSize(1);
    }

    @Test
    void createsAReplicaInThePrimaryKeysRegionAndWithItsPolicy() throws JsonProcessingException {
        Change.Governing change = new Change.CreateReplica(SESSION_KEY, IRELAND, POLICY);
        http.json(200, "{}");

        assertThat(writer.apply(change)).isEqualTo(new Outcome.Applied(change));
        assertThat(http.operations()).containsExactly("ReplicateKey");
        assertThat(http.requests.getFirst().host()).isEqualTo("kms.eu-central-1.amazonaws.com");
        assertThat(Json.object(http.bodies.getFirst()))
                .containsEntry("KeyId", SESSION_KEY.keyId())
                .containsEntry("ReplicaRegion", "eu-west-1")
                .containsEntry("Policy", "{\"Statement\":[]}")
                .containsEntry("Tags", TAGS)
                .doesNotContainKey("BypassPolicyLockoutSafetyCheck");
        assertThat(SESSION_KEY.region()).isEqualTo(FRANKFURT);
    }

    @Test
    void givesAReplicaItsPolicyInItsOwnRegion() throws JsonProcessingException {
        Change.Governing change = new Change.UpdateReplicaPolicy(SESSION_KEY.in(IRELAND), POLICY);
        http.json(200, "{}");

        assertThat(writer.apply(change)).isEqualTo(new Outcome.Applied(change));
        assertThat(http.operations()).containsExactly("PutKeyPolicy");
        assertThat(http.requests.getFirst().host()).isEqualTo("kms.eu-west-1.amazonaws.com");
        assertThat(Json.object(http.bodies.getFirst()))
                .containsOnly(
                        Map.entry("KeyId", KEY),
                        Map.entry("PolicyName", "default"),
                        Map.entry("Policy", "{\"Statement\":[]}"));
    }

    @Test
    void givesAReplicaAnAliasInItsOwnRegion() throws JsonProcessingException {
        Change.Governing change = new Change.CreateKeyAlias(SESSION_KEY.in(IRELAND), "alias/vault");
        http.json(200, "{}");

        assertThat(writer.apply(change)).isEqualTo(new Outcome.Applied(change));
        assertThat(http.operations()).containsExactly("CreateAlias");
        assertThat(http.requests.getFirst().host()).isEqualTo("kms.eu-west-1.amazonaws.com");
        assertThat(Json.object(http.bodies.getFirst()))
                .containsOnly(Map.entry("AliasName", "alias/vault"), Map.entry("TargetKeyId", KEY));
    }

    @Test
    void tagsAKeyInItsOwnRegion() throws JsonProcessingException {
        Change.Governing change = new Change.TagKey(SESSION_KEY.in(IRELAND));
        http.json(200, "{}");

        assertThat(writer.apply(change)).isEqualTo(new Outcome.Applied(change));
        assertThat(http.operations()).containsExactly("TagResource");
        assertThat(http.requests.getFirst().host()).isEqualTo("kms.eu-west-1.amazonaws.com");
        assertThat(Json.object(http.bodies.getFirst()))
                .containsOnly(Map.entry("KeyId", KEY), Map.entry("Tags", TAGS));
    }

    @ParameterizedTest
    @CsvSource({
        "AlreadyExistsException, STALE",
        "KMSInvalidStateException, STALE",
        "DisabledException, STALE",
        "NotFoundException, STALE",
        "AccessDeniedException, DENIED",
        "LimitExceededException, REJECTED",
        "MalformedPolicyDocumentException, REJECTED",
        "UnsupportedOperationException, REJECTED"
    })
    void keepsTheErrorOfAChangeThatWasNotMade(String code, ErrorKind kind) {
        http.json(400, "{\"__type\": \"%s\", \"message\": \"no\"}".formatted(code));

        assertThat(writer.apply(new Change.CreateReplica(SESSION_KEY, IRELAND, POLICY)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.error().kind()).isEqualTo(kind);
                            assertThat(failed.error().code()).isEqualTo(code);
                        });
    }
}
