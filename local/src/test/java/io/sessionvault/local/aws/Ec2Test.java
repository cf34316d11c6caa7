package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.ec2.Instance;
import io.sessionvault.local.aws.ec2.Vpc;
import io.sessionvault.local.aws.organizations.Organization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The part of EC2 that is there, by hand: the SDK's client is not.
class Ec2Test {
    private static final AccountId ACCOUNT = Clients.MANAGEMENT;
    private static final String IRELAND = "eu-west-1";
    private static final String INSTANCES =
            "Action=DescribeInstances&Filter.1.Name=instance-id&Filter.1.Value.1=i-1&Filter.1.Value.2=i-2";

    private final LocalAws aws = LocalAws.start(Organization.of(Clients.MANAGEMENT));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anInstanceIsInAVpcThatLeadsToTheInternet() {
        aws.manage(ACCOUNT, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "3.0.0.0");

        assertThat(call(INSTANCES).body())
                .contains(
                        "<instanceId>i-1</instanceId>",
                        "<vpcId>vpc-1</vpcId>",
                        "<subnetId>subnet-1</subnetId>")
                .doesNotContain("nextToken");
        assertThat(call(of("DescribeRouteTables")).body())
                .contains(
                        "<gatewayId>igw-1</gatewayId>", "<main>true</main>", "<ownerId>" + ACCOUNT);
        assertThat(call(of("DescribeVpcEndpoints")).body()).contains("<vpcEndpointSet></vpc");
    }

    @Test
    void aVpcIsAsSomebodySays() {
        aws.keep(ACCOUNT, IRELAND, Vpc.closed("vpc-1").with("com.amazonaws.eu-west-1.kms"));
        aws.manage(ACCOUNT, IRELAND, new Instance("i-1", "vpc-1", "subnet-1"), "3.0.0.0");

        assertThat(call(of("DescribeRouteTables")).body()).doesNotContain("igw-1");
        assertThat(call(of("DescribeVpcEndpoints")).body())
                .contains("<serviceName>com.amazonaws.eu-west-1.kms</serviceName>");
    }

    @Test
    void whatIsNotThereIsLeftOutAndOtherRegionsHaveTheirOwn() {
        aws.manage(ACCOUNT, "us-east-1", new Instance("i-1", "vpc-1", "subnet-1"), "3.0.0.0");

        assertThat(call(INSTANCES).body()).contains("<reservationSet></reservationSet>");
        assertThat(call(of("DescribeRouteTables")).body()).doesNotContain("rtb-");
    }

    @Test
    void longListsComeInPages() {
        for (String id : List.of("i-1", "i-2", "i-3")) {
            aws.manage(ACCOUNT, IRELAND, new Instance(id, "vpc-1", "subnet-1"), "3.0.0.0");
        }
        String all = INSTANCES + "&Filter.1.Value.3=i-3";

        assertThat(call(all).body())
                .contains("i-1<", "i-2<", "<nextToken>p2</nextToken>")
                .doesNotContain("i-3<");
        assertThat(call(all + "&NextToken=p2").body())
                .contains("i-3<")
                .doesNotContain("i-1<", "nextToken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=DescribeVpcs",
                "Action=DescribeInstances",
                "Action=DescribeInstances&InstanceId.1=i-1",
                "Action=DescribeInstances&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1",
                "Action=DescribeRouteTables&Filter.1.Name=vpc-id&Filter.1.Value.1=a&DryRun=true",
                "Action=DescribeRouteTables&Filter.1.Name=vpc-id&Filter.2.Name=tag:Name"
            })
    void whatIsNotImplementedIsRefused(String form) {
        assertThat(call(form).statusCode()).isEqualTo(501);
        assertThat(call(form).body()).contains("<Errors><Error><Code>NotImplemented</Code>");
    }

    @ParameterizedTest
    @CsvSource({"MaxResults=4", "MaxResults=101", "MaxResults=some", "NextToken=x"})
    void whatIsWrongIsRefused(String parameter) {
        HttpResponse<String> answer = call(of("DescribeRouteTables") + "&" + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>InvalidParameterValue</Code>");
    }

    private static String of(String operation) {
        return "Action=%s&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1".formatted(operation);
    }

    private HttpResponse<String> call(String form) {
        String key = LocalAws.credentialsFor(ACCOUNT).accessKeyId();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(aws.endpoint() + "/"))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=%s/20261129/%s/ec2/aws4_request, SignedHeaders=host, Signature=0"
                                        .formatted(key, IRELAND))
                        .POST(HttpRequest.BodyPublishers.ofString(form + "&Version=2016-11-15"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new AssertionError(noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
