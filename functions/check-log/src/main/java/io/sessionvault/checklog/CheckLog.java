package io.sessionvault.checklog;

import com.fasterxml.jackson.databind.JsonNode;
import io.sessionvault.aws.LogReader;
import io.sessionvault.aws.MemberDirectory;
import io.sessionvault.checklog.Notifications.Notification;
import io.sessionvault.log.Arrival;
import io.sessionvault.log.LogCheck;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.Membership;
import io.sessionvault.log.ObjectState;
import io.sessionvault.log.Verdict;
import io.sessionvault.vault.Placement;
import io.sessionvault.vault.Vault;
import java.util.List;
import java.util.Optional;

/// From an event to the verdict on the object that it names.
final class CheckLog {
    private final Vault vault;
    private final LogReader logs;
    private final MemberDirectory members;

    CheckLog(Vault vault, LogReader logs, MemberDirectory members) {
        this.vault = vault;
        this.logs = logs;
        this.members = members;
    }

    CheckedLog check(JsonNode event) {
        return switch (ArrivalEvents.read(event)) {
            case ArrivalEvents.Reading.Other(String reason) ->
                    CheckedLog.withoutObject(new Verdict.NotApplicable(reason));
            case ArrivalEvents.Reading.Malformed(String reason) ->
                    CheckedLog.withoutObject(new Verdict.Undetermined(reason));
            case ArrivalEvents.Reading.Notified(List<Notification> notifications) ->
                    CheckedLog.withoutObject(Notifications.judge(notifications, vault));
            case ArrivalEvents.Reading.Arrived(Arrival arrival) -> check(arrival);
        };
    }

    private CheckedLog check(Arrival arrival) {
        LogObject object = arrival.object();
        Optional<Placement> placement = vault.prefixes().place(object.key());
        Verdict verdict =
                object.bucket().equals(vault.bucket())
                        ? LogCheck.check(
                                object, state(object, placement), membership(placement), vault)
                        : LogCheck.ofForeignBucket(object, vault);
        return CheckedLog.of(arrival, placement, verdict);
    }

    private ObjectState state(LogObject object, Optional<Placement> placement) {
        boolean overwrittenByDesign =
                placement.filter(place -> LogCheck.isFailedSessionOutput(place.name())).isPresent();
        return logs.read(object, !overwrittenByDesign);
    }

    private Membership membership(Optional<Placement> placement) {
        return placement
                .map(place -> members.of(place.account()))
                .orElseGet(() -> new Membership.Unknown("the key names no account"));
    }
}
