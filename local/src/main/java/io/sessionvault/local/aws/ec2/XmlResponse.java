package io.sessionvault.local.aws.ec2;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkResponse;

/// An answer of EC2 in the elements in which it is sent.
public final class XmlResponse extends SdkResponse {
    private final String xml;

    /// @param xml the elements in the outermost one
    public XmlResponse(String xml) {
        super(new Nothing());
        this.xml = xml;
    }

    /// The elements in the outermost one.
    public String xml() {
        return xml;
    }

    @Override
    public Builder toBuilder() {
        throw new UnsupportedOperationException("an answer is as it goes");
    }

    @Override
    public List<SdkField<?>> sdkFields() {
        return List.of();
    }

    /// The superclass asks for a builder.
    private static final class Nothing extends BuilderImpl {
        @Override
        public SdkResponse build() {
            throw new UnsupportedOperationException("an answer is as it goes");
        }
    }
}
