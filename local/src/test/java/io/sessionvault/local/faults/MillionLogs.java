package io.sessionvault.local.faults;

import io.sessionvault.account.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// Any number of logs of some accounts: most keep every rule, and of each way to break one there are
/// some. They are put into the bucket without the wire.
final class MillionLogs {
    private static final int MEMBERS = 20;

    /// Of so many logs, about one breaks a rule.
    private static final int BAD = 10;

    private static final SdkBytes OUTPUT =
            SdkBytes.fromByteArrayUnsafe("output".getBytes(StandardCharsets.UTF_8));
    private static final SdkBytes OTHER =
            SdkBytes.fromByteArrayUnsafe("something else".getBytes(StandardCharsets.UTF_8));
    private static final SdkBytes NOTHING = SdkBytes.fromByteArrayUnsafe(new byte[0]);

    private enum Way {
        UNENCRYPTED,
        OTHER_KEY,
        STRAY,
        STRANGER,
        OTHER_ACCOUNT,
        NAME,
        EMPTY,
        OVERWRITING
    }

    private final ArrivalVault vault;
    private final Random random;
    private final List<AccountId> members;
    private final String otherKey;
    private final Map<String, Long> totals = new TreeMap<>();
    private Map<String, ArrivalVerdict> expected = new HashMap<>();
    private int uploaded;

    MillionLogs(ArrivalVault vault, Random random) {
        this.vault = vault;
        this.random = random;
        members =
                IntStream.range(0, MEMBERS)
                        .mapToObj(i -> vault.accounts.create("member-" + i))
                        .toList();
        otherKey =
                vault.platform
                        .endpoint()
                        .client(
                                KmsClient.builder(),
                                vault.accounts.administrator(vault.account),
                                ArrivalVault.HOME)
                        .createKey()
                        .keyMetadata()
                        .arn();
    }

    /// How many logs there are.
    int uploaded() {
        return uploaded;
    }

    /// How many of them get each verdict and break each rule, by the names of the metrics.
    Map<String, Long> totals() {
        return totals;
    }

    /// Uploads so many logs; the verdict that each has to get, by its version.
    Map<String, ArrivalVerdict> upload(int count) {
        expected = new HashMap<>();
        int end = uploaded + count;
        while (uploaded < end) {
            if (random.nextInt(BAD) == 0) {
                bad(Way.values()[random.nextInt(Way.values().length)]);
            } else {
                AccountId member = someone();
                put(member, prefix(member) + name(), Set.of());
            }
        }
        return expected;
    }

    private void bad(Way way) {
        AccountId member = someone();
        String own = prefix(member) + name();
        switch (way) {
            case UNENCRYPTED ->
                    put(
                            member,
                            ask(own).serverSideEncryption(ServerSideEncryption.AES256),
                            OUTPUT,
                            Set.of("LOG-ENCRYPTION"));
            case OTHER_KEY ->
                    put(
                            member,
                            ask(own).serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                    .ssekmsKeyId(otherKey),
                            OUTPUT,
                            Set.of("LOG-KEY"));
            case STRAY -> put(member, "stray/" + name(), Set.of("LOG-PREFIX"));
            case STRANGER ->
                    put(member, "999999999999/eu-west-1/" + name(), Set.of("LOG-UPLOADER"));
            case OTHER_ACCOUNT -> {
                AccountId other = members.get((members.indexOf(member) + 1) % MEMBERS);
                put(member, prefix(other) + name(), Set.of("LOG-UPLOADER"));
            }
            case NAME -> put(member, own + ".txt", Set.of("LOG-NAME"));
            case EMPTY -> put(member, ask(own), NOTHING, Set.of("LOG-EMPTY"));
            case OVERWRITING -> {
                put(member, own, Set.of());
                put(member, ask(own), OTHER, Set.of("LOG-OVERWRITTEN"));
            }
        }
    }

    private AccountId someone() {
        return members.get(random.nextInt(MEMBERS));
    }

    private static String prefix(AccountId account) {
        return account + "/eu-west-1/";
    }

    private String name() {
        return "user" + uploaded + "-" + Long.toString(random.nextLong(1L << 50), 36) + ".log";
    }

    private PutObjectRequest.Builder ask(String key) {
        return PutObjectRequest.builder().bucket(vault.template.bucketName()).key(key);
    }

    private void put(AccountId member, String key, Set<String> rules) {
        put(member, ask(key), OUTPUT, rules);
    }

    private void put(
            AccountId member,
            PutObjectRequest.Builder request,
            SdkBytes content,
            Set<String> rules) {
        PutObjectRequest made = request.build();
        String version =
                vault.aws().putObject(member, ArrivalVault.HOME.value(), made, content).versionId();
        expected.put(version, ArrivalVerdict.expected(made.key(), version, rules));
        totals.merge(rules.isEmpty() ? "CompliantLogs" : "NonCompliantLogs", 1L, Long::sum);
        rules.forEach(rule -> totals.merge(rule, 1L, Long::sum));
        uploaded++;
    }
}
