package io.sessionvault.listaccounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.aws.OrganizationReader;
import io.sessionvault.aws.RepairSwitch;
import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.compliance.Run.LogScope;
import io.sessionvault.listaccounts.ListAccounts.Begun;
import io.sessionvault.listaccounts.ListAccounts.Listed;
import io.sessionvault.reconcile.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/// A run begins: what it is, how far it may go, and which accounts it looks at.
class ListAccountsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");

    private final BucketInMemory bucket = new BucketInMemory();
    private @Nullable String repairSwitch = "on";

    @Test
    void listsTheAccountsOfEveryPageByTheirIds() throws JsonProcessingException {
        Begun begun = begin(ComplianceMode.OBSERVE, Optional.empty());

        assertThat(begun.listed())
                .isEqualTo(new Listed("reports", "runs/daily-1/accounts.json", 3));
        assertThat(bucket.objects.get("runs/daily-1/accounts.json"))
                .isEqualTo(
                        "[{\"id\":\"222222222222\",\"name\":\"Payments\",\"state\":\"ACTIVE\"},"
                                + "{\"id\":\"333333333333\",\"name\":\"\",\"state\":\"UNKNOWN\"},"
                                + "{\"id\":\"444444444444\",\"name\":\"Old\",\"state\":\"SUSPENDED\"}]");
    }

    @Test
    void namesARunAfterItsExecution() throws JsonProcessingException {
        assertThat(begin(ComplianceMode.OBSERVE, Optional.empty()).run())
                .isEqualTo(new Run("daily-1", NOW, Mode.PLAN, LogScope.CHANGED, null, null));
    }

    /// `-` stands for a switch that cannot be read.
    @ParameterizedTest
    @CsvSource({
        "OBSERVE, on,  ,      PLAN",
        "OBSERVE, on,  APPLY, PLAN",
        "ENFORCE, on,  ,      APPLY",
        "ENFORCE, on,  APPLY, APPLY",
        "ENFORCE, on,  PLAN,  PLAN",
        "ENFORCE, off, ,      PLAN",
        "ENFORCE, off, APPLY, PLAN",
        "ENFORCE, ON,  ,      PLAN",
        "ENFORCE, -,   ,      PLAN",
        "ENFORCE, -,   APPLY, PLAN"
    })
    void repairsOnlyWhereConfigurationSwitchAndStarterAgree(
            ComplianceMode mode, String value, Mode asked, Mode expected)
            throws JsonProcessingException {
        repairSwitch = value.equals("-") ? null : value;

        assertThat(begin(mode, Optional.ofNullable(asked)).run().mode()).isEqualTo(expected);
    }

    @Test
    void remembersTheRunBefore() throws JsonProcessingException {
        bucket.objects.put(
                "latest.json",
                "{\"run\": \"daily-0\", \"startedAt\": \"2026-11-23T03:00:00Z\","
                        + " \"report\": \"runs/daily-0/report.json\"}");

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.since()).isEqualTo(Instant.parse("2026-11-23T03:00:00Z"));
        assertThat(run.previousReport()).isEqualTo("runs/daily-0/report.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "not JSON",
                "{}",
                "{\"startedAt\": \"2026-11-23T03:00:00Z\"}",
                "{\"startedAt\": \"yesterday\", \"report\": \"r\"}",
                "{\"startedAt\": \"2026-11-24T03:00:00Z\", \"report\": \"runs/daily-1/report.json\"}"
            })
    void goesOnWithoutTheRunBeforeWhereItCannotBeUnderstood(String latest)
            throws JsonProcessingException {
        bucket.objects.put("latest.json", latest);

        Run run = begin(ComplianceMode.OBSERVE, Optional.empty()).run();

        assertThat(run.since()).isNull();
        assertThat(run.previousReport()).isNull();
    }

    private Begun begin(ComplianceMode mode, Optional<Mode> asked) throws JsonProcessingException {
        return new ListAccounts(
                        new OrganizationReader(new TwoPages()),
                        new ReportsBucket(bucket, "reports"),
                        new RepairSwitch(new Parameters(), "/session-vault/repair"),
                        mode)
                .begin(new RunRequest("daily-1", NOW, LogScope.CHANGED, asked));
    }

    /// An organization that is listed in two pages and no order.
    private static final class TwoPages implements OrganizationsClient {
        @Override
        public ListAccountsResponse listAccounts(ListAccountsRequest request) {
            return request.nextToken() == null
                    ? ListAccountsResponse.builder()
                            .accounts(
                                    List.of(
                                            account("444444444444", "Old", "SUSPENDED"),
                                            account("333333333333", null, null)))
                            .nextToken("t")
                            .build()
                    : ListAccountsResponse.builder()
                            .accounts(account("222222222222", "Payments", "ACTIVE"))
                            .build();
        }

        private static Account account(String id, @Nullable String name, @Nullable String state) {
            return Account.builder().id(id).name(name).state(state).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private final class Parameters implements SsmClient {
        @Override
        public GetParameterResponse getParameter(GetParameterRequest request) {
            if (repairSwitch == null) {
                throw SdkClientException.create("connection refused");
            }
            return GetParameterResponse.builder()
                    .parameter(parameter -> parameter.value(repairSwitch))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
