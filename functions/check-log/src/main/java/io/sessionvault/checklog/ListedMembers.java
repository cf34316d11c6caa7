package io.sessionvault.checklog;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import io.sessionvault.aws.MemberList;
import io.sessionvault.aws.ObjectText;
import io.sessionvault.aws.StoredMembers;
import io.sessionvault.compliance.Members;
import io.sessionvault.reconcile.Observation;
import io.sessionvault.reconcile.ServiceError;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The members that the last compliance run listed.
final class ListedMembers {
    private static final Logger LOG = LoggerFactory.getLogger(ListedMembers.class);

    private final ObjectText objects;
    private final String reportsBucket;
    private final InstantSource clock;

    ListedMembers(ObjectText objects, String reportsBucket, InstantSource clock) {
        this.objects = objects;
        this.reportsBucket = reportsBucket;
        this.clock = clock;
    }

    /// Reads them. What is absent, malformed or too old to count was not seen.
    Observation<MemberList> read() {
        return switch (StoredMembers.read(
                () -> objects.get(reportsBucket, StoredMembers.KEY), clock.instant())) {
            case Observation.Seen<Members>(Members members) ->
                    new Observation.Seen<>(MemberList.of(members));
            case Observation.Unseen<Members>(ServiceError error) -> {
                LOG.warn(
                        "list of members cannot be read, Organizations is asked about each",
                        entry("cause", error.toString()));
                yield new Observation.Unseen<>(error);
            }
        };
    }
}
