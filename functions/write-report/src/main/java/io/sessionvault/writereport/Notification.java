package io.sessionvault.writereport;

import io.sessionvault.aws.ReportsBucket;
import io.sessionvault.compliance.Run;
import io.sessionvault.report.FoldedReport;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;

/// Tells people of a run.
final class Notification {
    private final SnsClient sns;
    private final Optional<String> topicArn;
    private final ReportsBucket bucket;
    private final String runbook;

    /// @param topicArn the topic; empty when nobody is to be told
    /// @param runbook where to read what to do; may be empty
    Notification(SnsClient sns, Optional<String> topicArn, ReportsBucket bucket, String runbook) {
        this.sns = sns;
        this.topicArn = topicArn;
        this.bucket = bucket;
        this.runbook = runbook;
    }

    /// Sends the message of a run, unless it was sent before. A function that is stopped between
    /// sending and noting it will send it twice; none is left out.
    ///
    /// @param reportKey the key of the report in the reports bucket
    void tell(FoldedReport folded, String reportKey) {
        Optional<ChangeMessage> message =
                ChangeMessage.of(folded, "s3://" + bucket.name() + "/" + reportKey, runbook);
        if (message.isEmpty() || topicArn.isEmpty()) {
            return;
        }
        String sentKey = sentKey(folded.report().run());
        if (bucket.get(sentKey).isPresent()) {
            return;
        }
        sns.publish(ask ->
                ask.topicArn(topicArn.get())
                        .subject(message.get().subject())
                        .message(message.get().text()));
        bucket.put(sentKey, "text/plain; charset=utf-8", message.get().bytes());
    }

    private static String sentKey(Run run) {
        return run.folder() + "report.message.txt";
    }
}
