package io.sessionvault.local.aws.organizations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.events.EventEnvelope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

/// The events of accounts' lives, as CloudTrail hands them to EventBridge.
///
/// Source: Organizations user guide, "Logging and monitoring in AWS Organizations". Where the account id sits in
/// `AccountJoinedOrganization` is not documented; it is put where `serviceEventDetails` would suggest.
final class AccountEvents {
    private static final String REGION = "us-east-1";
    private static final DateTimeFormatter WORDY =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US)
                    .withZone(ZoneOffset.UTC);

    private final String managementAccount;
    private final Ids ids;

    AccountEvents(Organization organization, Ids ids) {
        this.managementAccount = organization.managementAccount().value();
        this.ids = ids;
    }

    String createAccountResult(CreateAccountStatus status, Instant now) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ObjectNode told = details.putObject("createAccountStatus");
        told.put("id", status.id()).put("state", status.stateAsString()).put("accountName", "****");
        if (status.accountId() != null) {
            told.put("accountId", status.accountId());
        }
        if (status.failureReasonAsString() != null) {
            told.put("failureReason", status.failureReasonAsString());
        }
        told.put("requestedTimestamp", WORDY.format(status.requestedTimestamp()))
                .put("completedTimestamp", WORDY.format(status.completedTimestamp()));
        return event("CreateAccountResult", "AWS Internal", details, now);
    }

    String joined(String account, String method, Instant now) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("accountId", account)
                .put("joinedMethod", method)
                .put("joinedTime", WORDY.format(now));
        return event("AccountJoinedOrganization", "organizations.amazonaws.com", details, now);
    }

    String closeAccountResult(String account, Instant now) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putObject("closeAccountStatus")
                .put("accountId", account)
                .put("state", "SUCCEEDED")
                .put("requestedTimestamp", WORDY.format(now))
                .put("completedTimestamp", WORDY.format(now));
        return event("CloseAccountResult", "organizations.amazonaws.com", details, now);
    }

    private String event(String name, String invokedBy, ObjectNode details, Instant now) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("eventVersion", "1.08");
        detail.putObject("userIdentity")
                .put("accountId", managementAccount)
                .put("invokedBy", invokedBy);
        detail.put("eventTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", "organizations.amazonaws.com")
                .put("eventName", name)
                .put("awsRegion", REGION)
                .put("sourceIPAddress", invokedBy)
                .put("userAgent", invokedBy)
                .putNull("requestParameters")
                .putNull("responseElements")
                .put("eventID", ids.uuid())
                .put("readOnly", false)
                .put("eventType", "AwsServiceEvent")
                .put("managementEvent", true)
                .put("recipientAccountId", managementAccount);
        detail.set("serviceEventDetails", details);
        detail.put("eventCategory", "Management");
        return new EventEnvelope(
                        ids.uuid(),
                        "aws.organizations",
                        "AWS Service Event via CloudTrail",
                        managementAccount,
                        REGION,
                        now,
                        List.of(),
                        detail)
                .json();
    }
}
