package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.belief.Beliefs;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Ids;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Service;
import io.sessionvault.local.aws.call.WireFormat;
import io.sessionvault.local.aws.fault.Settling;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.SsmClient;

/// AWS Systems Manager of every account and Region.
public final class Ssm {
    private final Map<String, SsmRegion> regions = new TreeMap<>();
    private final AwsDocuments awsDocuments = new AwsDocuments();
    private final Settling settling;
    private final Ids ids;
    private final int pageSize;
    private final Beliefs beliefs;

    DuplicateContent duplicateContent = DuplicateContent.NEWEST_VERSION;

    /// @param settling in which accounts it is too early for Systems Manager
    /// @param ids where the ids of events come from
    /// @param pageSize how many items a page of a listing holds at most
    /// @param beliefs the switches for what nobody could verify about AWS
    public Ssm(Settling settling, Ids ids, int pageSize, Beliefs beliefs) {
        this.settling = settling;
        this.ids = ids;
        this.pageSize = pageSize;
        this.beliefs = beliefs;
    }

    /// The service.
    public Service service() {
        var operations = new Operations();
        new SsmDocuments(this).register(operations);
        new SsmDocumentVersions(this, pageSize).register(operations);
        new SsmDocumentListing(this, pageSize).register(operations);
        new SsmServiceSettings(this).register(operations);
        new SsmParameters(this, ids).register(operations);
        new SsmSessions(this, pageSize, beliefs).register(operations);
        new SsmNodes(this, pageSize).register(operations);
        return new Service("ssm", WireFormat.JSON_1_1, SsmClient.class, operations);
    }

    /// Puts content into a document as its new default version, whatever the content is.
    ///
    /// @param account the account's 12 digits
    public void plant(String account, String region, String name, String content, Instant now) {
        var version = new SsmDocument.Version(content, null, now);
        SsmRegion place = region(account, region);
        SsmDocument document = place.documents.get(name);
        if (document == null) {
            place.documents.put(name, new SsmDocument(name, "Session", account, version));
        } else {
            document.defaultVersion = document.add(version);
        }
    }

    /// Keeps a session in the history of its account and Region, in place of what was known of it
    /// before.
    ///
    /// @param account the account's 12 digits
    public void keep(String account, String region, SessionRecord session) {
        region(account, region).keep(session);
    }

    /// Manages a node.
    ///
    /// @param account the account's 12 digits
    /// @param node its id
    /// @param agentVersion what its agent says of itself
    public void manage(String account, String region, String node, String agentVersion) {
        region(account, region).nodes.put(node, agentVersion);
    }

    /// Refuses other contents as duplicates from now on.
    public void refuse(DuplicateContent duplicates) {
        duplicateContent = duplicates;
    }

    AwsDocuments awsDocuments() {
        return awsDocuments;
    }

    /// What is held where a call goes.
    ///
    /// @throws AwsError `OptInRequired` while the account is too new
    SsmRegion region(Call call) {
        if (settling.refusesSystemsManager(call.account(), call.region())) {
            throw new AwsError(
                    "OptInRequired",
                    403,
                    "The AWS access key id needs a subscription for the service");
        }
        return region(call.account(), call.region());
    }

    private SsmRegion region(String account, String region) {
        return regions.computeIfAbsent(account + "/" + region, created -> new SsmRegion());
    }
}
