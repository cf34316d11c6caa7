package io.sessionvault.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamOverridesTest {
    @Test
    void emptiesAParameterByQuotesOnly() {
        assertThat(SamOverrides.parse(List.of("HubRoleArn=\"\""))).containsEntry("HubRoleArn", "");
        assertThatThrownBy(() -> SamOverrides.parse(List.of("HubRoleArn=")))
                .hasMessage("HubRoleArn= is not a valid format");
    }

    @Test
    void cutsAValueAtItsBlankUnlessItIsQuoted() {
        assertThat(SamOverrides.parse(List.of("ComplianceSchedule=\"cron(15 3 ? * * *)\"")))
                .containsEntry("ComplianceSchedule", "cron(15 3 ? * * *)");
        assertThatThrownBy(
                        () -> SamOverrides.parse(List.of("ComplianceSchedule=cron(15 3 ? * * *)")))
                .hasMessageContaining("everything behind cron(15 is lost");
    }

    @Test
    void takesWhatNeedsNoQuotes() {
        assertThat(SamOverrides.parse(List.of("Mode=plan", "ReaderRoleArn=arn:aws:iam::1:role/*")))
                .containsEntry("Mode", "plan")
                .containsEntry("ReaderRoleArn", "arn:aws:iam::1:role/*");
    }
}
