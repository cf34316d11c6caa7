package io.sessionvault.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.organization.ComplianceRun;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.RunningVault;
import io.sessionvault.local.organization.VaultStack;
import io.sessionvault.local.statemachine.Execution;
import io.sessionvault.local.statemachine.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The guided run's compliance run: what went wrong before, one session without a log and a node that
/// is cut off are found.
final class ComplianceChapter {
    private static final String RUN = "guided";
    private static final String VPC = "vpc-0a1b2c3d4e5f60718";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What the arrival check found broken and S3 still shows.
    private static final Set<String> STORED =
            Set.of(
                    "LOG-ENCRYPTION",
                    "LOG-KEY",
                    "LOG-MEMBER",
                    "LOG-PREFIX",
                    "LOG-NAME",
                    "LOG-EMPTY",
                    "LOG-OVERWRITTEN");

    private final Path repository;
    private final Story story;

    /// @param repository the repository's root, with the packaged functions
    ComplianceChapter(Path repository, Story story) {
        this.repository = repository;
        this.story = story;
    }

    /// Loses a log, cuts a node off, lets two hours pass and has everything looked at.
    ///
    /// @param node where the session takes place whose log is lost
    /// @param elsewhere the account and Region of the node that is cut off
    /// @param home the vault's Region
    void tell(
            Platform.StandIn platform,
            VaultStack stack,
            RunningVault running,
            ManagedNode node,
            ManagedNode.Place elsewhere,
            RegionName home) {
        story.chapter("A compliance run looks at every account, every log and every session");
        String lost = loseALog(platform, node);
        cutOff(platform, elsewhere);
        platform.pass(Duration.ofHours(2));
        try (ComplianceRun compliance =
                new ComplianceRun(
                        repository,
                        platform.endpoint(),
                        stack,
                        running,
                        home,
                        new ComplianceRun.Pace(platform.clock(), platform::pass, 2))) {
            Execution execution = compliance.machine().start(RUN, JSON.createObjectNode());
            story.check(
                    "the state machine of stacks/compliance.asl.json ran to its end",
                    execution.outcome() instanceof Outcome.Succeeded);
            Path page = compliance.saveReport(RUN, repository.resolve("target/compliance"));
            tell(page, lost);
        }
    }

    /// The session's id.
    private String loseALog(Platform.StandIn platform, ManagedNode node) {
        ManagedNode.LiveSession session = node.start("ben.okafor");
        platform.pass(Duration.ofMinutes(12));
        session.endWithoutLog();
        story.tell("session " + session.id() + " ended, and its instance before it sent the log");
        return session.id();
    }

    /// What no policy shows: a network without a way, and an agent that is too old.
    private void cutOff(Platform.StandIn platform, ManagedNode.Place place) {
        String region = place.region().value();
        platform.aws().keep(place.account(), region, Vpc.closed(VPC));
        platform.aws()
                .manage(
                        place.account(),
                        region,
                        new Instance(place.instance(), VPC, "subnet-0c1d2e3f"),
                        "2.3.612.0");
        story.tell(
                "instance "
                        + place.instance()
                        + " has an agent of 2019 and is in "
                        + VPC
                        + ", which nothing leads out of");
    }

    private void tell(Path page, String lost) {
        JsonNode report = read(page.resolveSibling("report.json"));
        Map<String, Long> byRule =
                report.path("findings")
                        .valueStream()
                        .collect(
                                Collectors.groupingBy(
                                        group -> group.path("rule").asText(),
                                        TreeMap::new,
                                        Collectors.summingLong(
                                                group -> group.path("count").asLong())));
        byRule.forEach((rule, count) ->
                story.tell(
                        "%4d %-24s %s"
                                .formatted(
                                        count,
                                        rule,
                                        report.path("rules").path(rule).path("title").asText())));
        story.check(
                "the session without a log is found",
                report.path("findings")
                        .valueStream()
                        .filter(group -> group.path("rule").asText().equals("SESSION-UNLOGGED"))
                        .flatMap(group -> group.path("examples").valueStream())
                        .anyMatch(each -> each.at("/finding/resource").asText().equals(lost)));
        story.check(
                "so is what the arrival check found and S3 still shows",
                byRule.keySet().containsAll(STORED));
        story.check(
                "so are the network without a way to the vault, and the old agent",
                byRule.keySet().containsAll(Set.of("NODES-CUT-OFF", "AGENT-TOO-OLD")));
        story.check(
                "the report says how fast changes in accounts were followed",
                report.at("/summary/reactions/looks").asLong() > 0);
        story.check(
                "and nothing of it counts as covered",
                !report.at("/summary/covered").asBoolean(true));
        story.tell("the report: " + page.toUri());
    }

    private static JsonNode read(Path json) {
        try {
            return JSON.readTree(Files.readString(json));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(json + " is not JSON", malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
