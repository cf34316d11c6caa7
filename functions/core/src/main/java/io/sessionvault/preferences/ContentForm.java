package io.sessionvault.preferences;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One way to write a content that Session Manager reads like all others.
///
/// AWS refuses a version whose content "matches another document" and does not say whether only
/// the newest version counts, nor whether it compares text or JSON. So preferences that drifted
/// and shall have an earlier content again have to differ from it in something that means nothing.
///
/// Source: Systems Manager API reference, `UpdateDocument`, `DuplicateDocumentContent`.
///
/// @param content what to write, as parsed JSON
/// @param space white space to write behind the first brace
public record ContentForm(Map<String, Object> content, String space) {
    private static final String DESCRIPTION = "description";

    /// The forms of a content in the order in which to try them: plain, with white space, and with
    /// an end to its description. A form other than the plain one is like no form that was written
    /// after an earlier version.
    ///
    /// @param newestVersion the number of the document's newest version
    public static List<ContentForm> of(Map<String, Object> content, String newestVersion) {
        ContentForm plain = new ContentForm(content, "");
        ContentForm spaced = new ContentForm(content, space(newestVersion));
        return described(content, newestVersion)
                .map(form -> List.of(plain, spaced, form))
                .orElse(List.of(plain, spaced));
    }

    /// The forms of a text in the same order; the plain one is the text itself.
    ///
    /// @param content what the text says, as parsed JSON; empty when it is not JSON
    /// @param write writes JSON
    public static List<String> ofText(
            String text,
            Optional<Map<String, Object>> content,
            String newestVersion,
            Function<Map<String, Object>, String> write) {
        String spaced = text.replaceFirst("\\{", "{" + space(newestVersion));
        Optional<String> described =
                content.flatMap(json -> described(json, newestVersion))
                        .map(form -> write.apply(form.content()));
        return Stream.concat(Stream.of(text, spaced), described.stream()).toList();
    }

    /// The number's binary digits, a blank for 0 and a tab for 1.
    private static String space(String version) {
        return Long.toBinaryString(Long.parseLong(version)).replace('0', ' ').replace('1', '\t');
    }

    /// Empty where the description is no text, which nobody but its owner can put right.
    private static Optional<ContentForm> described(
            Map<String, Object> content, String newestVersion) {
        if (!(content.getOrDefault(DESCRIPTION, "") instanceof String description)) {
            return Optional.empty();
        }
        // The end of an earlier repair goes, so that the description does not grow.
        String own = description.replaceFirst(" ?\\(after version \\d+\\)$", "");
        String end = "(after version " + newestVersion + ")";
        Map<String, Object> described = new LinkedHashMap<>(content);
        described.put(DESCRIPTION, own.isEmpty() ? end : own + " " + end);
        return Optional.of(new ContentForm(described, ""));
    }
}
