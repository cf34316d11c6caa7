package io.sessionvault.local.faults;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.local.organization.SessionAgent.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Logs of one account, good ones and ones that break a rule each in its way.
final class ArrivalLogs {
    private final SessionAgent agent;
    private final AccountId member;
    private final AccountId other;
    private final Random random;
    private int next;

    /// @param member who uploads
    /// @param other another account of the organization
    ArrivalLogs(ArrivalVault vault, AccountId member, AccountId other, Random random) {
        this.agent = vault.uploader(member);
        this.member = member;
        this.other = other;
        this.random = random;
    }

    /// Uploads so many logs or one more; the verdict that each has to get.
    List<ArrivalVerdict> upload(int count) {
        List<ArrivalVerdict> expected = new ArrayList<>();
        while (expected.size() < count) {
            expected.addAll(one());
        }
        return expected;
    }

    private List<ArrivalVerdict> one() {
        String own = member + "/eu-west-1/";
        String name = "user" + next++ + "-" + Long.toString(random.nextLong(1L << 40), 36) + ".log";
        return switch (random.nextInt(12)) {
            case 0 -> List.of(unencrypted(own + name));
            case 1 -> List.of(good("stray/" + name, "x", Set.of("LOG-PREFIX")));
            case 2 -> List.of(good(other + "/eu-west-1/" + name, "x", Set.of("LOG-UPLOADER")));
            case 3 -> List.of(good(own + name + ".txt", "x", Set.of("LOG-NAME")));
            case 4 -> List.of(good(own + name, "", Set.of("LOG-EMPTY")));
            case 5 ->
                    List.of(
                            good(own + name, "first", Set.of()),
                            good(own + name, "second", Set.of("LOG-OVERWRITTEN")));
            default -> List.of(good(own + name, "output", Set.of()));
        };
    }

    /// Encrypted as it has to be.
    private ArrivalVerdict good(String key, String content, Set<String> rules) {
        return expected(agent.upload(key, content), rules);
    }

    private ArrivalVerdict unencrypted(String key) {
        return expected(
                agent.uploadEncrypted(key, "output", "AES256", ""), Set.of("LOG-ENCRYPTION"));
    }

    private static ArrivalVerdict expected(Upload upload, Set<String> rules) {
        return ArrivalVerdict.expected(upload.key(), upload.versionId(), rules);
    }
}
