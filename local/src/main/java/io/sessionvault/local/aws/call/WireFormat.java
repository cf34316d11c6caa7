package io.sessionvault.local.aws.call;

/// The protocol that a service speaks.
public enum WireFormat {
    /// JSON with the operation in the header `X-Amz-Target`, version 1.0.
    JSON_1_0,
    /// JSON with the operation in the header `X-Amz-Target`, version 1.1.
    JSON_1_1,
    /// A form with the operation in the field `Action`; answers are XML.
    QUERY,
    /// The same with answers and refusals as EC2 alone writes them.
    EC2_QUERY,
    /// Method, path and query name the operation; bodies are JSON.
    REST_JSON,
    /// Method, path and query name the operation; bodies are XML.
    REST_XML
}
