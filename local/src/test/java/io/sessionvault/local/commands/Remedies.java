package io.sessionvault.local.commands;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Remedy;
import io.sessionvault.rule.Rule;
import io.sessionvault.rule.VaultNames;
import io.sessionvault.vault.KeyArn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The commands of the remedies: those of the catalogue, as docs/rules.md has them, and those of findings.
final class Remedies {
    private static final AccountId MEMBER = new AccountId("410987654321");
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final VaultNames NAMES =
            new VaultNames(
                    "session-vault-310987654321-us-east-1",
                    KeyArn.parse(
                            "arn:aws:kms:us-east-1:310987654321:key/mrk-0123456789abcdef0123456789abcdef"),
                    "arn:aws:lambda:us-east-1:310987654321:function:session-vault-OnboardAccount:live");

    /// What an object, a role or a document may be called; a shell and the AWS CLI must take it as it is.
    private static final List<String> RESOURCES =
            List.of(
                    "410987654321/eu-west-1/ada-0123456789abcdef0.log",
                    "410987654321/eu-west-1/ada-0123456789abcdef0.log?versionId=v2",
                    "session-vault-CheckLogDeadLetters-1A2B",
                    "it's -two \"words\", $(id) \\ ; &.log?versionId=v2",
                    "it's -two \"words\", $(id) \\ ; &.log");

    private Remedies() {}

    /// All of them, in the catalogue's order.
    static List<Block> commands() {
        return Arrays.stream(Rule.values())
                .flatMap(rule ->
                        Stream.concat(
                                        Remedy.commandsIn(rule.remedy()).stream(),
                                        RESOURCES.stream().flatMap(name -> ofFinding(rule, name)))
                                .map(command -> new Block(rule.id(), "", command)))
                .toList();
    }

    private static Stream<String> ofFinding(Rule rule, String resource) {
        return Remedy.of(new LocatedFinding(rule, MEMBER, IRELAND, resource, "it is so"), NAMES)
                .commands()
                .stream()
                .map(Remedy.Command::text);
    }
}
