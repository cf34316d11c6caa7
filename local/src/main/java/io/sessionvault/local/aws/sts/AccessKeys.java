package io.sessionvault.local.aws.sts;

import io.sessionvault.local.aws.call.Principal;
import io.sessionvault.local.aws.call.Refusals;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.organizations.Accounts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Access keys and the principals behind them.
public final class AccessKeys {
    /// A session of a role.
    ///
    /// @param principal who holds it
    /// @param token the session token that goes with the key
    /// @param expires when it ends
    record Session(Principal principal, String token, Instant expires) {}

    /// How each secret access key begins, so that whoever looks for one in a text finds all.
    public static final String SECRET = "standInSecretOf/";

    /// How each session token begins.
    public static final String TOKEN = "standInToken/";

    private static final Pattern ADMINISTRATOR = Pattern.compile("AKIAROOT([0-9]{12})");
    private static final Pattern ROOT = Pattern.compile("AKIATOP1([0-9]{12})");

    private final Accounts accounts;
    private final Function<String, Optional<Principal>> users;
    private final Map<String, Session> sessions = new HashMap<>();

    /// @param accounts the accounts whose administrators and root users have keys
    /// @param users the user of IAM whom a key belongs to
    public AccessKeys(Accounts accounts, Function<String, Optional<Principal>> users) {
        this.accounts = accounts;
        this.users = users;
    }

    /// The access key id of an account's administrator.
    ///
    /// @param account the account's 12 digits
    public static String administratorKey(String account) {
        return "AKIAROOT" + account;
    }

    /// The access key id of an account's root user.
    ///
    /// @param account the account's 12 digits
    public static String rootKey(String account) {
        return "AKIATOP1" + account;
    }

    /// The secret access key that goes with an access key id. Signatures are not checked here, but
    /// no two credentials share a secret.
    ///
    /// @param key the access key id
    public static String secretOf(String key) {
        return SECRET + key;
    }

    /// Who signs with a key.
    ///
    /// @param key the access key id
    /// @param token the session token that came with it
    /// @param service whose way of refusing to use
    /// @param now the time against which sessions expire
    /// @throws io.sessionvault.local.aws.call.AwsError when the key is unknown, or its session over
    public Principal principal(String key, Optional<String> token, Service service, Instant now) {
        Matcher administrator = ADMINISTRATOR.matcher(key);
        if (administrator.matches() && accounts.isActive(administrator.group(1))) {
            String account = administrator.group(1);
            return Principal.of(
                    Principal.Kind.ADMINISTRATOR,
                    account,
                    "arn:aws:iam::" + account + ":user/administrator",
                    "AIDAROOT" + account);
        }
        Matcher root = ROOT.matcher(key);
        if (root.matches() && accounts.isActive(root.group(1))) {
            String account = root.group(1);
            return Principal.of(
                    Principal.Kind.ROOT, account, "arn:aws:iam::" + account + ":root", account);
        }

        Session session = sessions.get(key);
        if (session == null) {
            return users.apply(key)
                    .filter(user -> accounts.isActive(user.account()))
                    .orElseThrow(() -> Refusals.unknownCredentials(service));
        }
        if (!token.equals(Optional.of(session.token()))) {
            throw Refusals.unknownCredentials(service);
        }
        if (!now.isBefore(session.expires())) {
            throw Refusals.expiredCredentials(service);
        }
        return session.principal();
    }

    void add(String key, Session session) {
        sessions.put(key, session);
    }
}
