package io.sessionvault.local.aws.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// Which contents `UpdateDocument` refuses as duplicates. AWS does not say what it compares, so
/// each reading can be played.
///
/// Source: Systems Manager API reference, `UpdateDocument`, `DuplicateDocumentContent`: "The
/// content of the association document matches another document."
public enum DuplicateContent {
    /// The text of the newest version.
    NEWEST_VERSION {
        @Override
        boolean isIn(List<String> versions, String content) {
            return versions.getLast().equals(content);
        }
    },
    /// The text of any version, as moto does.
    TEXT_OF_ANY_VERSION {
        @Override
        boolean isIn(List<String> versions, String content) {
            return versions.contains(content);
        }
    },
    /// What the text of any version means as JSON.
    JSON_OF_ANY_VERSION {
        @Override
        boolean isIn(List<String> versions, String content) {
            return versions.stream()
                    .map(JSON_OF_ANY_VERSION::json)
                    .toList()
                    .contains(json(content));
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Tells whether a content is refused.
    ///
    /// @param versions the contents of the document's versions, the newest one last
    abstract boolean isIn(List<String> versions, String content);

    JsonNode json(String content) {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException planted) {
            // Content that was planted need not be JSON; it is like nothing but itself.
            return JSON.getNodeFactory().textNode(content);
        }
    }
}
