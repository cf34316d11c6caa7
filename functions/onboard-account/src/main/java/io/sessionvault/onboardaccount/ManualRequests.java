package io.sessionvault.onboardaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.reconcile.ReleaseRequest;
import io.sessionvault.reconcile.ReturnPoint.Wish;
import io.sessionvault.reconcile.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads what a person asks for.
///
/// A field that is not known may be a slip of the pen, and without `regions` an account is let go as
/// a whole: a request with one is not carried out.
final class ManualRequests {
    private static final String NAME = "manual request";
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String NONE = "none";

    /// The fields that only some of the modes have.
    private static final Map<String, List<String>> FIELDS =
            Map.of(
                    "plan",
                    List.of(),
                    "apply",
                    List.of(),
                    "release",
                    List.of("regions", "version", "confirm"),
                    "resume",
                    List.of("regions"));

    private ManualRequests() {}

    /// A field that is not as it should be.
    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String field, JsonNode value, String wanted) {
            super(field + " of a manual request must be " + wanted + ", and is " + value);
        }
    }

    static Signal read(JsonNode request) {
        Optional<AccountId> account =
                Optional.of(request.path("accountId"))
                        .filter(JsonNode::isTextual)
                        .flatMap(AccountIds::id);
        if (account.isEmpty()) {
            return new Signal.Unreadable(
                    NAME, "accountId of a manual request must be a string of 12 digits");
        }
        try {
            return read(account.get(), request);
        } catch (MalformedException malformed) {
            return new Signal.Unreadable(NAME, String.valueOf(malformed.getMessage()));
        }
    }

    private static Signal read(AccountId account, JsonNode request) throws MalformedException {
        String mode = request.path("mode").asText("").toLowerCase(Locale.ROOT);
        List<String> fields = FIELDS.get(mode);
        if (fields == null) {
            throw new MalformedException(
                    "mode",
                    request.path("mode"),
                    "\"plan\" or \"apply\", or \"release\" or \"resume\"");
        }
        refuseOthers(mode, fields, request);
        return switch (mode) {
            case "plan" -> new Signal.Appeared(account, Optional.of(Mode.PLAN), NAME);
            case "apply" -> new Signal.Appeared(account, Optional.of(Mode.APPLY), NAME);
            case "resume" -> new Signal.Resume(account, scope(request));
            case String _ -> release(account, request);
        };
    }

    /// A request to plan or to apply may carry notes; what says how much to let go it may not.
    private static void refuseOthers(String mode, List<String> fields, JsonNode request)
            throws MalformedException {
        boolean isStrict = !fields.isEmpty();
        for (Map.Entry<String, JsonNode> field : request.properties()) {
            String name = field.getKey();
            boolean isKnown =
                    fields.contains(name) || name.equals("accountId") || name.equals("mode");
            boolean isOfRelease = List.of("regions", "version", "confirm").contains(name);
            if (!isKnown && (isStrict || isOfRelease)) {
                throw new MalformedException(
                        name, field.getValue(), "left out with mode \"" + mode + "\"");
            }
        }
    }

    private static Signal release(AccountId account, JsonNode request) throws MalformedException {
        JsonNode confirm = request.path("confirm");
        if (!confirm.isMissingNode() && (!confirm.isTextual() || confirm.asText().isEmpty())) {
            throw new MalformedException("confirm", confirm, "what an earlier answer said");
        }
        Scope scope = scope(request);
        return new Signal.Release(
                new ReleaseRequest(account, scope, wishes(request, scope)),
                confirm.isMissingNode() ? Optional.empty() : Optional.of(confirm.asText()));
    }

    private static Scope scope(JsonNode request) throws MalformedException {
        JsonNode regions = request.path("regions");
        if (regions.isMissingNode()) {
            return new Scope.Account();
        }
        if (!regions.isArray() || regions.isEmpty()) {
            throw new MalformedException("regions", regions, "a list of Regions that is not empty");
        }
        NavigableSet<RegionName> names = new TreeSet<>();
        for (JsonNode region : regions) {
            names.add(region("regions", region, region));
        }
        return new Scope.Regions(names);
    }

    private static NavigableMap<RegionName, Wish> wishes(JsonNode request, Scope scope)
            throws MalformedException {
        JsonNode version = request.path("version");
        if (!version.isMissingNode() && !version.isObject()) {
            throw new MalformedException("version", version, "an object with Regions in it");
        }
        NavigableMap<RegionName, Wish> wishes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : version.properties()) {
            RegionName region = region("version", TextNode.valueOf(each.getKey()), version);
            if (scope instanceof Scope.Regions(NavigableSet<RegionName> names)
                    && !names.contains(region)) {
                throw new MalformedException("version", version, "of Regions in regions");
            }
            wishes.put(region, wish(each.getValue(), version));
        }
        return wishes;
    }

    private static Wish wish(JsonNode value, JsonNode version) throws MalformedException {
        String text = value.isTextual() ? value.asText() : "";
        if (text.equals(NONE)) {
            return new Wish.NoDocument();
        }
        if (!VERSION.matcher(text).matches()) {
            throw new MalformedException(
                    "version", version, "the number of a version as a text, or \"none\", for each");
        }
        return new Wish.OfVersion(text);
    }

    private static RegionName region(String field, JsonNode name, JsonNode value)
            throws MalformedException {
        if (!name.isTextual() || !RegionName.isValid(name.asText())) {
            throw new MalformedException(field, value, "of Regions such as eu-central-1");
        }
        return new RegionName(name.asText());
    }
}
