package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.sessionvault.account.AccountId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.PolicyUser;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.UserDetail;

/// Users and groups, what the listing of an account tells of them, and what binds users who call.
class IamUsersTest extends RoleTest {
    private static final String READ_S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

    @SuppressWarnings("NullAway.Init")
    private IamClient iam;

    @BeforeEach
    void openIam() {
        iam = management.iam();
    }

    @Test
    void tellsUsersWithTheirGroupsPoliciesBoundaryAndTags() {
        iam.createUser(c -> c.userName("ana").path("/people/"));
        iam.createGroup(c -> c.groupName("operators"));
        iam.addUserToGroup(a -> a.userName("ana").groupName("operators"));
        iam.putUserPolicy(p ->
                p.userName("ana")
                        .policyName("own")
                        .policyDocument(policy(may("iam:ListRoles", "*"))));
        iam.attachUserPolicy(a -> a.userName("ana").policyArn(READ_S3));
        iam.putUserPermissionsBoundary(b -> b.userName("ana").permissionsBoundary(CORE));
        iam.tagUser(t -> t.userName("ana").tags(Tag.builder().key("team").value("blue").build()));

        UserDetail ana =
                iam.getAccountAuthorizationDetails(ask -> ask.filter(EntityType.USER))
                        .userDetailList()
                        .getFirst();

        assertThat(ana.arn()).isEqualTo("arn:aws:iam::111122223333:user/people/ana");
        assertThat(ana.groupList()).containsExactly("operators");
        assertThat(ana.userPolicyList())
                .extracting(own -> own.policyName(), own -> decoded(own.policyDocument()))
                .containsExactly(tuple("own", policy(may("iam:ListRoles", "*"))));
        assertThat(ana.attachedManagedPolicies())
                .extracting(AttachedPolicy::policyArn)
                .containsExactly(READ_S3);
        assertThat(ana.permissionsBoundary().permissionsBoundaryArn()).isEqualTo(CORE);
        assertThat(ana.tags())
                .extracting(Tag::key, Tag::value)
                .containsExactly(tuple("team", "blue"));
    }

    @Test
    void tellsGroupsWithTheirPolicies() {
        iam.createGroup(c -> c.groupName("operators"));
        iam.putGroupPolicy(p ->
                p.groupName("operators")
                        .policyName("own")
                        .policyDocument(policy(may("iam:ListRoles", "*"))));
        iam.attachGroupPolicy(a -> a.groupName("operators").policyArn(READ_S3));

        GroupDetail group =
                iam.getAccountAuthorizationDetails(ask -> ask.filter(EntityType.GROUP))
                        .groupDetailList()
                        .getFirst();

        assertThat(group.groupPolicyList())
                .extracting(own -> own.policyName())
                .containsExactly("own");
        assertThat(group.attachedManagedPolicies())
                .extracting(AttachedPolicy::policyArn)
                .containsExactly(READ_S3);
    }

    @Test
    void countsUsersAndGroupsAmongThoseWhoHaveAPolicy() {
        iam.createUser(c -> c.userName("ana"));
        iam.createGroup(c -> c.groupName("operators"));
        iam.attachUserPolicy(a -> a.userName("ana").policyArn(READ_S3));
        iam.attachGroupPolicy(a -> a.groupName("operators").policyArn(READ_S3));
        iam.putUserPermissionsBoundary(b -> b.userName("ana").permissionsBoundary(CORE));

        var read = iam.getPolicy(g -> g.policyArn(READ_S3)).policy();
        var users = iam.listEntitiesForPolicyPaginator(l -> l.policyArn(READ_S3));

        assertThat(read.attachmentCount()).isEqualTo(2);
        assertThat(iam.getPolicy(g -> g.policyArn(CORE)).policy().permissionsBoundaryUsageCount())
                .isOne();
        assertThat(users.policyUsers()).extracting(PolicyUser::userName).containsExactly("ana");
        assertThat(users.policyGroups()).hasSize(1);
        iam.detachUserPolicy(d -> d.userName("ana").policyArn(READ_S3));
        iam.detachGroupPolicy(d -> d.groupName("operators").policyArn(READ_S3));
        assertRefused(
                "NoSuchEntity",
                404,
                () -> iam.detachUserPolicy(d -> d.userName("ana").policyArn(READ_S3)));
    }

    @Test
    void bindsAUserByItsOwnPoliciesAndThoseOfItsGroups() {
        Clients ana = user("ana");
        iam.createGroup(c -> c.groupName("operators"));
        iam.putGroupPolicy(p ->
                p.groupName("operators")
                        .policyName("own")
                        .policyDocument(policy(may("iam:ListRoles", "*"))));

        assertDenied(
                "User: arn:aws:iam::111122223333:user/ana is not authorized to perform:"
                        + " iam:ListRoles on resource: * because no identity-based policy allows"
                        + " the iam:ListRoles action",
                () -> ana.iam().listRoles());
        iam.addUserToGroup(a -> a.userName("ana").groupName("operators"));
        assertThatCode(() -> ana.iam().listRoles()).doesNotThrowAnyException();
        iam.putUserPermissionsBoundary(b -> b.userName("ana").permissionsBoundary(READ_S3));
        assertDenied(
                "because no permissions boundary allows the iam:ListRoles action",
                () -> ana.iam().listRoles());
        iam.deleteUserPermissionsBoundary(d -> d.userName("ana"));
        iam.removeUserFromGroup(r -> r.userName("ana").groupName("operators"));
        assertRefused("AccessDenied", 403, () -> ana.iam().listRoles());
    }

    @Test
    void simulatesUsersWithTheirGroups() {
        user("ana");
        iam.createGroup(c -> c.groupName("operators"));
        iam.addUserToGroup(a -> a.userName("ana").groupName("operators"));
        iam.attachGroupPolicy(a -> a.groupName("operators").policyArn(READ_S3));

        var results =
                iam.simulatePrincipalPolicy(s ->
                                s.policySourceArn("arn:aws:iam::111122223333:user/ana")
                                        .actionNames("s3:GetObject", "s3:PutObject"))
                        .evaluationResults();

        assertThat(results)
                .extracting(result -> result.evalDecisionAsString())
                .containsExactly("allowed", "implicitDeny");
    }

    @Test
    void takesEverythingOffAUserBeforeItGoes() {
        user("ana");
        iam.createUser(c -> c.userName("ben"));

        assertRefused("DeleteConflict", 409, () -> iam.deleteUser(d -> d.userName("ana")));
        assertRefused("EntityAlreadyExists", 409, () -> iam.createUser(c -> c.userName("ben")));
        iam.deleteUser(d -> d.userName("ben"));
        assertThat(iam.listUsers().users()).extracting(User::userName).containsExactly("ana");
    }

    @Test
    void knowsARootUserWhomNoPolicyOfTheAccountBinds() {
        AccountId member = management.createAccount("a");
        var root = new Clients(aws.endpoint(), LocalAws.rootOf(member), Clients.HOME);

        assertThat(root.sts().getCallerIdentity().arn())
                .isEqualTo("arn:aws:iam::" + member + ":root");
        assertThatCode(() -> root.iam().listRoles()).doesNotThrowAnyException();
    }

    private Clients user(String name) {
        iam.createUser(c -> c.userName(name));
        var key = iam.createAccessKey(c -> c.userName(name)).accessKey();
        var credentials = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        return new Clients(aws.endpoint(), credentials, Clients.HOME);
    }

    private static String decoded(String document) {
        return URLDecoder.decode(document, StandardCharsets.UTF_8);
    }
}
