package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.local.aws.LocalAws;
import io.sessionvault.local.aws.iam.PermissionSet;
import io.sessionvault.local.organization.Handshake;
import io.sessionvault.local.organization.ManagedNode;
import io.sessionvault.local.organization.ManagedNode.Start;
import io.sessionvault.local.organization.Person;
import io.sessionvault.local.organization.SessionAgent;
import io.sessionvault.preferences.PreferencesDocument;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/// Whoever can open a session before an account is onboarded can open it afterwards, whatever the
/// organization's service control policies say. The stand-in decides with an evaluation of its own,
/// which shares no line with the one that the product proves with.
class NobodyLockedOutTest {
    private static final RegionName VIRGINIA = VaultUnderTest.HOME;
    private static final RegionName IRELAND = new RegionName("eu-west-1");
    private static final RegionName SYDNEY = new RegionName("ap-southeast-2");
    private static final List<RegionName> REGIONS = List.of(VIRGINIA, IRELAND, SYDNEY);

    private static final List<String> AGENT =
            List.of("ssm:UpdateInstanceInformation", "ssmmessages:*");
    private static final String SESSIONS = allow("ssm:*");
    private static final String SESSIONS_AND_KEYS = allow("ssm:*\", \"kms:GenerateDataKey");

    /// What an organization allows.
    private enum Guard {
        /// Everything.
        NOTHING(""),
        /// Some Regions, the vault's among them.
        REGIONS_WITH_VAULT(onlyIn("us-east-1\", \"eu-west-1")),
        /// Some Regions, the vault's not among them.
        REGIONS_WITHOUT_VAULT(onlyIn("eu-west-1")),
        /// S3 from one network only.
        NETWORK(deny("s3:*", "\"StringNotEqualsIfExists\": {\"aws:SourceVpc\": \"vpc-1\"}")),
        /// Keys through other services only.
        KEYS_THROUGH_SERVICES(deny("kms:*", "\"Null\": {\"kms:ViaService\": \"true\"}")),
        /// Data keys for all but one permission set.
        ONE_SET_WITHOUT_KEYS(
                deny(
                        "kms:GenerateDataKey",
                        "\"ArnLike\": {\"aws:PrincipalArn\":"
                                + " \"arn:aws:iam::*:role/aws-reserved/*/AWSReservedSSO_Admins_*\"}"));

        private final String statement;

        Guard(String statement) {
            this.statement = statement;
        }
    }

    /// Whether everybody in an account could use the session key without the guard.
    private enum People {
        ALL_HAVE_KEYS,
        SOME_HAVE_NO_KEYS
    }

    @ParameterizedTest
    @ValueSource(strings = {"when-safe", "always", "off"})
    void whoCouldOpenASessionStillCan(String encryption) {
        try (VaultUnderTest vault = new VaultUnderTest(Map.of("SessionEncryption", encryption))) {
            vault.replicateSessionKey();
            OrganizationsClient organizations = vault.accounts.organizations();
            String root = organizations.listRoots().roots().getFirst().id();
            organizations.enablePolicyType(
                    ask -> ask.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
            Map<String, String> states = new LinkedHashMap<>();
            for (Guard guard : Guard.values()) {
                for (People people : People.values()) {
                    AccountId member = vault.accounts.create(guard + "-" + people);
                    Scene scene = new Scene(vault, member, people);
                    guard(organizations, guard, member);
                    List<String> before = scene.refusals();
                    vault.request(member, "apply");
                    JsonNode result = vault.request(member, "apply");

                    assertThat(before).as(guard + " " + people).isEmpty();
                    assertThat(scene.refusals())
                            .as(guard + " " + people + " " + result.toPrettyString())
                            .isEmpty();
                    states.put(
                            guard + " " + people,
                            result.path("status").asText() + " " + scene.preferences());
                }
            }
            assertThat(states).containsExactlyInAnyOrderEntriesOf(expected(encryption));
        }
    }

    /// Which Regions (Virginia, Ireland, Sydney) are logged, and which of them with the key.
    private static Map<String, String> expected(String encryption) {
        String encrypted = encryption.equals("off") ? "LLL" : "KKK";
        String lacking = encryption.equals("always") ? "INCOMPLETE ---" : "GOVERNED LLL";
        String some = encryption.equals("off") ? "L" : "K";
        Map<String, String> states = new LinkedHashMap<>();
        states.put("NOTHING ALL_HAVE_KEYS", "GOVERNED " + encrypted);
        states.put("NOTHING SOME_HAVE_NO_KEYS", lacking);
        states.put("REGIONS_WITH_VAULT ALL_HAVE_KEYS", "GOVERNED " + some + some + "-");
        states.put(
                "REGIONS_WITH_VAULT SOME_HAVE_NO_KEYS",
                encryption.equals("always") ? "INCOMPLETE ---" : "GOVERNED LL-");
        for (People people : People.values()) {
            states.put("REGIONS_WITHOUT_VAULT " + people, "INCOMPLETE ---");
            states.put("NETWORK " + people, "INCOMPLETE ---");
            states.put("KEYS_THROUGH_SERVICES " + people, lacking);
            states.put("ONE_SET_WITHOUT_KEYS " + people, lacking);
        }
        return states;
    }

    private static void guard(OrganizationsClient organizations, Guard guard, AccountId member) {
        if (guard != Guard.NOTHING) {
            String policy =
                    organizations
                            .createPolicy(ask ->
                                    ask.name(guard + " " + member)
                                            .description("guard")
                                            .type(PolicyType.SERVICE_CONTROL_POLICY)
                                            .content(
                                                    "{\"Version\": \"2012-10-17\", \"Statement\": %s}"
                                                            .formatted(guard.statement)))
                            .policy()
                            .policySummary()
                            .id();
            organizations.attachPolicy(ask -> ask.policyId(policy).targetId(member.value()));
        }
    }

    /// Source: Control Tower, "Region deny control": what it does not deny.
    private static String onlyIn(String regions) {
        return "{\"Sid\": \"OnlySomeRegions\", \"Effect\": \"Deny\", \"NotAction\": [\"iam:*\","
                + " \"organizations:*\", \"account:*\", \"kms:*\", \"sts:*\"], \"Resource\": \"*\","
                + " \"Condition\": {\"StringNotEquals\": {\"aws:RequestedRegion\": [\""
                + regions
                + "\"]}}}";
    }

    private static String deny(String actions, String condition) {
        return "{\"Sid\": \"Perimeter\", \"Effect\": \"Deny\", \"Action\": \"%s\", \"Resource\": \"*\","
                        .formatted(actions)
                + " \"Condition\": {"
                + condition
                + "}}";
    }

    private static String allow(String actions) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": [\""
                + actions
                + "\"], \"Resource\": \"*\"}}";
    }

    /// An account with nodes and people.
    private static final class Scene {
        private final VaultUnderTest vault;
        private final AccountId member;
        private final List<Person> people = new ArrayList<>();
        private final Map<String, AwsCredentials> nodes = new LinkedHashMap<>();

        Scene(VaultUnderTest vault, AccountId member, People who) {
            this.vault = vault;
            this.member = member;
            vault.workload(member).instanceRole("web", AGENT);
            vault.workload(member).taskRole("task", AGENT);
            people.add(permissionSet("Admins", allow("*")));
            people.add(user("kim", SESSIONS_AND_KEYS));
            if (who == People.SOME_HAVE_NO_KEYS) {
                people.add(permissionSet("Operators", SESSIONS));
                people.add(user("jane", SESSIONS));
            }
        }

        private Person permissionSet(String name, String policy) {
            LocalAws aws = vault.aws();
            String role = aws.assign(member, PermissionSet.of(name, policy));
            return new Person(name, role, aws.signIn(role, name, Map.of()));
        }

        private Person user(String name, String policy) {
            IamClient iam = vault.iam(member);
            String group = name + "s-group";
            iam.createGroup(ask -> ask.groupName(group));
            iam.putGroupPolicy(
                    ask -> ask.groupName(group).policyName("Work").policyDocument(policy));
            String arn = iam.createUser(ask -> ask.userName(name)).user().arn();
            iam.addUserToGroup(ask -> ask.groupName(group).userName(name));
            var key = iam.createAccessKey(ask -> ask.userName(name)).accessKey();
            return new Person(
                    name,
                    arn,
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        }

        /// Every session that somebody cannot open on some node in some Region, or of which the log
        /// is refused.
        List<String> refusals() {
            nodes.put(
                    "web",
                    vault.accounts.serviceRole(member, "ec2.amazonaws.com", "web", "i-0a1b"));
            nodes.put(
                    "task",
                    vault.accounts.serviceRole(member, "ecs-tasks.amazonaws.com", "task", "0a1b"));
            List<String> refusals = new ArrayList<>();
            for (RegionName region : REGIONS) {
                nodes.forEach((name, node) -> {
                    for (Person person : people) {
                        Start start = start(region, name, node, person);
                        if (start instanceof Start.Failed failed) {
                            refusals.add(person.name() + " on " + name + " in " + region + failed);
                        }
                    }
                });
            }
            return refusals;
        }

        private Start start(RegionName region, String name, AwsCredentials node, Person person) {
            SessionAgent agent =
                    name.equals("web")
                            ? vault.agents().onInstance(member, name)
                            : vault.agents().inTask(member, name);
            ManagedNode managed =
                    new ManagedNode(
                            (account, where, session) -> {},
                            Clock.systemUTC(),
                            agent,
                            new ManagedNode.Place(
                                    member, region, member + "/" + region, "i-0123456789abcdef0"));
            Start start =
                    managed.start(
                            person,
                            new Handshake(
                                    vault.platform.endpoint(), vault.accounts, VIRGINIA, node));
            if (start instanceof Start.Live live
                    && name.equals("web")
                    && !state(region).equals("-")) {
                live.session().end("$ uptime");
            }
            return start;
        }

        String preferences() {
            return REGIONS.stream().map(this::state).reduce("", String::concat);
        }

        /// `-` where the vault has not switched preferences, `L` where sessions are logged, `K` where
        /// they are encrypted with the session key, too.
        private String state(RegionName region) {
            try {
                JsonNode inputs =
                        VaultUnderTest.json(
                                        vault.ssm(member, region.value())
                                                .getDocument(
                                                        ask -> ask.name(PreferencesDocument.NAME))
                                                .content())
                                .path("inputs");
                return inputs.path("kmsKeyId").asText().isEmpty() ? "L" : "K";
            } catch (InvalidDocumentException none) {
                return "-";
            }
        }
    }
}
