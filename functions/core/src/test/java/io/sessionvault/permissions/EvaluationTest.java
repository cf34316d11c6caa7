package io.sessionvault.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What the kinds of policies answer together.
class EvaluationTest {
    private static final Caller ROLE = Caller.of("arn:aws:iam::111111111111:role/path/Agent");

    @Test
    void allowsWhatAStatementAllows() {
        var policy =
                Policy.of(
                        "inline policy Logs",
                        Map.of(
                                "Version",
                                "2012-10-17",
                                "Statement",
                                Map.of(
                                        "Sid",
                                        "Put",
                                        "Effect",
                                        "Allow",
                                        "Action",
                                        "s3:Put*",
                                        "Resource",
                                        "arn:aws:s3:::logs/*")));
        var answer =
                Evaluation.answer(
                        new PrincipalPolicies(List.of(policy), Optional.empty(), List.of()),
                        Optional.empty(),
                        new Request(
                                ROLE,
                                "s3:PutObject",
                                "arn:aws:s3:::logs/a",
                                RequestContext.UNKNOWN));
        assertThat(answer.text()).isEqualTo("allowed by statement Put of inline policy Logs");
    }
}
