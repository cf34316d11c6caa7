package io.sessionvault.onboardaccount;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.onboardaccount.Signal.Appeared;
import io.sessionvault.onboardaccount.Signal.Gone;
import io.sessionvault.onboardaccount.Signal.Ignored;
import io.sessionvault.onboardaccount.Signal.Joined;
import io.sessionvault.onboardaccount.Signal.Unreadable;
import io.sessionvault.reconcile.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleEventsTest {
    private static final String JOINED = "510987654321";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource({
        "create-account-succeeded, CreateAccountResult",
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

    @Test
    void anAccountHasJoined() throws IOException {
        assertThat(LifecycleEvents.read(event("account-joined"))).containsExactly(joined(JOINED));
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
                "create-account-failed    | CreateAccountResult failed",
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
                "{\"source\": \"aws.organizations\", \"detail\": {}}   | not an event of an account's life",
                "{\"source\": \"aws.organizations\", \"detail\": {\"eventName\": \"New\"}} | New is an event that is not known",
                "{\"source\": \"session-vault\", \"detail\": {\"eventName\": \"AccountFound\"}} | an account id"
            })
    void whatIsNoRequestAndNoEventIsUnreadable(String event, String reason) throws IOException {
        assertUnreadable(JSON.readTree(event), reason);
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
                "create-account-failed | /detail/serviceEventDetails/createAccountStatus | state | "
                        + "a state of SUCCEEDED or FAILED",
                "account-closed | /detail/serviceEventDetails/closeAccountStatus | state | "
                        + "a state of SUCCEEDED or FAILED",
                "account-departed | /detail | serviceEventDetails | an account id of 12 digits",
                "control-tower-account-created | /detail/serviceEventDetails/createManagedAccountStatus | "
                        + "account | an account id of 12 digits",
                "control-tower-account-updated | /detail/serviceEventDetails/updateManagedAccountStatus | "
                        + "account | an account id of 12 digits",
                "control-tower-landing-zone-set-up | /detail/serviceEventDetails/setupLandingZoneStatus | "
                        + "accounts | a list of accounts",
                "control-tower-landing-zone-set-up | /detail/serviceEventDetails/setupLandingZoneStatus | "
                        + "state | a state of SUCCEEDED or FAILED"
            })
    void whatIsMissingIsNamed(String file, String parent, String name, String missing)
            throws IOException {
        JsonNode event = event(file);
        assertThat(((ObjectNode) event.at(parent)).remove(name))
                .as(parent + "/" + name)
                .isNotNull();

        assertUnreadable(event, "is malformed: it should have " + missing);
    }

    /// The others are onboarded all the same.
    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"4109\"", "null", "{}", "41098765432"})
    void oneMalformedAccountOfALandingZoneIsToldApart(String id) throws IOException {
        JsonNode event = event("control-tower-landing-zone-set-up");
        JsonNode accounts = event.at("/detail/serviceEventDetails/setupLandingZoneStatus/accounts");
        ((ObjectNode) accounts.path(0)).set("accountId", JSON.readTree(id));

        assertThat(LifecycleEvents.read(event))
                .hasSize(accounts.size())
                .satisfies(signals -> assertThat(signals.getFirst()).isInstanceOf(Unreadable.class))
                .satisfies(signals -> assertThat(signals.getLast()).isInstanceOf(Appeared.class));
    }

    /// A number has lost the zeros that it began with: what has 12 digits had none.
    @ParameterizedTest
    @CsvSource({
        "510987654321, true",
        "100000000000, true",
        "51098765432, false",
        "012, false",
        "5109876543210, false",
        "510987654321.0, false",
        "5.10987654321E11, false",
        "-10987654321, false"
    })
    void aNumberIsAnAccountIdWhereItHasTwelveDigits(String number, boolean isId)
            throws IOException {
        JsonNode event = event("create-account-succeeded");
        ((ObjectNode) event.at("/detail/serviceEventDetails/createAccountStatus"))
                .set("accountId", JSON.readTree(number.replaceFirst("^0+", "")));

        assertThat(LifecycleEvents.read(event))
                .singleElement()
                .isInstanceOf(isId ? Appeared.class : Unreadable.class);
    }

    /// As in AWS's own example of the API, and with one of these missing after the other.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"parties\": []}",
                "{\"parties\": [{\"type\": \"ORGANIZATION\", \"id\": \"o-exampleorgid\"},"
                        + " {\"type\": \"EMAIL\", \"id\": \"juan@example.com\"}]}",
                "{\"parties\": [{\"type\": \"ACCOUNT\"}], \"resources\": []}",
                "{\"resources\": 1, \"parties\": {\"type\": \"ACCOUNT\", \"id\": 1}}",
                "{\"action\": 1, \"state\": {}, \"parties\": null, \"resources\": null}"
            })
    void whoAcceptsAnInvitationByMailJoins(String changed) throws IOException {
        JsonNode event = event("invitation-accepted");
        ObjectNode handshake = (ObjectNode) event.at("/detail/responseElements/handshake");
        handshake.setAll((ObjectNode) JSON.readTree(changed));

        assertThat(LifecycleEvents.read(event))
                .containsExactly(
                        new Appeared(new AccountId(JOINED), Optional.empty(), "AcceptHandshake"));
    }

    @Test
    void whoAcceptsIsReadFromTheResourcesBeforeTheCaller() throws IOException {
        JsonNode event = event("invitation-accepted");
        ((ObjectNode) event.at("/detail/responseElements/handshake")).remove("parties");
        ((ObjectNode) event.at("/detail/userIdentity")).put("accountId", "999999999999");

        assertThat(LifecycleEvents.read(event))
                .containsExactly(
                        new Appeared(new AccountId(JOINED), Optional.empty(), "AcceptHandshake"));
    }

    @Test
    void anAcceptanceByNobodyIsUnreadable() throws IOException {
        JsonNode event = event("invitation-accepted");
        ((ObjectNode) event.path("detail")).putNull("responseElements");
        ((ObjectNode) event.at("/detail/userIdentity")).put("accountId", "999999999999");

        assertUnreadable(event, "an account among parties or resources");
    }

    @ParameterizedTest
    @CsvSource({
        "action, ENABLE_ALL_FEATURES",
        "action, approve_all_features",
        "action, TRANSFER_RESPONSIBILITY",
        "state, DECLINED",
        "state, Canceled"
    })
    void otherHandshakesAskForNothing(String name, String value) throws IOException {
        JsonNode event = event("invitation-accepted");
        ((ObjectNode) event.at("/detail/responseElements/handshake")).put(name, value);

        assertIgnored(event, "AcceptHandshake");
    }

    /// Where AWS puts the id is not documented.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"serviceEventDetails\": {\"accountId\": 510987654321}}",
                "{\"serviceEventDetails\": {\"account\": {\"id\": \"510987654321\"}}}",
                "{\"serviceEventDetails\": {\"accountIds\": [\"510987654321\"]}}",
                "{\"serviceEventDetails\": {\"accountIds\": [510987654321]}}",
                "{\"serviceEventDetails\": {\"joined\": {\"account\": {\"accountId\": \"510987654321\"}}}}",
                "{\"serviceEventDetails\": {\"accountArn\":"
                        + " \"arn:aws:organizations::210987654321:account/o-sv4exmpl01/510987654321\"}}",
                "{\"serviceEventDetails\": {\"managementAccountId\": \"210987654321\","
                        + " \"id\": \"510987654321\"}}",
                "{\"serviceEventDetails\": {\"accountId\": \"510987654321\", \"other\": \"999999999999\"}}",
                "{\"requestParameters\": {\"accountId\": \"510987654321\"}}",
                "{\"responseElements\": {\"accountId\": \"510987654321\"}}",
                "{\"resources\": [{\"type\": \"AWS::Organizations::Account\", \"accountId\": \"210987654321\","
                        + " \"ARN\": \"arn:aws:organizations::210987654321:account/o-sv4exmpl01/510987654321\"}]}"
            })
    void theAccountThatJoinedIsFoundWhereverItStands(String detail) throws IOException {
        assertThat(LifecycleEvents.read(joinedWith(detail))).containsExactly(joined(JOINED));
    }

    /// The management account joins, too, when it makes the organization.
    @Test
    void theManagementAccountIsTheOneThatJoinedWhereItIsNamed() throws IOException {
        assertThat(
                        LifecycleEvents.read(
                                joinedWith(
                                        "{\"serviceEventDetails\": {\"accountId\": \"210987654321\"}}")))
                .containsExactly(joined("210987654321"));
    }

    /// The ids of the caller and of the trail's account are never taken for the account that joined.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"serviceEventDetails\": null}",
                "{\"serviceEventDetails\": {\"accountId\": \"unknown\"}}",
                "{\"serviceEventDetails\": {\"accountId\": 51098765432}}",
                "{\"serviceEventDetails\": {\"account\": \"210987654321\"}}",
                "{\"serviceEventDetails\": {\"accountIds\": [\"510987654321\", \"999999999999\"]}}"
            })
    void anAccountHasJoinedAndNobodyCanTellWhich(String detail) throws IOException {
        assertThat(LifecycleEvents.read(joinedWith(detail)))
                .containsExactly(new Joined(Optional.empty(), "AccountJoinedOrganization"));
    }

    private static JsonNode joinedWith(String changed) throws IOException {
        JsonNode event = event("account-joined");
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.remove("serviceEventDetails");
        detail.setAll((ObjectNode) JSON.readTree(changed));
        return event;
    }

    private static Joined joined(String account) {
        return new Joined(Optional.of(new AccountId(account)), "AccountJoinedOrganization");
    }

    private static void assertUnreadable(JsonNode event, String reason) {
        assertThat(LifecycleEvents.read(event))
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains(reason));
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
