package io.sessionvault.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SSM = "ssm.amazonaws.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}}]}\
                """,
                """
                {"Statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}}}\
                """,
                """
                {"Statement": [{"Effect": "Allow",
                  "Principal": {"Service": ["ec2.amazonaws.com", "ssm.amazonaws.com"]}}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111111111111"}},
                  {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"},
                   "Condition": {"StringEquals": {"aws:SourceAccount": "222222222222"}}}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": "*"}]}\
                """
            })
    void trustsAServiceThatMayAssumeTheRole(String document) throws JsonProcessingException {
        assertThat(TrustPolicy.trusts(parse(document), SSM)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                """
                {"Statement": []}\
                """,
                """
                {"Statement": "Allow"}\
                """,
                """
                {"Statement": [{"Effect": "Allow"}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "ssm.amazonaws.com"}}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"Service": "xssm.amazonaws.com"}}]}\
                """,
                """
                {"Statement": [{"Effect": "Deny", "Principal": {"Service": "ssm.amazonaws.com"}}]}\
                """,
                """
                {"Statement": [{"Effect": "Allow", "Principal": "ssm.amazonaws.com"}]}\
                """
            })
    void trustsNobodyElse(String document) throws JsonProcessingException {
        assertThat(TrustPolicy.trusts(parse(document), SSM)).isFalse();
    }

    @Test
    void theHostManagementRoleTrustsSystemsManager() {
        assertThat(TrustPolicy.trusts(HostManagement.trustPolicy(), SSM)).isTrue();
    }

    private static Map<String, Object> parse(String document) throws JsonProcessingException {
        return JSON.readValue(document, new TypeReference<>() {});
    }
}
