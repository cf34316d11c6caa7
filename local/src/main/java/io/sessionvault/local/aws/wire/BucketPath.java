package io.sessionvault.local.aws.wire;

import io.sessionvault.local.aws.call.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an S3 request puts the bucket: in the host name or at the head of the path.
///
/// With the bucket in the host name, a key of one leading slash and no other never arrives: the server takes the
/// request's target for a host without a path, and answers 404.
///
/// @param bucket the bucket's name; empty when the request names none
/// @param rest the path below the bucket: empty, or a slash and the key as sent
record BucketPath(String bucket, String rest) {
    private static final Pattern VIRTUAL_HOST =
            Pattern.compile(
                    "(?<bucket>.+)\\.(localhost|127\\.0\\.0\\.1|s3([.-][a-z0-9-]+)?\\.amazonaws\\.com)(:[0-9]+)?");

    static BucketPath of(HttpRequest request) {
        Matcher host = VIRTUAL_HOST.matcher(request.header("Host").orElse(""));
        if (host.matches()) {
            return new BucketPath(host.group("bucket"), request.path());
        }
        String path = request.path();
        int slash = path.indexOf('/', 1);
        String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
        return new BucketPath(bucket, slash < 0 ? "" : path.substring(slash));
    }
}
