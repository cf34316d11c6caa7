package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sessionvault.account.AccountId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.Tag;

class OrganizationsTest extends StandInTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("..", "events", "onboard-account");

    @Test
    void createsAccountsLaterThanItAnswers() {
        var begun =
                management
                        .organizations()
                        .createAccount(c -> c.accountName("a").email("a@example.com"))
                        .createAccountStatus();

        var done =
                management
                        .organizations()
                        .describeCreateAccountStatus(d -> d.createAccountRequestId(begun.id()))
                        .createAccountStatus();

        assertThat(begun.state()).isEqualTo(CreateAccountState.IN_PROGRESS);
        assertThat(begun.accountId()).isNull();
        assertThat(done.state()).isEqualTo(CreateAccountState.SUCCEEDED);
        assertThat(done.accountId()).matches("[0-9]{12}");
    }

    @Test
    void tellsOfCreatedAccountsAsCloudTrailDoes() throws IOException {
        AccountId account = management.createAccount("a");

        JsonNode result = event("CreateAccountResult");
        assertThat(result.at("/detail/serviceEventDetails/createAccountStatus/accountId").asText())
                .isEqualTo(account.value());
        assertThat(names(result)).isEqualTo(names(sample("create-account-succeeded.json")));
        JsonNode joined = event("AccountJoinedOrganization");
        assertThat(joined.at("/detail/serviceEventDetails/joinedMethod").asText())
                .isEqualTo("CREATED");
    }

    @Test
    void failsToCreateAnAccountWithAnEmailThatIsTaken() throws IOException {
        management.createAccount("a");
        events.clear();

        String request =
                management
                        .organizations()
                        .createAccount(c -> c.accountName("other").email("a@example.com"))
                        .createAccountStatus()
                        .id();

        var status =
                management
                        .organizations()
                        .describeCreateAccountStatus(d -> d.createAccountRequestId(request))
                        .createAccountStatus();
        assertThat(status.failureReason())
                .isEqualTo(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS);
        JsonNode result = event("CreateAccountResult");
        assertThat(names(result)).isEqualTo(names(sample("create-account-failed.json")));
        assertThat(events).hasSize(1);
    }

    @Test
    void listsAccountsInSmallPagesWithAnEmptyOneAmongThem() {
        List<String> created =
                List.of("a", "b", "c").stream()
                        .map(name -> management.createAccount(name).value())
                        .toList();

        List<ListAccountsResponse> pages =
                management.organizations().listAccountsPaginator().stream().toList();

        assertThat(pages).extracting(page -> page.accounts().size()).containsExactly(2, 0, 2);
        assertThat(pages.stream().flatMap(page -> page.accounts().stream()))
                .extracting(Account::id)
                .containsSequence(created)
                .hasSize(4);
    }

    @Test
    void tellsTheStateOfAccountsAndNotTheRetiredStatus() {
        Account account =
                management
                        .organizations()
                        .describeAccount(d -> d.accountId(Clients.MANAGEMENT.value()))
                        .account();

        assertThat(account.state()).isEqualTo(AccountState.ACTIVE);
        assertThat(account.statusAsString()).isNull();
    }

    @Test
    void closesAccountsAndShutsOutTheirCredentials() throws IOException {
        AccountId member = management.createAccount("a");
        administrator(member).sts().getCallerIdentity();

        management.organizations().closeAccount(c -> c.accountId(member.value()));

        assertThat(state(member)).isEqualTo(AccountState.PENDING_CLOSURE);
        assertThat(state(member)).isEqualTo(AccountState.SUSPENDED);
        assertRefused(
                "InvalidClientTokenId", 403, () -> administrator(member).sts().getCallerIdentity());
        assertThat(names(event("CloseAccountResult")))
                .isEqualTo(names(sample("account-closed.json")));
    }

    @Test
    void letsOnlyTheManagementAccountAndDelegatedAdministratorsRead() {
        AccountId member = management.createAccount("a");
        var organizations = administrator(member).organizations();
        assertRefused("AccessDeniedException", 400, organizations::listAccounts);

        management
                .organizations()
                .registerDelegatedAdministrator(
                        d -> d.accountId(member.value()).servicePrincipal("ssm.amazonaws.com"));

        assertThat(organizations.listAccounts().accounts()).hasSize(2);
        assertRefused(
                "AccessDeniedException",
                400,
                () -> organizations.createAccount(c -> c.accountName("b").email("b@example.com")));
    }

    @Test
    void keepsTheTagsOfAccounts() {
        AccountId member = management.createAccount("a");
        OrganizationsClient organizations = management.organizations();
        organizations.tagResource(t ->
                t.resourceId(member.value())
                        .tags(tag("team", "payments"), tag("x", "1"), tag("y", "2")));
        organizations.tagResource(t -> t.resourceId(member.value()).tags(tag("team", "marketing")));
        organizations.untagResource(u -> u.resourceId(member.value()).tagKeys("x"));

        assertThat(
                        organizations
                                .listTagsForResourcePaginator(l -> l.resourceId(member.value()))
                                .tags())
                .containsExactly(tag("team", "marketing"), tag("y", "2"));
        assertThat(
                        organizations
                                .listTagsForResource(l -> l.resourceId(Clients.MANAGEMENT.value()))
                                .tags())
                .isEmpty();
        assertRefused(
                "TargetNotFoundException",
                400,
                () -> organizations.listTagsForResource(l -> l.resourceId("999999999999")));
        var stranger = administrator(member).organizations();
        assertRefused(
                "AccessDeniedException",
                400,
                () -> stranger.listTagsForResource(l -> l.resourceId(member.value())));
        assertRefused(
                "AccessDeniedException",
                400,
                () -> stranger.tagResource(t -> t.resourceId(member.value()).tags(tag("a", "b"))));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void refusesToKnowAccountsOfNobody() {
        assertRefused(
                "AccountNotFoundException",
                400,
                () -> management.organizations().describeAccount(d -> d.accountId("999999999999")));
        assertRefused(
                "AlreadyInOrganizationException",
                400,
                () -> management.organizations().createOrganization(c -> {}));
    }

    @Test
    void listsRegionsAndLetsAccountsOptIn() {
        AccountId member = management.createAccount("a");
        var ssm = administrator(member).in("af-south-1").ssm();
        assertThat(enabledRegions(member)).hasSize(17).doesNotContain("af-south-1");
        assertRefused(
                "UnrecognizedClientException", 403, () -> ssm.describeDocument(d -> d.name("x")));

        administrator(member).account().enableRegion(e -> e.regionName("af-south-1"));

        assertThat(enabledRegions(member)).hasSize(18).contains("af-south-1");
        assertRefused("InvalidDocument", 400, () -> ssm.describeDocument(d -> d.name("x")));
        assertThat(enabledRegions(Clients.MANAGEMENT)).doesNotContain("af-south-1");
    }

    private AccountState state(AccountId account) {
        return management
                .organizations()
                .describeAccount(d -> d.accountId(account.value()))
                .account()
                .state();
    }

    private List<String> enabledRegions(AccountId account) {
        return administrator(account)
                .account()
                .listRegionsPaginator(l ->
                        l.regionOptStatusContains(
                                RegionOptStatus.ENABLED, RegionOptStatus.ENABLED_BY_DEFAULT))
                .regions()
                .stream()
                .map(region -> region.regionName())
                .toList();
    }

    private JsonNode event(String name) throws IOException {
        for (String event : events) {
            JsonNode node = JSON.readTree(event);
            if (node.at("/detail/eventName").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no event " + name + " among " + events);
    }

    private static JsonNode sample(String file) throws IOException {
        return JSON.readTree(SAMPLES.resolve(file).toFile());
    }

    /// The names of all fields with the path to each.
    private static Set<String> names(JsonNode node) {
        var names = new TreeSet<String>();
        var open = new ArrayList<String>(List.of(""));
        while (!open.isEmpty()) {
            String path = open.removeLast();
            for (var field : node.at(path).properties()) {
                names.add(path + "/" + field.getKey());
                open.add(path + "/" + field.getKey());
            }
        }
        return names;
    }
}
