package io.sessionvault.local.aws.call;

/// One AWS service as the stand-in offers it.
///
/// @param signingName the name in the credential scope of a signature, e.g. `ssm`
/// @param format the protocol it speaks
/// @param client the SDK's client interface, beside whose package its request and response shapes live
/// @param operations what is implemented
public record Service(
        String signingName, WireFormat format, Class<?> client, Operations operations) {

    /// The SDK's request class of an operation.
    ///
    /// @param operation the operation's name as AWS writes it, e.g. `GetDocument`
    /// @throws AwsError 501 when the SDK knows no such operation
    public Class<?> requestClass(String operation) {
        return model(operation, "Request");
    }

    /// The SDK's response class of an operation.
    ///
    /// @throws AwsError 501 when the SDK knows no such operation
    public Class<?> responseClass(String operation) {
        return model(operation, "Response");
    }

    private Class<?> model(String operation, String suffix) {
        String name = client.getPackageName() + ".model." + operation + suffix;
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException | LinkageError unknown) {
            throw AwsError.notImplemented(signingName + ":" + operation);
        }
    }
}
