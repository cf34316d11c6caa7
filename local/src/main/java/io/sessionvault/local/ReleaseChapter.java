package io.sessionvault.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.organization.Endpoint;
import io.sessionvault.local.organization.LocalAccounts;
import io.sessionvault.local.organization.Workload;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The guided run's release: an account is let go and has what it had before the vault.
final class ReleaseChapter {
    private static final Map<String, Object> OWN =
            Map.of(
                    "schemaVersion", "1.0",
                    "description", "Preferences of the archive team",
                    "sessionType", "Standard_Stream",
                    "inputs", Map.of("s3BucketName", "archive-own-logs", "runAsEnabled", true));

    private final Story story;
    private final Endpoint endpoint;
    private final LocalAccounts accounts;
    private final StoredPreferences preferences;

    ReleaseChapter(Story story, Endpoint endpoint, LocalAccounts accounts) {
        this.story = story;
        this.endpoint = endpoint;
        this.accounts = accounts;
        this.preferences = new StoredPreferences(endpoint, accounts);
    }

    /// @param home the vault's Region, where the account has no preferences of its own
    /// @param region a Region where it has
    /// @param send sends the onboarding a person's request
    void tell(RegionName home, RegionName region, Function<String, JsonNode> send) {
        story.chapter("An account is let go");
        AccountId account = accounts.create("archive");
        Workload team = new Workload(endpoint, accounts, account, home);
        team.instanceRole("web-server", List.of("ssm:UpdateInstanceInformation", "ssmmessages:*"));
        team.preferences(region, OWN);
        String before = preferences.text(account, region);
        story.check(
                "account " + account + " (archive) is governed",
                send.apply(request(account, "apply", "")).path("status").asText().equals("GOVERNED")
                        && !preferences.text(account, region).equals(before));
        JsonNode plan = send.apply(request(account, "release", ""));
        plan.path("plan").forEach(line -> story.tell(line.asText()));
        JsonNode done =
                send.apply(
                        request(
                                account,
                                "release",
                                ", \"confirm\": \"%s\"".formatted(plan.path("confirm").asText())));
        story.check(
                "once a person has confirmed this plan, it has its own text again, byte for byte, and"
                        + " none where it had none",
                done.path("status").asText().equals("RELEASED")
                        && preferences.text(account, region).equals(before)
                        && preferences.text(account, home).isEmpty());
    }

    private static String request(AccountId account, String mode, String more) {
        return "{\"accountId\": \"%s\", \"mode\": \"%s\"%s}".formatted(account, mode, more);
    }
}
