package io.sessionvault.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.sessionvault.account.AccountId;
import io.sessionvault.local.aws.fault.CallMatcher;
import io.sessionvault.local.aws.fault.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FaultsTest extends StandInTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:t";

    @Test
    void throttlesInTheWayOfEachProtocol() {
        aws.faults().throttle(CallMatcher.any(), 4);

        assertRefused("ThrottlingException", 400, () -> management.kms().listAliases());
        assertRefused("Throttling", 400, () -> management.iam().listRoles());
        assertRefused(
                "TooManyRequestsException", 429, () -> management.account().listRegions(l -> {}));
        assertRefused("SlowDown", 503, () -> management.s3().listObjectsV2(l -> l.bucket("b")));
        management.kms().listAliases();
    }

    @Test
    void throttlesEveryNthCall() {
        aws.faults().throttleEvery(3);

        for (int i = 1; i <= 6; i++) {
            if (i % 3 == 0) {
                assertRefused("Throttling", 400, () -> management.iam().listRoles());
            } else {
                management.iam().listRoles();
            }
        }
    }

    @Test
    void deniesTheCallsItIsToldTo() {
        aws.faults().deny(CallMatcher.operation("iam", "ListRoles"));
        aws.faults().deny(CallMatcher.region("eu-west-1").and(CallMatcher.account("111122223333")));

        assertRefused("AccessDenied", 403, () -> management.iam().listRoles());
        assertRefused(
                "AccessDeniedException", 400, () -> management.in("eu-west-1").kms().listAliases());
        management.kms().listAliases();

        aws.faults().clear();

        management.iam().listRoles();
    }

    @Test
    void failsAsOftenAsToldWithAnyError() {
        aws.faults()
                .fail(CallMatcher.operation("ssm", "GetDocument"), "InternalServerError", 500, 1);
        var ssm = management.ssm();

        assertRefused("InternalServerError", 500, () -> ssm.getDocument(g -> g.name("d-1")));
        assertRefused("InvalidDocument", 400, () -> ssm.getDocument(g -> g.name("d-1")));
    }

    @Test
    void dropsConnectionsBeforeOrAfterTheWorkIsDone() {
        var create = CallMatcher.operation("sns", "CreateTopic");
        aws.faults().drop(create, 1);
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> management.sns().createTopic(c -> c.name("t")));
        assertRefused(
                "NotFound",
                404,
                () -> management.sns().publish(p -> p.topicArn(TOPIC).message("m")));

        aws.faults().loseAnswer(create, 1);
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> management.sns().createTopic(c -> c.name("t")));

        management.sns().publish(p -> p.topicArn(TOPIC).message("m"));
    }

    @Test
    void losesRefusalsLikeOtherAnswers() {
        aws.faults().loseAnswer(CallMatcher.operation("iam", "GetRole"), 1);

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> management.iam().getRole(g -> g.roleName("none")));
        assertRefused("NoSuchEntity", 404, () -> management.iam().getRole(g -> g.roleName("none")));
    }

    @Test
    void carriesOutAndFallsSilentUntilTheSwitchIsTurnedOff() throws Exception {
        var carriedOut = new CountDownLatch(1);
        aws.faults()
                .fallSilent(noticing(CallMatcher.operation("sns", "CreateTopic"), carriedOut), 1);

        var call =
                CompletableFuture.supplyAsync(() -> management.sns().createTopic(c -> c.name("t")));
        carriedOut.await();

        management.sns().publish(p -> p.topicArn(TOPIC).message("m"));
        assertThat(call).isNotDone();
        aws.faults().clear();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(call::join)
                .withCauseInstanceOf(SdkClientException.class);
    }

    @Test
    void answersDropByDropSlowerThanTheClientWaits() {
        aws.faults().answerSlowly(CallMatcher.operation("kms", "ListAliases"), 1);

        assertThatExceptionOfType(ApiCallTimeoutException.class)
                .isThrownBy(() ->
                        management
                                .kms()
                                .listAliases(l -> l.overrideConfiguration(FaultsTest::limited)));

        management.kms().listAliases();
    }

    @Test
    void keepsTheHeadersBackOfAnAnswerThatHasNothingElse() {
        management.s3().createBucket(c -> c.bucket("b-1"));
        aws.faults().answerSlowly(CallMatcher.operation("s3", "HeadBucket"), 1);

        assertThatExceptionOfType(ApiCallTimeoutException.class)
                .isThrownBy(() ->
                        management
                                .s3()
                                .headBucket(h ->
                                        h.bucket("b-1")
                                                .overrideConfiguration(FaultsTest::limited)));

        management.s3().headBucket(h -> h.bucket("b-1"));
    }

    @Test
    void finishesASlowAnswerWhenTheSwitchIsTurnedOff() throws Exception {
        var struck = new CountDownLatch(1);
        aws.faults().answerSlowly(noticing(CallMatcher.operation("kms", "ListAliases"), struck), 1);

        var answer = CompletableFuture.supplyAsync(() -> management.kms().listAliases());
        struck.await();
        aws.faults().clear();

        assertThat(answer.join().aliases()).isEmpty();
    }

    @Test
    void doesSomethingWhenACallIsCarriedOut() {
        List<String> done = new ArrayList<>();
        aws.faults()
                .afterwards(
                        CallMatcher.operation("sns", "CreateTopic").nth(2),
                        1,
                        () -> done.add("after the second"));

        management.sns().createTopic(c -> c.name("t"));
        assertThat(done).isEmpty();
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> management.sns().createTopic(c -> c.name("u")));

        assertThat(done).containsExactly("after the second");
        management.sns().publish(p -> p.topicArn(TOPIC.replaceFirst("t$", "u")).message("m"));
    }

    @Test
    void letsARoleVanishBetweenItsListingAndTheNextCall() {
        var iam = management.iam();
        for (String name : List.of("kept", "gone")) {
            iam.createRole(c ->
                    c.roleName(name)
                            .assumeRolePolicyDocument(
                                    "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\":"
                                            + " {\"Service\": \"ec2.amazonaws.com\"},"
                                            + " \"Action\": \"sts:AssumeRole\"}}"));
            iam.createInstanceProfile(c -> c.instanceProfileName(name));
            iam.addRoleToInstanceProfile(a -> a.instanceProfileName(name).roleName(name));
        }
        aws.faults()
                .meanwhile(
                        CallMatcher.operation("iam", "GetAccountAuthorizationDetails"),
                        1,
                        () -> aws.removeRole(Clients.MANAGEMENT, "gone"));

        assertThat(iam.getAccountAuthorizationDetails().roleDetailList()).hasSize(2);
        assertRefused("NoSuchEntity", 404, () -> iam.getRole(g -> g.roleName("gone")));
        assertThat(iam.getRole(g -> g.roleName("kept")).role().roleName()).isEqualTo("kept");
        assertThat(iam.listInstanceProfiles().instanceProfiles())
                .filteredOn(profile -> profile.instanceProfileName().equals("gone"))
                .allSatisfy(profile -> assertThat(profile.roles()).isEmpty());
    }

    @Test
    void doesNotKnowNewAccountsForSoManyCalls() {
        aws.faults().settling().newAccountsUnknownToCalls(2);
        var organizations = management.organizations();
        String member = management.createAccount("a").value();

        for (int i = 0; i < 2; i++) {
            assertRefused(
                    "AccountNotFoundException",
                    400,
                    () -> organizations.describeAccount(d -> d.accountId(member)));
        }
        assertThat(organizations.describeAccount(d -> d.accountId(member)).account().id())
                .isEqualTo(member);
    }

    @Test
    void doesNotKnowNewAccountsForSoLong() {
        aws.faults().settling().newAccountsUnknownFor(Duration.ofMinutes(2));
        var organizations = management.organizations();
        String member = management.createAccount("a").value();

        now = now.plusSeconds(119);
        assertRefused(
                "AccountNotFoundException",
                400,
                () -> organizations.describeAccount(d -> d.accountId(member)));
        assertThat(organizations.listAccounts().accounts()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(organizations.describeAccount(d -> d.accountId(member)).account().id())
                .isEqualTo(member);
        assertThat(organizations.listAccounts().accounts()).hasSize(2);
    }

    @Test
    void keepsNewAccountsUnreadyForAWhile() {
        aws.faults().settling().assumeRoleDeniedInNewAccounts(2);
        aws.faults().settling().systemsManagerRefusedInNewAccounts(1);
        AccountId member = management.createAccount("a");
        String role = "arn:aws:iam::" + member + ":role/OrganizationAccountAccessRole";

        for (int i = 0; i < 2; i++) {
            assertRefused(
                    "AccessDenied",
                    403,
                    () -> management.sts().assumeRole(a -> a.roleArn(role).roleSessionName("s-1")));
        }
        management.sts().assumeRole(a -> a.roleArn(role).roleSessionName("s-1"));
        for (String region : List.of("us-east-1", "eu-west-1")) {
            var ssm = administrator(member).in(region).ssm();
            assertRefused("OptInRequired", 403, () -> ssm.getDocument(g -> g.name("d-1")));
            assertRefused("InvalidDocument", 400, () -> ssm.getDocument(g -> g.name("d-1")));
        }
    }

    @Test
    void slowsCallsDown() {
        aws.faults().latency(Duration.ofMillis(50));

        long begun = System.nanoTime();
        management.kms().listAliases();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThan(Duration.ofMillis(50));
    }

    @Test
    void logsEveryCallAndHowItEnded() {
        management.kms().createKey();
        assertRefused("NoSuchEntity", 404, () -> management.iam().getRole(g -> g.roleName("none")));

        assertThat(aws.calls().list())
                .extracting(
                        call -> call.operation().service() + ":" + call.operation().operation(),
                        RecordedCall::isWrite,
                        RecordedCall::status,
                        RecordedCall::errorCode,
                        RecordedCall::principal)
                .containsExactly(
                        tuple(
                                "kms:CreateKey",
                                true,
                                200,
                                Optional.empty(),
                                "arn:aws:iam::111122223333:user/administrator"),
                        tuple(
                                "iam:GetRole",
                                false,
                                404,
                                Optional.of("NoSuchEntity"),
                                "arn:aws:iam::111122223333:user/administrator"));
        assertThat(aws.calls().writes()).hasSize(1);

        aws.calls().clear();

        assertThat(aws.calls().list()).isEmpty();
    }

    @Test
    void answers501ToWhatItDoesNotImplement() {
        assertRefused("NotImplemented", 501, () -> management.ssm().describeAvailablePatches());
        assertRefused("NotImplemented", 501, () -> management.iam().listSAMLProviders());
        assertRefused(
                "NotImplemented", 501, () -> management.account().getContactInformation(g -> {}));
        assertRefused(
                "NotImplemented",
                501,
                () -> management.sqs().createQueue(c -> c.queueName("orders.fifo")));
    }

    /// A call waits three tenths of a second, however much comes in meanwhile.
    private static void limited(AwsRequestOverrideConfiguration.Builder limit) {
        limit.apiCallTimeout(Duration.ofMillis(300));
    }

    /// Picks the same calls, and tells when it has picked one.
    private static CallMatcher noticing(CallMatcher calls, CountDownLatch picked) {
        return call -> {
            boolean picks = calls.matches(call);
            if (picks) {
                picked.countDown();
            }
            return picks;
        };
    }
}
