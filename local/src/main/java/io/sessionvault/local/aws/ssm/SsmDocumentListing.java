package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Page;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/// ListDocuments: the account's own documents and those of AWS, by the filters `Owner`,
/// `DocumentType` and `Name`.
///
/// Source: Systems Manager API reference, "ListDocuments" and "DocumentKeyValuesFilter".
final class SsmDocumentListing {
    private static final int MOST_RESULTS = 50;

    private final Ssm ssm;
    private final int pageSize;

    SsmDocumentListing(Ssm ssm, int pageSize) {
        this.ssm = ssm;
        this.pageSize = Math.min(pageSize, MOST_RESULTS);
    }

    void register(Operations operations) {
        operations.on(
                ListDocumentsRequest.class,
                Authorization.toAny("ssm:ListDocuments"),
                this::list,
                "DocumentFilterList");
    }

    private ListDocumentsResponse list(Call call, ListDocumentsRequest request) {
        Integer most = request.maxResults();
        if (most != null && (most < 1 || most > MOST_RESULTS)) {
            throw AwsError.validation("maxResults is 1 to 50, not " + most);
        }
        var all = new ArrayList<SsmDocument>(ssm.region(call).documents.values());
        ssm.awsDocuments().all().forEach(all::add);
        List<DocumentIdentifier> listed =
                all.stream()
                        .filter(document ->
                                request.filters().stream()
                                        .allMatch(filter -> passes(call, document, filter)))
                        .map(SsmDocument::identifier)
                        .toList();
        Page<DocumentIdentifier> page =
                Page.of(
                        listed,
                        request.nextToken(),
                        most,
                        pageSize,
                        wrong -> new AwsError("InvalidNextToken", 400, "not a token: " + wrong));
        return ListDocumentsResponse.builder()
                .documentIdentifiers(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean passes(Call call, SsmDocument document, DocumentKeyValuesFilter filter) {
        String key = String.valueOf(filter.key());
        if (key.equals("Owner")) {
            return filter.values().stream()
                    .anyMatch(owner -> document.isOwnedBy(ownerOf(call, owner)));
        }
        if (key.equals("DocumentType")) {
            return filter.values().contains(document.type);
        }
        if (key.equals("Name")) {
            return filter.values().stream().anyMatch(document.name::startsWith);
        }
        throw AwsError.notImplemented("ListDocuments with the filter " + key);
    }

    private static String ownerOf(Call call, String value) {
        if (value.equals("Self") || value.equals("Private")) {
            return call.account();
        }
        if (value.equals("Amazon")) {
            return value;
        }
        throw AwsError.notImplemented("documents of the owner " + value);
    }
}
