package io.sessionvault.local.commands;

import io.sessionvault.local.VaultUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page of the documentation, as a source of commands.
///
/// @param name its path in the repository
/// @param lines its lines
record Page(String name, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile(" *```(.*)");
    private static final Pattern INLINE = Pattern.compile("`((?:aws|sam) [a-z][^`]*)`");

    /// Reads a page.
    ///
    /// @param name its path in the repository
    static Page read(String name) {
        try {
            return new Page(name, Files.readAllLines(VaultUnderTest.REPOSITORY.resolve(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The fenced blocks for a shell, in the page's order.
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String section = "";
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            section = text.startsWith("#") ? text.replaceFirst("#+ ", "") : section;
            var fence = FENCE.matcher(text);
            if (fence.matches()) {
                int first = line + 1;
                int end = first;
                while (!FENCE.matcher(lines.get(end)).matches()) {
                    end++;
                }
                if (List.of("sh", "bash").contains(fence.group(1))) {
                    String typed = String.join("\n", lines.subList(first, end)).stripIndent();
                    blocks.add(new Block(name + ":" + (first + 1), section, typed));
                }
                line = end;
            }
        }
        return List.copyOf(blocks);
    }

    /// The commands that stand between backquotes, outside of blocks.
    List<Block> inline() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            prose.add(fenced || fence ? "" : line.strip());
            fenced ^= fence;
        }
        String text = prose.stream().collect(Collectors.joining("\n"));
        return INLINE.matcher(text)
                .results()
                .map(found -> {
                    long line = text.substring(0, found.start()).lines().count();
                    return new Block(name + ":" + line, "", found.group(1).replace('\n', ' '));
                })
                .toList();
    }
}
