package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.protocols.core.OperationInfo;

/// The HTTP face of one operation.
///
/// @param operation the operation's name
/// @param method the HTTP method
/// @param path matches the path below the bucket
/// @param labelNames the labels of the path template, in order
/// @param query the query fields that the template fixes
/// @param neededHeaders headers without which a request is of another operation, such as CopyObject's source
/// @param neededQuery query fields without which a request is of another operation, such as UploadPart's number
record RestRoute(
        String operation,
        String method,
        Pattern path,
        List<String> labelNames,
        Map<String, String> query,
        Set<String> neededHeaders,
        Set<String> neededQuery) {
    private static final Pattern LABEL = Pattern.compile("\\{([^}+]+)(\\+?)}");

    static RestRoute of(OperationInfo binding, Class<?> shape) {
        String[] template = binding.requestUri().split("\\?", 2);
        var labels = new ArrayList<String>();
        var regex = new StringBuilder();
        Matcher label = LABEL.matcher(template[0]);
        int done = 0;
        while (label.find()) {
            regex.append(Pattern.quote(template[0].substring(done, label.start())));
            regex.append(label.group(2).isEmpty() ? "([^/]+)" : "(.+)");
            labels.add(label.group(1));
            done = label.end();
        }
        regex.append(Pattern.quote(template[0].substring(done)));
        boolean greedy = template[0].endsWith("+}");
        String name = shape.getSimpleName();
        return new RestRoute(
                name.substring(0, name.length() - "Request".length()),
                binding.httpMethod().name(),
                Pattern.compile(greedy ? regex.toString() : regex + "/?", Pattern.DOTALL),
                labels,
                template.length > 1 ? QueryCodec.form(template[1]) : Map.of(),
                required(shape, MarshallLocation.HEADER),
                required(shape, MarshallLocation.QUERY_PARAM));
    }

    private static Set<String> required(Class<?> shape, MarshallLocation location) {
        var names = new TreeSet<String>();
        for (SdkField<?> field : Shapes.builder(shape).sdkFields()) {
            if (field.location() == location && field.containsTrait(RequiredTrait.class)) {
                names.add(field.locationName());
            }
        }
        return names;
    }

    /// How many marks beside method and path a request of this operation shows.
    int specificity() {
        return query.size() + neededHeaders.size() + neededQuery.size();
    }

    /// Whether method, headers and query are those of this operation.
    boolean accepts(HttpRequest request, Map<String, String> given) {
        return method.equals(request.method())
                && given.entrySet().containsAll(query.entrySet())
                && given.keySet().containsAll(neededQuery)
                && neededHeaders.stream().allMatch(name -> request.header(name).isPresent());
    }

    /// The values of the labels, decoded; a `+` in a path is a plus.
    Map<String, String> labels(Matcher matcher) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < labelNames.size(); i++) {
            String raw = matcher.group(i + 1).replace("+", "%2B");
            values.put(labelNames.get(i), URLDecoder.decode(raw, StandardCharsets.UTF_8));
        }
        return values;
    }
}
