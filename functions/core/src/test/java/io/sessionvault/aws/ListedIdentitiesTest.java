package io.sessionvault.aws;

import static io.sessionvault.Examples.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessionvault.reconcile.DesiredAccount;
import io.sessionvault.reconcile.Desires;
import io.sessionvault.reconcile.HostManagement;
import io.sessionvault.reconcile.LogPolicy;
import io.sessionvault.reconcile.ObservedIdentity.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.RoleDetail;

/// What is kept of the listing of an account's identities and policies.
class ListedIdentitiesTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final Map<String, Object> OLD = Map.of("Version", "2008-10-17");
    private static final String AGENT = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

    private final FakeHttp http = new FakeHttp();

    @Test
    void readsAllPagesAndKeepsWhatConcernsLogging() {
        http.answer(
                        200,
                        Map.of(),
                        Iam.page(
                                Iam.role("/", "deploy", Iam.TRUSTS_EC2, "")
                                        + Iam.role(
                                                "/team/",
                                                "web",
                                                Iam.TRUSTS_EC2,
                                                Iam.inProfile()
                                                        + Iam.attached(
                                                                AGENT, DESIRED.logPolicyArn())),
                                "",
                                "next"))
                .answer(200, Map.of(), Iam.page("", "", "another"))
                .answer(
                        200,
                        Map.of(),
                        Iam.lastPage(
                                Iam.role("/", "hybrid", Iam.TRUSTS_SYSTEMS_MANAGER, ""),
                                "<member><Arn>arn:aws:iam::222222222222:policy/Team</Arn></member>"
                                        + Iam.logPolicy(
                                                DESIRED,
                                                Iam.version(9, false, OLD)
                                                        + Iam.version(8, true, OLD)
                                                        + Iam.version(7, false, OLD))));

        ListedIdentities listed = read();

        assertThat(listed.roles())
                .extracting(RoleDetail::roleName)
                .containsExactly("deploy", "web", "hybrid");
        assertThat(listed.logPolicy()).contains(new Policy(OLD, List.of("v7", "v9")));
        assertThat(listed.document(DESIRED.logPolicyArn())).isPresent();
        assertThat(listed.document("arn:aws:iam::222222222222:policy/Team")).isEmpty();
        assertThat(http.bodies)
                .hasSize(3)
                .allSatisfy(body ->
                        assertThat(body)
                                .contains(
                                        "Filter.member.1=Role",
                                        "Filter.member.2=User",
                                        "Filter.member.3=Group",
                                        "Filter.member.4=LocalManagedPolicy",
                                        "MaxItems=300"));
        assertThat(http.bodies.get(2)).contains("Marker=another");
    }

    @Test
    void leavesServiceLinkedRolesAlone() {
        http.answer(
                200,
                Map.of(),
                Iam.lastPage(
                        Iam.role(
                                        "/aws-service-role/ssm.amazonaws.com/",
                                        "AWSServiceRoleForAmazonSSM",
                                        Iam.TRUSTS_SYSTEMS_MANAGER,
                                        "")
                                + Iam.role(
                                        HostManagement.ROLE_PATH,
                                        HostManagement.ROLE_NAME,
                                        Iam.TRUSTS_EC2,
                                        Iam.inline(LogPolicy.NAME, LogPolicy.document(DESIRED))),
                        ""));

        ListedIdentities listed = read();

        assertThat(listed.roles())
                .extracting(RoleDetail::roleName)
                .containsExactly(HostManagement.ROLE_NAME);
        assertThat(listed.logPolicy()).isEmpty();
    }

    @Test
    void aPolicyWithoutADefaultVersionIsNotJudged() {
        http.answer(
                200,
                Map.of(),
                Iam.lastPage("", Iam.logPolicy(DESIRED, Iam.version(1, false, OLD))));

        assertThatThrownBy(this::read)
                .isInstanceOf(SdkException.class)
                .hasMessageContaining(DESIRED.logPolicyArn());
    }

    @Test
    void aPageThatDoesNotComeMakesTheWholeListingFail() {
        http.answer(
                        200,
                        Map.of(),
                        Iam.page(Iam.role("/", "a", Iam.TRUSTS_SYSTEMS_MANAGER, ""), "", "m"))
                .answer(
                        403,
                        Map.of(),
                        "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>");

        assertThatThrownBy(this::read).isInstanceOf(SdkException.class);
    }

    private ListedIdentities read() {
        return ListedIdentities.read(
                FakeHttp.build(http, IamClient.builder(), FRANKFURT), DESIRED.logPolicyArn());
    }
}
