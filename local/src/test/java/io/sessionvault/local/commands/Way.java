package io.sessionvault.local.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of the ways of `docs/deploy.md`: what a person types, in the order in which the page sends them through it.
final class Way {
    private static final Pattern STEP = Pattern.compile("\\d\\. .*?]\\(#([a-z-]+)\\).*");

    /// What is typed in another case than the one that is walked, by words that only that block has.
    private static final List<String> OTHERWISE =
            List.of(
                    // In a new shell only.
                    "ParameterKey=='ExternalId'",
                    // Where the delegation policy is not possible.
                    "register-delegated-administrator");

    private Way() {}

    /// The blocks from "Before you start" to the end of a section.
    ///
    /// @param heading how the way's heading begins, e.g. `Way 1`
    /// @param last the anchor of the last section
    static List<Block> blocks(Page page, String heading, String last) {
        List<Block> blocks = new ArrayList<>(section(page, "before-you-start"));
        int first =
                page.lines()
                        .indexOf(
                                page.lines().stream()
                                        .filter(line -> line.startsWith("## " + heading))
                                        .findFirst()
                                        .orElseThrow());
        for (int line = first + 1; !page.lines().get(line).startsWith("## "); line++) {
            String place = page.name() + ":" + (line + 2);
            page.blocks().stream()
                    .filter(block -> block.place().equals(place))
                    .forEach(blocks::add);
            Matcher step = STEP.matcher(page.lines().get(line));
            if (step.matches()) {
                blocks.addAll(section(page, step.group(1)));
                if (step.group(1).equals(last)) {
                    break;
                }
            }
        }
        return blocks.stream()
                .filter(block -> OTHERWISE.stream().noneMatch(block.text()::contains))
                .toList();
    }

    private static List<Block> section(Page page, String anchor) {
        return page.blocks().stream()
                .filter(block -> anchorOf(block.section()).equals(anchor))
                .toList();
    }

    /// As GitHub makes the anchor of a heading.
    private static String anchorOf(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
