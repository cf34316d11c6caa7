package io.sessionvault.local.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.local.template.PhysicalIds;
import io.sessionvault.local.template.TemplateException;
import io.sessionvault.local.validation.TwoReaders.Difference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The templates, expanded by AWS's SAM translator and deployed by moto's CloudFormation, are what
/// this project's own reader takes them for.
class CloudFormationTest {
    /// What CloudFormation appends to the name of a resource that the template does not name.
    private static final String RANDOM = "-[A-Z0-9]{12}(?=$|:)";

    private static final Map<Deployment, TwoReaders> READERS = new LinkedHashMap<>();

    @BeforeAll
    static void deployAll() throws IOException {
        assumeThat(MotoCloudFormation.lacks())
                .as("SKIPPED: the templates were not deployed by another CloudFormation than ours")
                .isEmpty();
        try (var moto = MotoCloudFormation.start()) {
            for (var deployment : Deployment.all().toList()) {
                var tried =
                        READERS.entrySet().stream()
                                .filter(one -> one.getKey().file().equals(deployment.file()))
                                .flatMap(one -> refused(one.getValue()))
                                .toList();
                var theirs = moto.deploy(deployment, MotoLimits.WITHOUT, MotoLimits.REFUSED, tried);
                READERS.put(deployment, TwoReaders.of(deployment, theirs));
            }
        }
    }

    @Test
    void motoRefusesWhatIsListedAndNothingElse() {
        var types = new TreeSet<String>();
        READERS.forEach((deployment, readers) -> {
            var theirs = readers.theirs();
            assertThat(theirs.path("problem").asText(""))
                    .as(
                            "moto refuses %s, see the answers %s: add the type to MotoLimits.REFUSED"
                                    + " and docs/local.md, or the property to WITHOUT",
                            deployment, theirs.path("refused"))
                    .isEmpty();
            for (var refused : theirs.path("refused")) {
                var type = refused.path("type").asText();
                assertThat(refused.path("answer").asText())
                        .as("moto's answer to %s; correct MotoLimits.REFUSED", type)
                        .startsWith(MotoLimits.REFUSED.getOrDefault(type, "(not in REFUSED)"));
                types.add(type);
            }
        });
        assertThat(types).as("types in MotoLimits.REFUSED").isEqualTo(MotoLimits.REFUSED.keySet());
        for (var file : Templates.files()) {
            assertThat(idsOf(file, CloudFormationTest::refused))
                    .as("resources of types in REFUSED; moto has learned what is missing")
                    .isEqualTo(idsOf(file, CloudFormationTest::ofRefusedTypes));
        }
    }

    @Test
    void hasTheResourcesThatSamMakes() {
        READERS.forEach((deployment, readers) ->
                assertThat(types(readers.theirs().path("types"), JsonNode::asText))
                        .as("resources of %s", deployment)
                        .isEqualTo(
                                types(
                                        deployment.expanded().path("Resources"),
                                        resource -> resource.path("Type").asText())));
    }

    @Test
    void evaluatesEveryPropertyAsCloudFormation() {
        assertExplained(differences(TwoReaders::inWhatWasEvaluated), MotoLimits.EVALUATED);
        assertThat(READERS.values())
                .as("resources of which the properties were compared")
                .allSatisfy(readers -> assertThat(readers.declared()).isNotEmpty());
    }

    @Test
    void servicesGetWhatTheReaderSays() {
        assertExplained(differences(TwoReaders::inWhatWasDeployed), MotoLimits.DEPLOYED);
        assertThat(READERS.values())
                .allSatisfy(readers -> assertThat(readers.theirs().path("deployed")).isNotEmpty());
    }

    @Test
    void givesTheSameOutputs() {
        READERS.forEach((deployment, readers) -> {
            var theirs = readers.theirs().path("outputs");
            for (var name : readers.ours().outputNames()) {
                if (theirs.has(name)) {
                    assertThat(readers.ours().output(name))
                            .as("output %s of %s", name, deployment)
                            .isEqualTo(theirs.path(name).asText());
                } else {
                    assertThatThrownBy(() -> readers.ours().output(name))
                            .as(
                                    "output %s of %s, which CloudFormation leaves out",
                                    name, deployment)
                            .isInstanceOf(TemplateException.class);
                }
            }
            assertThat(theirs.propertyStream().map(Map.Entry::getKey))
                    .isSubsetOf(readers.ours().outputNames());
        });
    }

    @Test
    void predictsTheFormOfPhysicalIds() {
        var differences = new TreeMap<String, String>();
        READERS.forEach((deployment, readers) -> {
            var predicted = deployment.read(PhysicalIds.predictable());
            for (var id : readers.declared()) {
                for (var given : readers.theirs().path("ids").path(id).properties()) {
                    var value = given.getValue().asText().replaceAll(RANDOM, "");
                    var at = readers.type(id) + " " + given.getKey();
                    var own = predicted(() -> predicted.physicalId(id, given.getKey()));
                    if (!own.equals(value)) {
                        differences.put(at, own + ", not " + value);
                    }
                }
            }
        });
        assertExplained(differences, MotoLimits.IDS);
    }

    private static Set<String> idsOf(String file, Function<TwoReaders, Stream<String>> ids) {
        return READERS.entrySet().stream()
                .filter(one -> one.getKey().file().equals(file))
                .flatMap(one -> ids.apply(one.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> refused(TwoReaders readers) {
        return readers.theirs().path("refused").propertyStream().map(Map.Entry::getKey);
    }

    private static Stream<String> ofRefusedTypes(TwoReaders readers) {
        return readers.theirs()
                .path("types")
                .propertyStream()
                .filter(one -> MotoLimits.REFUSED.containsKey(one.getValue().asText()))
                .map(Map.Entry::getKey);
    }

    private static String predicted(Supplier<String> id) {
        try {
            return id.get();
        } catch (TemplateException unknown) {
            return "unknown";
        }
    }

    /// By place, the first difference there.
    private static Map<String, String> differences(Function<TwoReaders, List<Difference>> kind) {
        return READERS.values().stream()
                .flatMap(readers -> kind.apply(readers).stream())
                .collect(
                        Collectors.toMap(
                                Difference::at,
                                Difference::toString,
                                (first, next) -> first,
                                TreeMap::new));
    }

    private static void assertExplained(Map<String, String> found, Map<String, String> explained) {
        assertThat(found.entrySet())
                .as("differences: put our reader right, or explain them in MotoLimits")
                .allMatch(one -> explained.containsKey(one.getKey()));
        assertThat(explained.keySet())
                .as("differences that MotoLimits explains; take out those that are none")
                .isSubsetOf(found.keySet());
    }

    /// The types by logical id, a function's version without the hash that SAM appends.
    private static Map<String, String> types(JsonNode resources, Function<JsonNode, String> type) {
        Stream<Map.Entry<String, JsonNode>> all = resources.propertyStream();
        return all.collect(
                Collectors.toMap(
                        one -> one.getKey().replaceAll("Version[0-9a-f]{10}$", "Version"),
                        one -> type.apply(one.getValue())));
    }
}
