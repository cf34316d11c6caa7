package io.sessionvault.local.aws.sts;

import io.sessionvault.local.aws.call.HttpRequest;
import io.sessionvault.local.aws.sts.RoleSessions.Opened;
import io.sessionvault.local.aws.wire.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Signs requests anew, as a session of a role.
///
/// In Lambda a function has the credentials of its role; `sam local invoke` hands on those of
/// whoever types it, or made-up ones.
public final class RoleSigning {
    /// Sessions are renewed when they last no longer than this.
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final InstantSource clock;
    private final Supplier<Opened> open;
    private @Nullable Opened last;

    /// @param clock by which sessions end
    /// @param open opens a session of the role
    public RoleSigning(InstantSource clock, Supplier<Opened> open) {
        this.clock = clock;
        this.open = open;
    }

    /// The request as it would have come from the role; itself where it carries the credentials of a
    /// role's session already, or none.
    public HttpRequest sign(HttpRequest request) {
        Optional<Signature> signature = Signature.of(request);
        boolean isARolesOwn =
                signature
                        .flatMap(Signature::sessionToken)
                        .filter(token -> token.startsWith(AccessKeys.TOKEN))
                        .isPresent();
        if (signature.isEmpty() || isARolesOwn) {
            return request;
        }
        Opened session = session();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.put("X-Amz-Security-Token", List.of(session.token()));
        headers.put(
                "Authorization",
                List.of(
                        request.header("Authorization")
                                .orElseThrow()
                                .replace(
                                        "Credential=" + signature.get().accessKey() + "/",
                                        "Credential=" + session.accessKey() + "/")));
        return request.with(headers);
    }

    private synchronized Opened session() {
        Opened session = last;
        if (session == null || clock.instant().plus(RENEWAL).isAfter(session.expires())) {
            session = open.get();
            last = session;
        }
        return session;
    }
}
