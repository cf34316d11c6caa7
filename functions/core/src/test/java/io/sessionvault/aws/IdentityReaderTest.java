package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.permissions.Policy;
import io.sessionvault.reconcile.AccountIdentities;
import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity.LogAccess;
import io.sessionvault.reconcile.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/// The roles and users of an account with all their policies.
class IdentityReaderTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Map<String, Object> ALLOWS =
            Map.of(
                    "Version",
                    "2012-10-17",
                    "Statement",
                    Map.of("Effect", "Allow", "Action", "ssm:*", "Resource", "*"));
    private static final String OF_AWS = "arn:aws:iam::aws:policy/AmazonSSMFullAccess";

    private final FakeHttp http = new FakeHttp();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-28T10:00:00Z"));
    private final ManagedPolicies managed = new ManagedPolicies(now::get);

    @Test
    void aPolicyOfAwsIsReadOnceForAllAccounts() {
        listedWithRole();
        managedPolicy();
        AccountIdentities first = read();
        listedWithRole();
        AccountIdentities second = read();

        assertThat(operations())
                .containsExactly(
                        "GetAccountAuthorizationDetails",
                        "GetPolicy",
                        "GetPolicyVersion",
                        "GetAccountAuthorizationDetails");
        assertThat(first.roles().getFirst().policies())
                .containsExactly(Policy.of("policy AmazonSSMFullAccess", ALLOWS));
        assertThat(second.roles().getFirst().policies())
                .isEqualTo(first.roles().getFirst().policies());
    }

    @Test
    void aPolicyOfAwsIsReadAgainAfterSomeHours() {
        listedWithRole();
        managedPolicy();
        read();
        now.updateAndGet(time -> time.plus(Duration.ofHours(7)));
        listedWithRole();
        managedPolicy();
        read();

        assertThat(operations()).filteredOn("GetPolicyVersion"::equals).hasSize(2);
    }

    @Test
    void whatAPolicySaysThatCannotBeReadNobodyCanTell() {
        listedWithRole();
        http.answer(
                403,
                Map.of(),
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");

        assertThat(read().roles().getFirst().policies())
                .containsExactly(Policy.unread("policy AmazonSSMFullAccess", "AccessDenied: no"));
    }

    @Test
    void usersHaveTheirOwnPoliciesAndThoseOfTheirGroups() {
        http.answer(
                200,
                Map.of(),
                Iam.answer(
                        "GetAccountAuthorizationDetails",
                        "<UserDetailList><member><UserName>jane</UserName>"
                                + "<Arn>arn:aws:iam::222222222222:user/jane</Arn>"
                                + "<GroupList><member>ops</member><member>young</member></GroupList>"
                                + "<Tags><member><Key>team</Key><Value>a</Value></member></Tags>"
                                + "</member></UserDetailList><GroupDetailList><member>"
                                + "<GroupName>ops</GroupName>"
                                + Iam.inline("Sessions", ALLOWS)
                                        .replace("RolePolicyList", "GroupPolicyList")
                                + "</member></GroupDetailList><Policies>"
                                + Iam.logPolicy(
                                        DESIRED, Iam.version(1, true, LogPolicy.document(DESIRED)))
                                + "</Policies><IsTruncated>false</IsTruncated>"));

        AccountIdentities.User user = read().users().getFirst();

        assertThat(user.groups()).containsExactly("ops", "young");
        assertThat(user.tags()).containsExactly(Map.entry("team", "a"));
        assertThat(user.policies())
                .containsExactly(
                        Policy.of("inline policy Sessions of group ops", ALLOWS),
                        Policy.unread(
                                "policies of group young", "the listing does not show the group"));
    }

    /// IAM takes a policy that has a name twice, which other readers read in another way.
    @Test
    void oneTextThatCannotBeUnderstoodIsOneRolesAndNotTheAccounts() {
        String twice =
                Iam.role("/", "odd", Iam.TRUSTS_EC2, Iam.inline("Own", ALLOWS))
                        .replace(
                                "%7B%22",
                                "%7B%22Version%22%3A%22%22%2C%22Version%22%3A%22%22%2C%22");
        http.answer(
                200,
                Map.of(),
                Iam.lastPage(
                        twice + Iam.role("/", "web", Iam.TRUSTS_EC2, Iam.inline("Own", ALLOWS)),
                        Iam.logPolicy(DESIRED, Iam.version(1, true, LogPolicy.document(DESIRED)))));

        List<AccountIdentities.Role> roles = read().roles();

        assertThat(roles.getFirst().policies())
                .containsExactly(
                        Policy.unread(
                                "inline policy Own of role odd",
                                "its JSON has a name twice, or is none"));
        assertThat(TrustPolicy.trusts(roles.getFirst().trust(), "ssm.amazonaws.com")).isTrue();
        assertThat(TrustPolicy.allowsTags(roles.getFirst().trust())).isTrue();
        assertThat(roles.getLast().policies())
                .containsExactly(Policy.of("inline policy Own of role web", ALLOWS));
    }

    @Test
    void theLoggingPolicyIsNoPolicyOfTheRolesOwn() {
        http.answer(
                200,
                Map.of(),
                Iam.lastPage(
                        Iam.role(
                                        "/",
                                        "full",
                                        Iam.TRUSTS_EC2,
                                        Iam.inline(LogPolicy.NAME, LogPolicy.document(DESIRED)))
                                + Iam.role(
                                        "/",
                                        "web",
                                        Iam.TRUSTS_EC2,
                                        Iam.inProfile() + Iam.attached(DESIRED.logPolicyArn())),
                        Iam.logPolicy(DESIRED, Iam.version(1, true, LogPolicy.document(DESIRED)))));

        List<AccountIdentities.Role> roles = read().roles();

        assertThat(roles)
                .extracting(AccountIdentities.Role::logAccess)
                .containsExactly(
                        new LogAccess.Inline(LogPolicy.document(DESIRED)),
                        new LogAccess.Attached());
        assertThat(roles).allSatisfy(role -> assertThat(role.policies()).isEmpty());
        assertThat(roles)
                .extracting(AccountIdentities.Role::isInInstanceProfile)
                .containsExactly(false, true);
    }

    private void listedWithRole() {
        http.answer(
                200,
                Map.of(),
                Iam.lastPage(
                        Iam.role("/", "person", Iam.TRUSTS_EC2, Iam.attached(OF_AWS)),
                        Iam.logPolicy(DESIRED, Iam.version(1, true, LogPolicy.document(DESIRED)))));
    }

    private void managedPolicy() {
        http.answer(
                        200,
                        Map.of(),
                        Iam.answer(
                                "GetPolicy",
                                "<Policy><DefaultVersionId>v7</DefaultVersionId></Policy>"))
                .answer(
                        200,
                        Map.of(),
                        Iam.answer(
                                "GetPolicyVersion",
                                Iam.version(7, true, ALLOWS).replace("member>", "PolicyVersion>")));
    }

    private AccountIdentities read() {
        return new IdentityReader(
                        FakeHttp.build(http, IamClient.builder(), FRANKFURT), DESIRED, managed)
                .read();
    }

    private List<String> operations() {
        return http.bodies.stream()
                .map(body -> body.replaceFirst("^.*?Action=(\\w+).*$", "$1"))
                .toList();
    }
}
