package io.sessionvault.reconcile;

import static io.sessionvault.Examples.FRANKFURT;
import static io.sessionvault.Examples.IRELAND;
import static io.sessionvault.Examples.MEMBER;
import static io.sessionvault.Examples.SESSION_KEY;
import static io.sessionvault.Examples.VAULT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sessionvault.account.RegionName;
import io.sessionvault.vault.KeyArn;
import io.sessionvault.vault.PrefixPattern;
import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogPolicyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Source: IAM user guide, "IAM and AWS STS quotas": characters of a managed policy.
    private static final int MANAGED_POLICY = 6144;

    @Test
    void grantsWritingUnderTheOwnPrefixAndNothingElse() throws JsonProcessingException {
        assertThat(
                        JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(LogPolicy.document(Desires.member())))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "Version" : "2012-10-17",
                          "Statement" : [ {
                            "Sid" : "WriteLogs",
                            "Effect" : "Allow",
                            "Action" : [ "s3:PutObject", "s3:PutObjectAcl" ],
                            "Resource" : [ "arn:aws:s3:::session-logs/222222222222/*/*" ],
                            "Condition" : {
                              "StringEquals" : {
                                "s3:ResourceAccount" : "111111111111"
                              }
                            }
                          }, {
                            "Sid" : "ReadBucketEncryption",
                            "Effect" : "Allow",
                            "Action" : [ "s3:GetEncryptionConfiguration" ],
                            "Resource" : [ "arn:aws:s3:::session-logs" ],
                            "Condition" : {
                              "StringEquals" : {
                                "s3:ResourceAccount" : "111111111111"
                              }
                            }
                          }, {
                            "Sid" : "EncryptLogs",
                            "Effect" : "Allow",
                            "Action" : [ "kms:Decrypt", "kms:GenerateDataKey*" ],
                            "Resource" : [ "arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef" ]
                          }, {
                            "Sid" : "DecryptSessions",
                            "Effect" : "Allow",
                            "Action" : [ "kms:Decrypt" ],
                            "Resource" : [ "arn:aws:kms:*:111111111111:key/mrk-fedcba9876543210fedcba9876543210" ]
                          } ]
                        }\
                        """);
    }

    @Test
    void keepsToItsPartition() throws JsonProcessingException {
        RegionName beijing = new RegionName("cn-north-1");
        KeyArn key = new KeyArn("aws-cn", beijing, VAULT_ACCOUNT, SESSION_KEY.keyId());
        DesiredAccount desired = desired(key, new TreeSet<>(List.of(beijing)), "{accountId}");

        assertThat(JSON.writeValueAsString(LogPolicy.document(desired)))
                .contains("arn:aws-cn:s3:::session-logs/222222222222/*")
                .contains("arn:aws-cn:kms:*:")
                .doesNotContain("arn:aws:");
        assertThat(desired.logPolicyArn())
                .isEqualTo("arn:aws-cn:iam::222222222222:policy/SessionVaultLogWriter");
        assertThat(LogPolicy.permissions(desired))
                .extracting(LogPermission::resource)
                .allMatch(arn -> arn.startsWith("arn:aws-cn:"));
    }

    @Test
    void fitsIntoAManagedPolicyWithThirtyFourRegions() throws JsonProcessingException {
        NavigableSet<RegionName> regions =
                IntStream.rangeClosed(1, 34)
                        .mapToObj(number -> new RegionName("ap-southeast-" + number))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(
                        JSON.writeValueAsString(
                                        LogPolicy.document(
                                                desired(
                                                        SESSION_KEY,
                                                        regions,
                                                        "{accountId}/{region}")))
                                .length())
                .isLessThan(MANAGED_POLICY);
    }

    @Test
    void asksForNoEmptyListOfKeys() {
        assertThat(LogPolicy.document(Desires.member(HostManagement.LEAVE)).toString())
                .doesNotContain("DecryptSessions")
                .doesNotContain("[]");
    }

    @Test
    void wantsEveryPermissionOfTheAgentProven() {
        assertThat(LogPolicy.permissions(Desires.member()))
                .extracting(LogPermission::toString)
                .containsExactlyInAnyOrder(
                        "s3:PutObject on arn:aws:s3:::session-logs/222222222222/eu-central-1/session-vault-proof.log",
                        "s3:PutObjectAcl on arn:aws:s3:::session-logs/222222222222/eu-central-1/session-vault-proof.log",
                        "kms:Decrypt on arn:aws:kms:eu-central-1:111111111111:key/mrk-fedcba9876543210fedcba9876543210",
                        "s3:PutObject on arn:aws:s3:::session-logs/222222222222/eu-west-1/session-vault-proof.log",
                        "s3:PutObjectAcl on arn:aws:s3:::session-logs/222222222222/eu-west-1/session-vault-proof.log",
                        "kms:Decrypt on arn:aws:kms:eu-west-1:111111111111:key/mrk-fedcba9876543210fedcba9876543210",
                        "s3:GetEncryptionConfiguration on arn:aws:s3:::session-logs",
                        "kms:GenerateDataKey on arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef",
                        "kms:Decrypt on arn:aws:kms:eu-central-1:111111111111:key/mrk-0123456789abcdef0123456789abcdef");
    }

    @Test
    void needsARegionsPermissionsInThatRegionOnly() {
        List<LogPermission> all = LogPolicy.permissions(Desires.member());

        assertThat(all.stream().filter(each -> each.isNeededIn(IRELAND)))
                .hasSize(6)
                .noneMatch(each -> each.resource().contains("eu-central-1/"));
        assertThat(all.stream().filter(each -> each.isNeededIn(FRANKFURT))).hasSize(6);
    }

    private static DesiredAccount desired(
            KeyArn key, NavigableSet<RegionName> regions, String pattern) {
        return new DesiredAccount(
                MEMBER,
                new AccountStandard(
                        "o-example0001",
                        new Vault(VAULT_ACCOUNT, "session-logs", key, PrefixPattern.parse(pattern)),
                        key,
                        SessionEncryption.ALWAYS,
                        new GovernedRegions(Optional.empty(), new TreeSet<>()),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        HostManagement.LEAVE,
                        Optional.empty()),
                regions,
                Optional.of(new TreeSet<>()));
    }
}
