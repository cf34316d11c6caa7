package io.sessionvault.local.aws.ec2;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// EC2 of every account and Region: `DescribeInstances`, `DescribeRouteTables` and
/// `DescribeVpcEndpoints`, each by one filter, page by page.
///
/// Source: EC2 API reference; "Query requests": a filter has at most 200 values.
public final class Ec2 {
    private static final int MOST_VALUES = 200;
    private static final int FEWEST_RESULTS = 5;
    private static final Pattern VALUE = Pattern.compile("Filter\\.1\\.Value\\.([0-9]+)");
    private static final Set<String> KNOWN =
            Set.of("Action", "Version", "MaxResults", "NextToken", "Filter.1.Name");

    private record Place(Map<String, Instance> instances, Map<String, Vpc> vpcs) {
        Place() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    private final int pageSize;
    private final Map<String, Place> places = new HashMap<>();

    /// @param pageSize how many items a page of a listing holds at most
    public Ec2(int pageSize) {
        this.pageSize = pageSize;
    }

    /// The service.
    public Service service() {
        var operations = new Operations();
        on(
                operations,
                "DescribeInstances",
                "reservationSet",
                1000,
                "instance-id",
                (call, ids) ->
                        place(call).instances().values().stream()
                                .filter(instance -> ids.contains(instance.id()))
                                .map(Ec2Xml::reservation));
        on(
                operations,
                "DescribeRouteTables",
                "routeTableSet",
                100,
                "vpc-id",
                (call, ids) ->
                        vpcs(call, ids)
                                .flatMap(vpc -> Ec2Xml.routeTables(vpc, call.account()).stream()));
        on(
                operations,
                "DescribeVpcEndpoints",
                "vpcEndpointSet",
                1000,
                "vpc-id",
                (call, ids) -> vpcs(call, ids).flatMap(vpc -> Ec2Xml.endpoints(vpc).stream()));
        return new Service("ec2", WireFormat.EC2_QUERY, Ec2.class, operations);
    }

    /// Keeps a VPC, in place of the one of that id.
    ///
    /// @param account the account's 12 digits
    public void keep(String account, String region, Vpc vpc) {
        place(account, region).vpcs().put(vpc.id(), vpc);
    }

    /// Keeps an instance. Its VPC leads to the internet unless somebody has said what it is.
    ///
    /// @param account the account's 12 digits
    public void keep(String account, String region, Instance instance) {
        Place place = place(account, region);
        place.instances().put(instance.id(), instance);
        place.vpcs().computeIfAbsent(instance.vpc(), Vpc::open);
    }

    private Place place(Call call) {
        return place(call.account(), call.region());
    }

    private Place place(String account, String region) {
        return places.computeIfAbsent(account + "/" + region, _ -> new Place());
    }

    private Stream<Vpc> vpcs(Call call, Set<String> ids) {
        return place(call).vpcs().values().stream().filter(vpc -> ids.contains(vpc.id()));
    }

    private void on(
            Operations operations,
            String name,
            String list,
            int mostResults,
            String filter,
            BiFunction<Call, Set<String>, Stream<String>> found) {
        operations.on(
                name,
                FormRequest.class,
                Authorization.toAny("ec2:" + name),
                (call, request) -> {
                    Set<String> ids = values(request.form(), filter);
                    Page<String> page =
                            page(found.apply(call, ids).toList(), request.form(), mostResults);
                    return new XmlResponse(Ec2Xml.list(list, page));
                });
    }

    private Page<String> page(List<String> all, Map<String, String> form, int mostResults) {
        int asked = number(form.getOrDefault("MaxResults", Integer.toString(mostResults)));
        if (asked < FEWEST_RESULTS || asked > mostResults) {
            throw invalid("MaxResults is 5 to " + mostResults + ", not " + asked);
        }
        Function<String, AwsError> wrong = token -> invalid("not a token: " + token);
        return Page.of(all, form.get("NextToken"), asked, pageSize, wrong);
    }

    /// The values of the one filter that is understood; any other parameter is refused.
    private static Set<String> values(Map<String, String> form, String filter) {
        Set<String> values = new HashSet<>();
        form.forEach((field, text) -> {
            Matcher value = VALUE.matcher(field);
            if (value.matches()) {
                values.add(text);
            } else if (!KNOWN.contains(field)) {
                throw AwsError.notImplemented(form.get("Action") + " with " + field);
            }
        });
        if (!filter.equals(form.get("Filter.1.Name"))) {
            throw AwsError.notImplemented(form.get("Action") + " without the filter " + filter);
        }
        if (values.size() > MOST_VALUES) {
            throw new AwsError("FilterLimitExceeded", 400, "at most 200 values");
        }
        return values;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw invalid("not a number: " + text);
        }
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidParameterValue", 400, message);
    }
}
