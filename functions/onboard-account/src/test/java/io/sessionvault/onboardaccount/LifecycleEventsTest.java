package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.onboardaccount.Signal.Appeared;
import io.sessionvault.onboardaccount.Signal.Gone;
import io.sessionvault.onboardaccount.Signal.Ignored;
import io.sessionvault.reconcile.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "create-account-succeeded, CreateAccountResult",
        "account-joined, AccountJoinedOrganization",
        "invitation-accepted, AcceptHandshake",
        "control-tower-account-created, CreateManagedAccount",
        "control-tower-account-updated, UpdateManagedAccount"
    })
    void anAccountAppears(String file, String cause) throws IOException {
        assertThat(LifecycleEvents.read(event(file)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Appeared.class,
                        appeared -> {
                            assertThat(appeared.account().value())
                                    .isIn("410987654321", "510987654321");
                            assertThat(appeared.mode()).isEmpty();
                            assertThat(appeared.cause()).isEqualTo(cause);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "account-closed, CloseAccountResult",
        "account-departed, AccountDepartedOrganization"
    })
    void anAccountIsGone(String file, String cause) throws IOException {
        assertThat(LifecycleEvents.read(event(file)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Gone.class, gone -> assertThat(gone.cause()).isEqualTo(cause));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create-account-failed    | CreateAccountResult failed: ",
                "create-account-requested | CreateAccount names no account yet",
                "invitation-sent          | nobody has accepted yet",
                "account-moved            | MoveAccount does not make an account appear"
            })
    void nothingIsAskedFor(String file, String reason) throws IOException {
        assertIgnored(event(file), reason);
    }

    @Test
    void aLandingZoneBringsSeveralAccounts() throws IOException {
        assertThat(LifecycleEvents.read(event("control-tower-landing-zone-set-up")))
                .hasSizeGreaterThan(1)
                .allSatisfy(signal -> assertThat(signal).isInstanceOf(Appeared.class));
    }

    @ParameterizedTest
    @CsvSource({"manual-plan, PLAN", "manual-apply, APPLY"})
    void aPersonAsksForOneAccount(String file, Mode mode) throws IOException {
        assertThat(LifecycleEvents.read(event(file)))
                .containsExactly(
                        new Appeared(
                                new AccountId("410987654321"),
                                Optional.of(mode),
                                "manual request"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"accountId\": \"41098765432\", \"mode\": \"plan\"}  | a string of 12 digits",
                "{\"accountId\": 410987654321, \"mode\": \"plan\"}     | a string of 12 digits",
                "{\"accountId\": null, \"mode\": \"plan\"}             | a string of 12 digits",
                "{\"accountId\": \"410987654321\"}                     | must be \"plan\" or \"apply\"",
                "{\"accountId\": \"410987654321\", \"mode\": \"Fix\"}  | must be \"plan\" or \"apply\"",
                "{\"accountId\": \"410987654321\", \"mode\": 1}        | must be \"plan\" or \"apply\"",
                "{}                                                    | not an event of an account's life",
                "{\"source\": \"aws.s3\", \"detail\": {\"eventName\": \"CreateAccountResult\"}} "
                        + "| not an event of an account's life",
                "{\"source\": \"aws.organizations\", \"detail\": {}}   | not an event of an account's life"
            })
    void whatIsNoRequestAndNoEventIsIgnored(String event, String reason) throws IOException {
        assertIgnored(JSON.readTree(event), reason);
    }

    /// A refused call is in CloudTrail like one that was done.
    @Test
    void aRefusedCallAsksForNothing() throws IOException {
        JsonNode event = event("invitation-accepted");
        ((ObjectNode) event.path("detail")).put("errorCode", "AccessDenied");

        assertIgnored(event, "AcceptHandshake was refused: AccessDenied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create-account-succeeded | /detail/serviceEventDetails/createAccountStatus | accountId | "
                        + "an account id of 12 digits",
                "create-account-succeeded | /detail/serviceEventDetails/createAccountStatus | state | "
                        + "a state of SUCCEEDED or FAILED",
                "account-joined | /detail/serviceEventDetails | accountId | an account id of 12 digits",
                "account-departed | /detail | serviceEventDetails | an account id of 12 digits",
                "invitation-accepted | /detail/responseElements/handshake | parties | a party of type ACCOUNT",
                "control-tower-landing-zone-set-up | /detail/serviceEventDetails/setupLandingZoneStatus | "
                        + "accounts | a list of accounts"
            })
    void whatIsMissingIsNamed(String file, String parent, String name, String missing)
            throws IOException {
        JsonNode event = event(file);
        assertThat(((ObjectNode) event.at(parent)).remove(name))
                .as(parent + "/" + name)
                .isNotNull();

        assertIgnored(event, "is malformed: it should have " + missing);
    }

    /// The ids of the caller and of the trail's account are never taken for the account that joined.
    @Test
    void theCallersAccountIsNotTheOneThatJoined() throws IOException {
        JsonNode event = event("account-joined");
        ((ObjectNode) event.path("detail").path("serviceEventDetails")).put("accountId", "unknown");

        assertIgnored(event, "an account id of 12 digits");
    }

    private static void assertIgnored(JsonNode event, String reason) {
        assertThat(LifecycleEvents.read(event))
                .singleElement()
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains(reason));
    }

    private static JsonNode event(String name) throws IOException {
        return JSON.readTree(Path.of("../../events/onboard-account", name + ".json").toFile());
    }
}
