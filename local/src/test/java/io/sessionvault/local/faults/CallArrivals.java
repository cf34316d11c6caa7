package io.sessionvault.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.local.VaultUnderTest;
import io.sessionvault.local.eventing.PollResult;
import io.sessionvault.local.faults.CallScene.Ending;
import io.sessionvault.local.faults.CallScene.Ending.Kind;
import io.sessionvault.local.faults.CallScene.Take;
import io.sessionvault.local.organization.FunctionLog;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.template.PhysicalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the check of arriving logs does: a batch from its queue with a good log, a bad one and an
/// object that is none.
final class CallArrivals {
    private static final String FUNCTION = "CheckLog";
    private static final Map<String, String> VERDICTS =
            Map.of(
                    "ada-1.log",
                    "Compliant",
                    "ben-1.log",
                    "NonCompliant",
                    "cleo.txt",
                    "NonCompliant");

    private CallArrivals() {}

    static List<CallScene> scenes() {
        return List.of(batch());
    }

    static CallScene batch() {
        return new CallScene(FUNCTION, "a batch of logs", 50, vault -> () -> new Batch(vault));
    }

    private static final class Batch implements Take {
        private static final Duration VISIBLE_AGAIN = Duration.ofMinutes(7);

        private static final Duration LATE_LINES = Duration.ofSeconds(10);

        private final CallVault vault;
        private final String prefix;
        private final int eventsBefore;
        private boolean isFirst = true;

        Batch(CallVault vault) {
            this.vault = vault;
            AccountId account = vault.member();
            prefix = account + "/eu-west-1/";
            String queue = vault.template.physicalId("CheckLogQueue", PhysicalIds.REF);
            vault.stack.sqs().purgeQueue(ask -> ask.queueUrl(queue));
            eventsBefore = vault.running.bus().published().size();
            SessionAgent agent = vault.agents().beforeThePolicy(account);
            agent.upload(prefix + "ada-1.log", "output");
            agent.uploadEncrypted(prefix + "ben-1.log", "output", "AES256", "");
            agent.upload(prefix + "cleo.txt", "output");
        }

        @Override
        public Ending play() {
            if (!isFirst) {
                vault.platform.pass(VISIBLE_AGAIN);
                // In those minutes a function forgets that Organizations was too busy. The
                // stand-in's
                // clock is not its own; a fresh instance remembers nothing.
                vault.running.function(FUNCTION).kill();
            }
            isFirst = false;
            PollResult result = vault.running.poll(FUNCTION);
            return new Ending(
                    result.failed().isEmpty() ? Kind.SETTLED : Kind.COMES_BACK,
                    result.failed().isEmpty()
                            ? "all settled"
                            : result.failed().size() + " come back");
        }

        /// The verdicts that the log tells, and the violations that were published.
        @Override
        public String state() {
            vault.running
                    .log(FUNCTION)
                    .await(log -> verdicts(log).keySet().equals(VERDICTS.keySet()), LATE_LINES);
            return verdicts(vault.running.log(FUNCTION)) + "\n" + violations();
        }

        @Override
        public List<String> harm(Ending ending) {
            List<String> found = new ArrayList<>();
            verdicts(vault.running.log(FUNCTION))
                    .forEach((name, verdict) -> {
                        if (!verdict.equals(VERDICTS.get(name))) {
                            found.add("wrong verdict: " + name + " " + verdict);
                        }
                    });
            if (ending.kind() == Kind.SETTLED && violations().size() < 2) {
                found.add("lost violation: only " + violations());
            }
            return found;
        }

        /// Every verdict that is one; a log may be judged more than once, but only in one way.
        private Map<String, String> verdicts(FunctionLog log) {
            Map<String, String> verdicts = new TreeMap<>();
            for (String message :
                    List.of("log is compliant", "log is not compliant", "not a session log")) {
                for (JsonNode entry : log.entries(message)) {
                    String key = entry.path("log").path("key").asText();
                    if (key.startsWith(prefix)) {
                        verdicts.merge(
                                key.substring(prefix.length()),
                                entry.path("log").path("verdict").asText(),
                                (one, other) -> one.equals(other) ? one : one + " and " + other);
                    }
                }
            }
            return verdicts;
        }

        /// What was published, each once: whoever receives violations may see one twice.
        private SortedSet<String> violations() {
            SortedSet<String> published = new TreeSet<>();
            var events = vault.running.bus().published();
            for (var event : events.subList(eventsBefore, events.size())) {
                if (event.detailType().equals("Session Log Violation")) {
                    JsonNode detail = VaultUnderTest.json(event.json()).path("detail");
                    published.add(
                            detail.path("key").asText().replace(prefix, "")
                                    + " "
                                    + detail.path("findings").findValuesAsText("rule"));
                }
            }
            return published;
        }
    }
}
