package io.sessionvault.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sessionvault.account.AccountId;
import io.sessionvault.organization.ControlPolicies;
import io.sessionvault.organization.ControlTree;
import io.sessionvault.organization.NamedDocument;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPoliciesJsonTest {
    private static final ControlTree TREE =
            new ControlTree(
                    new AccountId("210987654321"),
                    Map.of("222222222222", "ou-ab12-teams", "ou-ab12-teams", "r-ab12"),
                    Map.of("r-ab12", "Root", "ou-ab12-teams", "Teams"),
                    Map.of("r-ab12", List.of("p-b", "p-a")),
                    Map.of(
                            "p-a",
                            new NamedDocument(
                                    "p-a",
                                    "Region deny",
                                    Map.of(
                                            "Version",
                                            "2012-10-17",
                                            "Statement",
                                            List.of(
                                                    Map.of(
                                                            "Effect",
                                                            "Deny",
                                                            "NotAction",
                                                            List.of("iam:*", "kms:*"),
                                                            "Condition",
                                                            Map.of(
                                                                    "Bool",
                                                                    Map.of("aws:X", true),
                                                                    "NumericLessThan",
                                                                    Map.of("aws:Y", 5))))))));
    private static final ServiceError DENIED =
            new ServiceError(ErrorKind.DENIED, "AccessDeniedException", "no", Optional.of("id"));
    private static final ServiceError LATE =
            new ServiceError(ErrorKind.TRANSIENT, "OutOfTime", "late", Optional.empty());

    @Test
    void readsWhatItWrote() throws JsonProcessingException {
        for (ControlPolicies policies :
                List.of(
                        new ControlPolicies(
                                new Observation.Seen<>(TREE), new Observation.Unseen<>(DENIED)),
                        new ControlPolicies(
                                new Observation.Unseen<>(LATE), new Observation.Seen<>(TREE)))) {
            assertThat(ControlPoliciesJson.read(write(policies))).isEqualTo(policies);
        }
    }

    @Test
    void writesOneObjectForEachKind() {
        assertThat(
                        write(
                                new ControlPolicies(
                                        new Observation.Seen<>(
                                                ControlTree.without(new AccountId("210987654321"))),
                                        new Observation.Unseen<>(LATE))))
                .isEqualTo(
                        "{\"service\":{\"tree\":{\"management\":\"210987654321\",\"parents\":{},"
                                + "\"names\":{},\"attachments\":{},\"documents\":{}}},"
                                + "\"resource\":{\"error\":{\"kind\":\"TRANSIENT\","
                                + "\"code\":\"OutOfTime\",\"message\":\"late\"}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"service\": {}, \"resource\": {}}",
                "{\"service\": {\"tree\": {}}, \"resource\": {\"error\": {}}}"
            })
    void refusesWhatIsNotThat(String json) {
        assertThatThrownBy(() -> ControlPoliciesJson.read(json))
                .isInstanceOf(JsonProcessingException.class);
    }

    private static String write(ControlPolicies policies) {
        return new String(ControlPoliciesJson.write(policies), StandardCharsets.UTF_8);
    }
}
