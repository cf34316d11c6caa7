package io.sessionvault.local.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file of a state machine's definition, in which SAM replaces each `${Name}`.
public final class DefinitionFile {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(?<name>[A-Za-z0-9]+)}");

    private DefinitionFile() {}

    /// The definition with its substitutions made.
    ///
    /// @throws TemplateException when a name has no value, or a value is used nowhere
    public static String read(Path file, Map<String, String> substitutions) {
        String written;
        try {
            written = Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Set<String> unused = new HashSet<>(substitutions.keySet());
        String definition =
                PLACE.matcher(written)
                        .replaceAll(place -> {
                            String value = substitutions.get(place.group(1));
                            if (value == null) {
                                throw new TemplateException(
                                        file.getFileName() + " has no value for " + place.group());
                            }
                            unused.remove(place.group(1));
                            return Matcher.quoteReplacement(value);
                        });
        if (!unused.isEmpty()) {
            throw new TemplateException(file.getFileName() + " does not use " + unused);
        }
        return definition;
    }
}
