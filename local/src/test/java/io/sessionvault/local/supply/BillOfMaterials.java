package io.sessionvault.local.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A bill of materials as the build writes it, in CycloneDX.
///
/// Source: CycloneDX 1.6, JSON reference.
///
/// @param json the document
record BillOfMaterials(JsonNode json) {
    /// A part.
    ///
    /// @param jar the name of its file
    /// @param sha256 the file's digest; empty when there is none
    /// @param licences the SPDX ids of its licences, or their names where they have no id
    record Part(String jar, String sha256, Set<String> licences) {}

    static BillOfMaterials read(Path file) throws IOException {
        return new BillOfMaterials(JsonMapper.builder().build().readTree(file.toFile()));
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (JsonNode component : json.path("components")) {
            parts.add(
                    new Part(
                            component.path("name").asText()
                                    + "-"
                                    + component.path("version").asText()
                                    + ".jar",
                            sha256(component.path("hashes")),
                            licences(component.path("licenses"))));
        }
        return parts;
    }

    private static String sha256(JsonNode hashes) {
        for (JsonNode hash : hashes) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "";
    }

    private static Set<String> licences(JsonNode licences) {
        Set<String> names = new TreeSet<>();
        for (JsonNode each : licences) {
            JsonNode licence = each.path("license");
            names.add(
                    each.path("expression")
                            .asText(licence.path("id").asText(licence.path("name").asText())));
        }
        return names;
    }
}
