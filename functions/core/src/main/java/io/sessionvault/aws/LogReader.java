package io.sessionvault.aws;

import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Reads what the vault's bucket knows about an object, never its content.
///
/// Source: S3 API reference, `HeadObject` and `ListObjectVersions`.
public final class LogReader {
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final S3Client s3;

    /// @param s3 a client in the bucket's Region
    public LogReader(S3Client s3) {
        this.s3 = s3;
    }

    /// Reads the very version that arrived, so that a later one cannot hide it. What stood in the
    /// way is part of the answer, never an exception. Of an object without a version it can only be
    /// told that it was deleted: in the vault's bucket every object has one, and the newest may be
    /// another than the one that arrived.
    ///
    /// @param object which object
    /// @param lookForEarlier whether to ask for earlier versions of the same key
    public ObjectState read(LogObject object, boolean lookForEarlier) {
        try {
            HeadObjectResponse head = head(object);
            return object.versionId().isEmpty()
                    ? new ObjectState.Unknown(
                            "the event does not say which version of the object arrived")
                    : stored(head, lookForEarlier && hasEarlierVersions(object));
        } catch (S3Exception answer) {
            boolean gone =
                    answer.statusCode() == NOT_FOUND || answer.statusCode() == METHOD_NOT_ALLOWED;
            return gone && isDeleteMarker(answer) ? new ObjectState.Deleted() : unknown(answer);
        } catch (SdkException noAnswer) {
            return unknown(noAnswer);
        }
    }

    /// Reads a version that a listing showed a moment ago. What stood in the way is part of the
    /// answer, never an exception.
    ///
    /// @param object which version
    /// @param earlierVersions whether the listing shows earlier versions of the same key
    public ObjectState readListed(LogObject object, boolean earlierVersions) {
        try {
            return stored(head(object), earlierVersions);
        } catch (S3Exception answer) {
            return answer.statusCode() == NOT_FOUND ? new ObjectState.Vanished() : unknown(answer);
        } catch (SdkException noAnswer) {
            return unknown(noAnswer);
        }
    }

    private HeadObjectResponse head(LogObject object) {
        // No checksum mode: with it S3 would ask for kms:Decrypt, which the checker must not have.
        return s3.headObject(ask -> {
            ask.bucket(object.bucket()).key(object.key());
            object.versionId().ifPresent(ask::versionId);
        });
    }

    private static ObjectState.Stored stored(HeadObjectResponse head, boolean earlierVersions) {
        return new ObjectState.Stored(
                Objects.requireNonNullElse(head.contentLength(), 0L),
                Objects.requireNonNullElse(head.serverSideEncryptionAsString(), "none"),
                Optional.ofNullable(head.ssekmsKeyId()),
                earlierVersions);
    }

    private boolean hasEarlierVersions(LogObject object) {
        String version = object.versionId().orElseThrow();
        // Versions of a key are listed newest first, so the entry after this one is the version
        // that it replaced. Keys come percent-encoded: XML cannot hold every character of a key,
        // and
        // an answer that cannot be read would hide what else is wrong with the object.
        ListObjectVersionsResponse following =
                s3.listObjectVersions(ask ->
                        ask.bucket(object.bucket())
                                .prefix(object.key())
                                .keyMarker(object.key())
                                .versionIdMarker(version)
                                .encodingType(EncodingType.URL)
                                .maxKeys(2));
        return Stream.concat(
                        following.versions().stream()
                                .filter(entry -> object.key().equals(entry.key()))
                                .map(ObjectVersion::versionId),
                        following.deleteMarkers().stream()
                                .filter(entry -> object.key().equals(entry.key()))
                                .map(DeleteMarkerEntry::versionId))
                .anyMatch(other -> !version.equals(other));
    }

    private static boolean isDeleteMarker(S3Exception answer) {
        return answer.awsErrorDetails() != null
                && answer.awsErrorDetails().sdkHttpResponse() != null
                && answer.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("x-amz-delete-marker")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
    }

    private static ObjectState.Unknown unknown(SdkException failure) {
        int status = failure instanceof S3Exception answer ? answer.statusCode() : 0;
        String meaning =
                switch (status) {
                    case 400 -> "an object under a customer's own key (SSE-C) answers like this";
                    case 403 -> "the checker may not read it, or it does not exist";
                    case NOT_FOUND -> "the version is gone and no delete marker explains it";
                    default -> "it may answer later";
                };
        return new ObjectState.Unknown(
                "S3 could not describe the object: " + meaning + "; " + ServiceErrors.of(failure));
    }
}
