package io.sessionvault.local.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;

/// A request to EC2 as it stands in the form: the SDK's shapes of EC2 are not here, they are larger
/// than those of all other services together.
public final class FormRequest extends SdkRequest {
    private final Map<String, String> form;

    /// @param form the fields by name
    public FormRequest(Map<String, String> form) {
        this.form = Map.copyOf(form);
    }

    /// The fields by name.
    public Map<String, String> form() {
        return form;
    }

    @Override
    public Optional<? extends RequestOverrideConfiguration> overrideConfiguration() {
        return Optional.empty();
    }

    @Override
    public Builder toBuilder() {
        throw new UnsupportedOperationException("a form is as it came");
    }

    @Override
    public List<SdkField<?>> sdkFields() {
        return List.of();
    }
}
