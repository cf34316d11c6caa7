package io.sessionvault.local.aws.ssm;

import io.sessionvault.local.aws.call.Authorization;
import io.sessionvault.local.aws.call.AwsError;
import io.sessionvault.local.aws.call.Call;
import io.sessionvault.local.aws.call.Operations;
import io.sessionvault.local.aws.call.Permission;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.GetServiceSettingResponse;
import software.amazon.awssdk.services.ssm.model.ResetServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.ResetServiceSettingResponse;
import software.amazon.awssdk.services.ssm.model.ServiceSetting;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingRequest;
import software.amazon.awssdk.services.ssm.model.UpdateServiceSettingResponse;

/// The service setting that names the role of Default Host Management; no other setting is implemented.
///
/// Source: Systems Manager API reference, "UpdateServiceSetting".
final class SsmServiceSettings {
    private static final String ID = "/ssm/managed-instance/default-ec2-instance-management-role";
    private static final String NO_ROLE = "$None";

    private final Ssm ssm;

    SsmServiceSettings(Ssm ssm) {
        this.ssm = ssm;
    }

    void register(Operations operations) {
        operations
                .on(
                        GetServiceSettingRequest.class,
                        Authorization.to(
                                "ssm:GetServiceSetting", (call, ask) -> arn(call, ask.settingId())),
                        this::get)
                .on(UpdateServiceSettingRequest.class, SsmServiceSettings::toUpdate, this::update)
                .on(
                        ResetServiceSettingRequest.class,
                        Authorization.to(
                                "ssm:ResetServiceSetting",
                                (call, ask) -> arn(call, ask.settingId())),
                        this::reset);
    }

    /// Whoever names a role here hands it to Systems Manager, which takes the right to pass it on.
    private static List<Permission> toUpdate(Call call, UpdateServiceSettingRequest request) {
        String role = "arn:aws:iam::%s:role/%s".formatted(call.account(), request.settingValue());
        return List.of(
                Permission.of("ssm:UpdateServiceSetting", arn(call, request.settingId())),
                Permission.of("iam:PassRole", role)
                        .with("iam:PassedToService", "ssm.amazonaws.com"));
    }

    private GetServiceSettingResponse get(Call call, GetServiceSettingRequest request) {
        check(call, request.settingId());
        ServiceSetting setting = shape(call, ssm.region(call));
        return GetServiceSettingResponse.builder().serviceSetting(setting).build();
    }

    private UpdateServiceSettingResponse update(Call call, UpdateServiceSettingRequest request) {
        check(call, request.settingId());
        ssm.region(call).hostManagementRole =
                Optional.of(
                        new SsmRegion.Setting(
                                request.settingValue(), call.now(), call.principal().arn()));
        return UpdateServiceSettingResponse.builder().build();
    }

    private ResetServiceSettingResponse reset(Call call, ResetServiceSettingRequest request) {
        check(call, request.settingId());
        SsmRegion region = ssm.region(call);
        region.hostManagementRole = Optional.empty();
        return ResetServiceSettingResponse.builder().serviceSetting(shape(call, region)).build();
    }

    private static void check(Call call, @Nullable String id) {
        if (id == null || !(id.equals(ID) || id.equals(arn(call, ID)))) {
            throw new AwsError(
                    "ServiceSettingNotFound", 400, "the stand-in has no service setting " + id);
        }
    }

    private static String arn(Call call, String id) {
        return id.startsWith("arn:")
                ? id
                : "arn:aws:ssm:" + call.region() + ":" + call.account() + ":servicesetting" + id;
    }

    private static ServiceSetting shape(Call call, SsmRegion region) {
        ServiceSetting.Builder shape = ServiceSetting.builder().settingId(ID).arn(arn(call, ID));
        return region.hostManagementRole
                .map(setting ->
                        shape.settingValue(setting.value())
                                .lastModifiedDate(setting.changed())
                                .lastModifiedUser(setting.by())
                                .status("Customized"))
                .orElseGet(() -> shape.settingValue(NO_ROLE).status("Default"))
                .build();
    }
}
