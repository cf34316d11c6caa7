package io.sessionvault.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.policies.NodeScript;
import io.sessionvault.permissions.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The evaluator of permissions answers as iam-simulate, which others wrote.
///
/// `-Dcases=5000` asks more, `-Dseed=` repeats a run. What one of the two cannot answer, or answers
/// otherwise for a documented reason, is named in [GeneratedCases], [GeneratedConditions] and
/// below.
class ForeignEvaluatorTest {
    private static final int CASES = Integer.getInteger("cases", 500);
    private static final long SEED = Long.getLong("seed", new Random().nextLong());
    private static final int AT_ONCE = 500;

    /// Within an account a policy that names everybody grants also a role with a boundary; whether
    /// the boundary limits that, AWS says only for `aws:PrincipalArn`. iam-simulate takes it for
    /// unlimited, the evaluator does not tell.
    ///
    /// Source: IAM user guide, "Policy evaluation for requests within a single account", "IAM
    /// role".
    private static final String EVERYBODY_AND_BOUNDARY = "AWS does not say whether";

    @Test
    void answersAsTheForeignOne() {
        System.out.println("ForeignEvaluatorTest: -Dseed=" + SEED + " -Dcases=" + CASES);
        var generated = new GeneratedCases(SEED);
        var cases = Stream.generate(generated::next).limit(CASES).toList();
        var foreign = foreign(cases);
        var deviations = new ArrayList<String>();
        var counts = new int[3];
        for (var index = 0; index < cases.size(); index++) {
            var one = cases.get(index);
            var answer = one.answer();
            var allowed = foreign.get(index).equals("Allowed");
            var agrees =
                    switch (answer) {
                        case Answer.Allowed _ -> allowed;
                        case Answer.Denied _ -> !allowed;
                        case Answer.Unknown unknown ->
                                unknown.because().startsWith(EVERYBODY_AND_BOUNDARY);
                    };
            counts[
                    switch (answer) {
                        case Answer.Allowed _ -> 0;
                        case Answer.Denied _ -> 1;
                        case Answer.Unknown _ -> 2;
                    }]++;
            if (!agrees) {
                deviations.add(
                        foreign.get(index) + " there, here: " + answer.text() + "\n  " + one);
            }
        }
        System.out.printf(
                "ForeignEvaluatorTest: %d allowed, %d denied, %d not told%n",
                counts[0], counts[1], counts[2]);
        assertThat(deviations).as("-Dseed=%d", SEED).isEmpty();
        assertThat(counts[0]).as("allowed").isGreaterThan(CASES / 10);
        assertThat(counts[1]).as("denied").isGreaterThan(CASES / 10);
    }

    private static List<String> foreign(List<GeneratedCase> cases) {
        var script = NodeScript.start("evaluate.mjs");
        var answers = new ArrayList<String>();
        for (var start = 0; start < cases.size(); start += AT_ONCE) {
            List<Map<String, Object>> some =
                    cases.subList(start, Math.min(start + AT_ONCE, cases.size())).stream()
                            .map(GeneratedCase::forScript)
                            .toList();
            script.ask(some).forEach(answer -> answers.add(answer.asText()));
        }
        return answers;
    }
}
