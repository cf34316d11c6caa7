package io.sessionvault.reconcile;

import io.sessionvault.account.AccountId;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.Vault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the logging policy gives, as the ARNs in its statements; each may have wildcards.
///
/// @param logs the objects that instances may write
/// @param buckets the buckets whose encryption they may read
/// @param storageKeys the keys with which logs are stored
/// @param sessionKeys the keys with which sessions are encrypted
record LogGrants(
        NavigableSet<String> logs,
        NavigableSet<String> buckets,
        NavigableSet<String> storageKeys,
        NavigableSet<String> sessionKeys) {
    private static final String PUT = "s3:PutObject";
    private static final String READ_ENCRYPTION = "s3:GetEncryptionConfiguration";
    private static final String DECRYPT = "kms:Decrypt";
    private static final String GENERATE = "kms:GenerateDataKey*";

    private static final Pattern OBJECTS =
            Pattern.compile("arn:(aws[a-z-]*):s3:::[a-z0-9.-]+/([A-Za-z0-9!_.'()*/-]+)");
    private static final Pattern BUCKET = Pattern.compile("arn:(aws[a-z-]*):s3:::[a-z0-9.-]+");
    private static final Pattern KEY =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+|\\*):([0-9]{12}):key/[A-Za-z0-9-]+");

    static final LogGrants NONE =
            new LogGrants(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    /// Copies the sets.
    LogGrants {
        logs = Collections.unmodifiableNavigableSet(new TreeSet<>(logs));
        buckets = Collections.unmodifiableNavigableSet(new TreeSet<>(buckets));
        storageKeys = Collections.unmodifiableNavigableSet(new TreeSet<>(storageKeys));
        sessionKeys = Collections.unmodifiableNavigableSet(new TreeSet<>(sessionKeys));
    }

    /// What an account needs that is as it should be.
    static LogGrants wanted(DesiredAccount desired) {
        Vault vault = desired.vault();
        return new LogGrants(
                one(
                        vault.bucketArn()
                                + "/"
                                + vault.prefixes().prefixInAnyRegion(desired.account())
                                + "/*"),
                one(vault.bucketArn()),
                one(vault.bucketKey().toString()),
                desired.encryptsSessions() && !desired.regions().isEmpty()
                        ? one(inAnyRegion(desired.sessionKey()))
                        : new TreeSet<>());
    }

    /// What a logging policy gives, as far as it is the account's own prefix and the vault's own
    /// keys: what anybody else wrote into the policy is not taken over.
    ///
    /// @param document the policy, as parsed JSON
    static LogGrants of(DesiredAccount desired, Map<String, Object> document) {
        LogGrants found = NONE;
        for (Object statement : each(document.get("Statement"))) {
            if (statement instanceof Map<?, ?> fields && "Allow".equals(fields.get("Effect"))) {
                found = found.plus(ofStatement(desired, fields));
            }
        }
        return found;
    }

    private static LogGrants ofStatement(DesiredAccount desired, Map<?, ?> statement) {
        List<?> actions = each(statement.get("Action"));
        AccountId vault = desired.vault().account();
        NavigableSet<String> keys = texts(statement, arn -> isKeyOf(vault, arn));
        boolean stores = actions.contains(GENERATE);
        return new LogGrants(
                actions.contains(PUT)
                        ? texts(statement, arn -> isUnderPrefixOf(desired.account(), arn))
                        : new TreeSet<>(),
                actions.contains(READ_ENCRYPTION)
                        ? texts(statement, arn -> BUCKET.matcher(arn).matches())
                        : new TreeSet<>(),
                stores ? keys : new TreeSet<>(),
                !stores && actions.contains(DECRYPT) ? keys : new TreeSet<>());
    }

    /// Both together.
    LogGrants plus(LogGrants other) {
        return new LogGrants(
                union(logs, other.logs),
                union(buckets, other.buckets),
                union(storageKeys, other.storageKeys),
                union(sessionKeys, other.sessionKeys));
    }

    /// What of this the other does not give.
    LogGrants beyond(LogGrants other) {
        return new LogGrants(
                uncovered(logs, other.logs),
                uncovered(buckets, other.buckets),
                uncovered(storageKeys, other.storageKeys),
                uncovered(sessionKeys, other.sessionKeys));
    }

    boolean isEmpty() {
        return logs.isEmpty()
                && buckets.isEmpty()
                && storageKeys.isEmpty()
                && sessionKeys.isEmpty();
    }

    /// The policy that gives this, as parsed JSON.
    ///
    /// @param vault the account that the buckets have to belong to
    Map<String, Object> document(AccountId vault) {
        Map<String, Object> inVault =
                Map.of("StringEquals", Map.of(LogPolicy.RESOURCE_ACCOUNT, vault.value()));
        List<Map<String, Object>> statements = new ArrayList<>();
        add(statements, "WriteLogs", List.of(PUT, "s3:PutObjectAcl"), logs, inVault);
        add(statements, "ReadBucketEncryption", List.of(READ_ENCRYPTION), buckets, inVault);
        add(statements, "EncryptLogs", List.of(DECRYPT, GENERATE), storageKeys, Map.of());
        add(statements, "DecryptSessions", List.of(DECRYPT), sessionKeys, Map.of());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    /// A multi-Region key has the same id in every Region, so that its name does not depend on
    /// which of them are governed.
    ///
    /// Source: KMS developer guide, "Multi-Region keys": related keys have the same key id.
    static String inAnyRegion(KeyArn key) {
        return key.isMultiRegion()
                ? "arn:" + key.partition() + ":kms:*:" + key.account() + ":key/" + key.keyId()
                : key.toString();
    }

    /// Tells whether an ARN, or another pattern of ARNs, fits a pattern with `*` in it.
    static boolean fits(String pattern, String arn) {
        String expression =
                Pattern.compile("\\*")
                        .splitAsStream(pattern + "\n")
                        .map(part -> Pattern.quote(part.replace("\n", "")))
                        .collect(Collectors.joining(".*"));
        return Pattern.matches(expression, arn);
    }

    private static boolean isKeyOf(AccountId vault, String arn) {
        var key = KEY.matcher(arn);
        return key.matches() && key.group(3).equals(vault.value());
    }

    private static boolean isUnderPrefixOf(AccountId account, String arn) {
        var objects = OBJECTS.matcher(arn);
        return objects.matches()
                && List.of(objects.group(2).split("/", -1)).contains(account.value());
    }

    private static NavigableSet<String> uncovered(
            NavigableSet<String> mine, NavigableSet<String> others) {
        return mine.stream()
                .filter(arn -> others.stream().noneMatch(other -> fits(other, arn)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static NavigableSet<String> union(
            NavigableSet<String> mine, NavigableSet<String> others) {
        NavigableSet<String> both = new TreeSet<>(mine);
        both.addAll(others);
        return both;
    }

    private static NavigableSet<String> one(String arn) {
        return new TreeSet<>(List.of(arn));
    }

    private static NavigableSet<String> texts(Map<?, ?> statement, Predicate<String> isOurs) {
        NavigableSet<String> texts = new TreeSet<>();
        for (Object resource : each(statement.get("Resource"))) {
            if (resource instanceof String arn && isOurs.test(arn)) {
                texts.add(arn);
            }
        }
        return texts;
    }

    /// A policy writes a list of one as the element itself, if it likes.
    private static List<?> each(@Nullable Object element) {
        return switch (element) {
            case null -> List.of();
            case List<?> list -> list;
            case Object single -> List.of(single);
        };
    }

    private static void add(
            List<Map<String, Object>> statements,
            String id,
            List<String> actions,
            NavigableSet<String> resources,
            Map<String, Object> condition) {
        if (resources.isEmpty()) {
            return;
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", id);
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", List.copyOf(resources));
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        statements.add(statement);
    }
}
