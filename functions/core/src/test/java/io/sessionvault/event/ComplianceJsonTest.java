package io.sessionvault.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.compliance.AccountSweep;
import io.sessionvault.compliance.AccountSweep.Coverage;
import io.sessionvault.compliance.AccountSweep.Encryption;
import io.sessionvault.compliance.AccountSweep.RegionSweep;
import io.sessionvault.compliance.AccountSweep.SessionCount;
import io.sessionvault.compliance.AccountSweep.SessionDay;
import io.sessionvault.compliance.Run;
import io.sessionvault.reconcile.Mode;
import io.sessionvault.rule.LocatedFinding;
import io.sessionvault.rule.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComplianceJsonTest {
    private static final Run RUN =
            new Run(
                    "daily-1",
                    Instant.parse("2026-11-24T03:00:00Z"),
                    Mode.PLAN,
                    Run.LogScope.CHANGED,
                    null,
                    null,
                    List.of(),
                    null);

    @Test
    void writesIdsRulesAndTimesAsTextsAndLeavesOutWhatIsNull() throws JsonProcessingException {
        assertThat(ComplianceJson.MAPPER.writeValueAsString(RUN))
                .isEqualTo(
                        "{\"id\":\"daily-1\",\"startedAt\":\"2026-11-24T03:00:00Z\","
                                + "\"mode\":\"PLAN\",\"logs\":\"CHANGED\",\"notices\":[]}");
    }

    @Test
    void readsWhatItWrote() throws JsonProcessingException {
        AccountId account = new AccountId("111122223333");
        RegionName region = new RegionName("eu-west-1");
        SessionCount count = new SessionCount(3, 1, 2, 0);
        AccountSweep sweep =
                new AccountSweep(
                        account,
                        Coverage.NOT_COVERED,
                        null,
                        List.of(
                                new RegionSweep(
                                        region, Coverage.NOT_COVERED, Encryption.WAITING, count)),
                        List.of(new SessionDay(LocalDate.parse("2026-11-23"), count)),
                        List.of("eu-west-1 + document"),
                        List.of(
                                new LocatedFinding(
                                        Rule.SESSION_UNLOGGED,
                                        account,
                                        region,
                                        "ada-0a1b",
                                        "x",
                                        RUN.startedAt()),
                                new LocatedFinding(
                                        Rule.ACCOUNT_POLICY, account, null, "policy", "x")));
        String json = ComplianceJson.MAPPER.writeValueAsString(sweep);
        assertThat(ComplianceJson.MAPPER.readValue(json, AccountSweep.class)).isEqualTo(sweep);
        assertThat(
                        ComplianceJson.MAPPER.readValue(
                                ComplianceJson.MAPPER.writeValueAsString(RUN), Run.class))
                .isEqualTo(RUN);
    }

    @Test
    void saysWhereAValueIsMalformed() {
        assertThatThrownBy(() ->
                        ComplianceJson.MAPPER.readValue(
                                "{\"id\":\"x\",\"startedAt\":\"yesterday\"}", Run.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("startedAt")
                .hasMessageContaining("yesterday");
    }
}
