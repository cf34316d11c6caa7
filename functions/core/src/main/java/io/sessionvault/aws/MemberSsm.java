package io.sessionvault.aws;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentVersionsResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingResponse;

/// Systems Manager of one member in one Region: the operations that the vault needs, on a client
/// that all members share. Any other is refused by the SDK's interface.
final class MemberSsm implements SsmClient {
    private final SsmClient shared;
    private final MemberCredentials credentials;

    MemberSsm(SsmClient shared, MemberCredentials credentials) {
        this.shared = shared;
        this.credentials = credentials;
    }

    @Override
    public CreateDocumentResponse createDocument(CreateDocumentRequest request) {
        return shared.createDocument(credentials.on(request));
    }

    @Override
    public DeleteDocumentResponse deleteDocument(DeleteDocumentRequest request) {
        return shared.deleteDocument(credentials.on(request));
    }

    @Override
    public DescribeDocumentResponse describeDocument(DescribeDocumentRequest request) {
        return shared.describeDocument(credentials.on(request));
    }

    @Override
    public DescribeInstanceInformationResponse describeInstanceInformation(
            DescribeInstanceInformationRequest request) {
        return shared.describeInstanceInformation(credentials.on(request));
    }

    @Override
    public DescribeSessionsResponse describeSessions(DescribeSessionsRequest request) {
        return shared.describeSessions(credentials.on(request));
    }

    @Override
    public GetDocumentResponse getDocument(GetDocumentRequest request) {
        return shared.getDocument(credentials.on(request));
    }

    @Override
    public GetServiceSettingResponse getServiceSetting(GetServiceSettingRequest request) {
        return shared.getServiceSetting(credentials.on(request));
    }

    @Override
    public ListDocumentVersionsResponse listDocumentVersions(ListDocumentVersionsRequest request) {
        return shared.listDocumentVersions(credentials.on(request));
    }

    @Override
    public ListDocumentsResponse listDocuments(ListDocumentsRequest request) {
        return shared.listDocuments(credentials.on(request));
    }

    @Override
    public UpdateDocumentResponse updateDocument(UpdateDocumentRequest request) {
        return shared.updateDocument(credentials.on(request));
    }

    @Override
    public UpdateDocumentDefaultVersionResponse updateDocumentDefaultVersion(
            UpdateDocumentDefaultVersionRequest request) {
        return shared.updateDocumentDefaultVersion(credentials.on(request));
    }

    @Override
    public UpdateServiceSettingResponse updateServiceSetting(UpdateServiceSettingRequest request) {
        return shared.updateServiceSetting(credentials.on(request));
    }

    @Override
    public String serviceName() {
        return shared.serviceName();
    }

    /// The shared client goes on serving other members.
    @Override
    public void close() {}
}
