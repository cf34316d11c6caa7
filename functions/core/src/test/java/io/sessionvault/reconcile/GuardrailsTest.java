package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VIRGINIA;
import static io.sessionvault.reconcile.Judged.CORE;
import static io.sessionvault.reconcile.Judged.allow;
import static io.sessionvault.reconcile.Judged.trust;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.account.RegionName;
import io.sessionvault.reconcile.ObservedIdentity.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Roles that run the agent, under service control policies of many shapes: none becomes invisible,
/// and none is locked out. The vault's bucket is in Frankfurt.
class GuardrailsTest {
    private static final String FULL =
            "{'Sid': 'Full', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";

    /// What becomes of an instance's role.
    ///
    /// @param name the shape
    /// @param statements the service control policy
    /// @param blocked why the account is held back; empty where it is not
    /// @param waits why the encryption waits; empty where it does not
    record Shape(
            String name,
            List<String> statements,
            Optional<String> blocked,
            Optional<String> waits) {
        static Shape fine(String name, String... statements) {
            return new Shape(name, List.of(statements), Optional.empty(), Optional.empty());
        }

        static Shape blocking(String name, String why, String... statements) {
            return new Shape(name, List.of(statements), Optional.of(why), Optional.empty());
        }

        static Shape waiting(String name, String why, String... statements) {
            return new Shape(name, List.of(statements), Optional.empty(), Optional.of(why));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Shape> shapes() {
        return Stream.of(
                Shape.fine("everything is allowed", FULL),
                Shape.fine(
                        "Region deny with the vault in an allowed Region",
                        FULL,
                        onlyIn("eu-central-1")),
                Shape.blocking(
                        "Region deny with the vault in a denied Region",
                        "denied by statement OnlySomeRegions of service control policy p-1 (Guard)",
                        FULL,
                        onlyIn("us-east-1")),
                Shape.fine(
                        "data perimeter by the resource's organization",
                        FULL,
                        deny(
                                "'s3:*'",
                                "'StringNotEqualsIfExists': {'aws:ResourceOrgID': 'o-example0001'}")),
                Shape.blocking(
                        "data perimeter by the network",
                        "it depends on context key aws:SourceVpc, which statement Perimeter",
                        FULL,
                        deny(
                                "'s3:*'",
                                "'StringNotEqualsIfExists': {'aws:SourceVpc': 'vpc-1'},"
                                        + " 'BoolIfExists': {'aws:ViaAWSService': 'false'}")),
                Shape.blocking(
                        "list of what is allowed, without S3",
                        "no statement at level root r-1 of the service control policies allows it",
                        allow("['ssm:*', 'ssmmessages:*', 'kms:*']", "'*'")),
                Shape.fine(
                        "the agent itself is denied",
                        FULL,
                        deny("['ssmmessages:*', 'ssm:UpdateInstanceInformation']", "")),
                Shape.fine(
                        "uploads are denied to all but such roles",
                        FULL,
                        deny(
                                "'s3:PutObject'",
                                "'ArnNotLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/web'}")),
                Shape.blocking(
                        "uploads are denied to such roles",
                        "denied by statement Perimeter of service control policy p-1 (Guard)",
                        FULL,
                        deny(
                                "'s3:PutObject'",
                                "'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/web'}")),
                Shape.waiting(
                        "keys only through services",
                        "role web, which cannot kms:Decrypt (eu-central-1, eu-west-1): denied by"
                                + " statement Perimeter",
                        FULL,
                        deny("'kms:*'", "'Null': {'kms:ViaService': 'true'}")),
                Shape.blocking(
                        "an operator that nobody knows",
                        "condition operator StringResembles is unknown in statement Perimeter of"
                                + " service control policy p-1 (Guard)",
                        FULL,
                        deny("'s3:*'", "'StringResembles': {'aws:PrincipalArn': 'x'}")),
                Shape.fine(
                        "everything is denied to credentials of the old instance metadata",
                        FULL,
                        deny("'*'", "'NumericLessThan': {'ec2:RoleDelivery': '2.0'}")),
                Shape.blocking(
                        "only S3 is denied to credentials of the old instance metadata",
                        "it depends on context key ec2:RoleDelivery",
                        FULL,
                        deny("'s3:*'", "'NumericLessThan': {'ec2:RoleDelivery': '2.0'}")),
                Shape.fine(
                        "plain HTTP is denied",
                        FULL,
                        deny("'*'", "'Bool': {'aws:SecureTransport': 'false'}")),
                Shape.fine(
                        "sessions from before an incident are denied",
                        FULL,
                        deny(
                                "'*'",
                                "'DateLessThan': {'aws:TokenIssueTime': '2026-01-01T00:00:00Z'}")),
                Shape.fine(
                        "everything with credentials of IMDSv1 is denied",
                        FULL,
                        deny("'*'", "'NumericLessThan': {'ec2:RoleDelivery': '2.0'}")),
                Shape.blocking(
                        "uploads with credentials of IMDSv1 are denied",
                        "it depends on context key ec2:RoleDelivery, which statement Perimeter",
                        FULL,
                        deny("'s3:*'", "'NumericLessThan': {'ec2:RoleDelivery': '2.0'}")),
                Shape.fine(
                        "everything without a second factor is denied",
                        FULL,
                        deny("'*'", "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}")),
                Shape.blocking(
                        "nothing is known about any credentials",
                        "it depends on context key aws:SourceIdentity, which statement Perimeter",
                        FULL,
                        deny("'*'", "'StringEquals': {'aws:SourceIdentity': 'x'}")));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whoRunsTheAgentIsSeenAndNotLockedOut(Shape shape) {
        DesiredAccount desired = Desires.member(SessionEncryption.WHEN_SAFE);
        Judged account =
                new Judged(desired)
                        .instanceRole("web", CORE)
                        .level("root r-1", shape.statements().toArray(String[]::new));

        Plan plan = account.plan();

        assertThat(identity(account).roles()).extracting(Role::name).containsExactly("web");
        assertThat(plan.regional()).hasSize(2);
        if (shape.blocked().isPresent()) {
            assertThat(plan.reasonsToWait(IRELAND)).isNotEmpty();
            assertThat(plan.reasonsToWait(FRANKFURT))
                    .allMatch(reason -> reason.startsWith("BLOCKED role web "))
                    .anyMatch(reason -> reason.contains(shape.blocked().get()));
        } else {
            assertThat(plan.obstacles()).isEmpty();
            assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
        }
        if (shape.waits().isPresent()) {
            assertThat(plan.notices()).singleElement().asString().contains(shape.waits().get());
            assertThat(Judged.key(plan, IRELAND)).isEmpty();
        }
        if (shape.waits().isEmpty() && shape.blocked().isEmpty()) {
            assertThat(plan.notices()).isEmpty();
            assertThat(Judged.key(plan, IRELAND)).isEqualTo(SESSION_KEY.in(IRELAND).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatHoldsLoggingBackDoesNotDependOnTheChoiceAboutEncryption(Shape shape) {
        Plan always = plan(SessionEncryption.ALWAYS, shape);
        Plan off = plan(SessionEncryption.OFF, shape);

        boolean isBlocked = shape.blocked().isPresent();
        assertThat(off.reasonsToWait(IRELAND).isEmpty()).isEqualTo(!isBlocked);
        assertThat(Judged.key(off, IRELAND)).isEmpty();
        assertThat(off.notices()).isEmpty();
        assertThat(always.reasonsToWait(IRELAND).isEmpty())
                .isEqualTo(!isBlocked && shape.waits().isEmpty());
        assertThat(Judged.key(always, IRELAND)).isEqualTo(SESSION_KEY.in(IRELAND).toString());
    }

    private static Plan plan(SessionEncryption encryption, Shape shape) {
        return new Judged(Desires.member(encryption))
                .instanceRole("web", CORE)
                .level("root r-1", shape.statements().toArray(String[]::new))
                .plan();
    }

    /// Source: EC2, the Regions that every account has.
    private static final List<String> REGIONS =
            List.of(
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ap-south-1",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ca-central-1",
                    "eu-central-1",
                    "eu-north-1",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "sa-east-1",
                    "us-east-1",
                    "us-east-2",
                    "us-west-1",
                    "us-west-2");

    @Test
    void underARegionDenyOfFourteenRegionsTheOthersAreGoverned() {
        Plan plan = denied("eu-central-1', 'eu-west-1', 'us-east-1");

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.regional())
                .extracting(change -> change.region().value())
                .containsExactly("eu-central-1", "eu-west-1", "us-east-1");
        assertThat(plan.regional())
                .allSatisfy(change -> assertThat(plan.reasonsToWait(change.region())).isEmpty());
        assertThat(plan.notices())
                .hasSize(14)
                .allSatisfy(notice ->
                        assertThat(notice.toString())
                                .startsWith("CLOSED ")
                                .endsWith(
                                        "denied by statement OnlySomeRegions of service control policy"
                                                + " p-1 (Guard)"));
    }

    @Test
    void underARegionDenyOfTheVaultsRegionNothingIsSwitchedAndEachLineNamesTheStatement() {
        Plan plan = denied("ca-central-1', 'eu-west-1', 'us-east-1");

        assertThat(plan.regional())
                .hasSize(3)
                .allSatisfy(change ->
                        assertThat(plan.reasonsToWait(change.region()))
                                .isNotEmpty()
                                .allSatisfy(reason ->
                                        assertThat(reason)
                                                .startsWith("BLOCKED role web cannot ")
                                                .contains(
                                                        "denied by statement OnlySomeRegions of"
                                                                + " service control policy p-1 (Guard)")));
    }

    private static Plan denied(String allowed) {
        Judged account =
                new Judged(
                                Desires.account(
                                        MEMBER,
                                        HostManagement.LEAVE,
                                        SessionEncryption.WHEN_SAFE,
                                        REGIONS.stream()
                                                .map(RegionName::new)
                                                .toArray(RegionName[]::new)))
                        .instanceRole("web", CORE)
                        .level("root r-1", FULL, onlyIn(allowed));
        REGIONS.stream()
                .filter(region -> !allowed.contains(region))
                .forEach(region -> account.denied(new RegionName(region)));
        return account.plan();
    }

    /// Control Tower lets its own role into every Region, and people's tools read documents there.
    @Test
    void governsTheAllowedRegionsAndTellsOfTheClosedOnes() {
        DesiredAccount desired =
                Desires.account(
                        MEMBER,
                        HostManagement.LEAVE,
                        SessionEncryption.WHEN_SAFE,
                        FRANKFURT,
                        IRELAND,
                        VIRGINIA);
        Plan plan =
                new Judged(desired)
                        .instanceRole("web", CORE)
                        .role(
                                "person",
                                trust(
                                        "'AWS': 'arn:aws:iam::222222222222:root'",
                                        "'sts:AssumeRole'"),
                                Map.of(),
                                FULL)
                        .level("root r-1", FULL, onlyIn("eu-central-1"))
                        .denied(IRELAND)
                        .denied(VIRGINIA)
                        .plan();

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.regional())
                .extracting(Change.RegionalChange::region)
                .containsExactly(FRANKFURT);
        assertThat(plan.notices())
                .extracting(Notice::toString)
                .containsExactly(closed(IRELAND), closed(VIRGINIA));
    }

    @Test
    void aRegionThatIsClosedToAllButOneRoleIsNotClosed() {
        String except =
                "{'Sid': 'OnlySomeRegions', 'Effect': 'Deny', 'NotAction': ['iam:*', 'kms:*'],"
                        + " 'Resource': '*', 'Condition': {'StringNotEquals': {'aws:RequestedRegion':"
                        + " 'eu-central-1'}, 'ArnNotLike': {'aws:PrincipalArn':"
                        + " 'arn:aws:iam::*:role/web'}}}";
        Plan plan =
                new Judged(Desires.member(SessionEncryption.WHEN_SAFE))
                        .instanceRole("web", CORE)
                        .level("root r-1", FULL, except)
                        .denied(IRELAND)
                        .plan();

        assertThat(plan.notices()).isEmpty();
        assertThat(plan.obstacles()).singleElement().isInstanceOf(Obstacle.UnseenRegion.class);
    }

    @Test
    void aRegionThatAnswersDeniedForAnotherReasonIsUnseen() {
        Plan plan =
                new Judged(Desires.member(SessionEncryption.WHEN_SAFE))
                        .instanceRole("web", CORE)
                        .level("root r-1", FULL)
                        .denied(IRELAND)
                        .plan();

        assertThat(plan.obstacles()).singleElement().isInstanceOf(Obstacle.UnseenRegion.class);
    }

    /// The proof of the next attempt may have them.
    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"TRANSIENT", "STALE"})
    void noRegionIsSwitchedWhereControlPoliciesCanBeReadInAMoment(ErrorKind kind) {
        Plan plan = account().governed(FRANKFURT).unread(kind).plan();

        assertThat(plan.reasonsToWait(IRELAND))
                .singleElement()
                .asString()
                .contains(kind + " SomeException: control policies: no");
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.notices()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"DENIED", "REJECTED"})
    void aVaultThatMayNotReadControlPoliciesSaysSoAndGoesOn(ErrorKind kind) {
        Plan plan = account().governed(FRANKFURT).unread(kind).plan();

        assertThat(plan.reasonsToWait(IRELAND)).isEmpty();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.notices()).hasOnlyElementsOfType(Notice.UnreadControlPolicies.class);
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void anAccountThatIsAsItShouldBeNeedsNoControlPolicies(ErrorKind kind) {
        Plan plan = account().governed(FRANKFURT).governed(IRELAND).unread(kind).plan();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notices()).hasOnlyElementsOfType(Notice.UnreadControlPolicies.class);
    }

    private static Judged account() {
        return new Judged(Desires.member(SessionEncryption.WHEN_SAFE)).instanceRole("web", CORE);
    }

    private static String closed(RegionName region) {
        return "CLOSED "
                + region
                + ": nobody can open sessions there: denied by statement OnlySomeRegions of service"
                + " control policy p-1 (Guard)";
    }

    /// Source: Control Tower, "Region deny control" (GRREGIONDENY): what it does not deny.
    private static String onlyIn(String regions) {
        return "{'Sid': 'OnlySomeRegions', 'Effect': 'Deny', 'NotAction': ['iam:*', 'organizations:*',"
                + " 'account:*', 'kms:*', 'support:*'], 'Resource': '*', 'Condition':"
                + " {'StringNotEquals': {'aws:RequestedRegion': ['%s']}, 'ArnNotLike':"
                        .formatted(regions)
                + " {'aws:PrincipalARN': ['arn:*:iam::*:role/AWSControlTowerExecution']}}}";
    }

    private static String deny(String actions, String condition) {
        return "{'Sid': 'Perimeter', 'Effect': 'Deny', 'Action': %s, 'Resource': '*'%s}"
                .formatted(
                        actions, condition.isEmpty() ? "" : ", 'Condition': {" + condition + "}");
    }

    private static ObservedIdentity identity(Judged account) {
        return ((Observation.Seen<ObservedIdentity>) account.observed().identity()).value();
    }
}
