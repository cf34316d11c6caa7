package io.sessionvault.local.commands;

import java.util.List;
import java.util.Map;

/// What a person puts into a command before typing it. Everything else in a command has to be there already.
final class ByHand {
    private static final Map<String, String> WORDS =
            Map.of(
                    "VAULT_REGION", "us-east-1",
                    "<the version before the vault's>", "1",
                    "<home Region of Control Tower>", "eu-central-1");

    private ByHand() {}

    /// The blocks with every such word filled in.
    static List<Block> fillIn(List<Block> blocks) {
        return blocks.stream().map(ByHand::fillIn).toList();
    }

    private static Block fillIn(Block block) {
        String text = block.text();
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return new Block(block.place(), block.section(), text);
    }
}
