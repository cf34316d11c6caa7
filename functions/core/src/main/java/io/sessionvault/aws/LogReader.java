package io.sessionvault.aws;

import io.sessionvault.account.AccountId;
import io.sessionvault.account.RegionName;
import io.sessionvault.log.Arrival;
import io.sessionvault.log.Earlier;
import io.sessionvault.log.KeyHistory;
import io.sessionvault.log.LogObject;
import io.sessionvault.log.ObjectState;
import io.sessionvault.reconcile.ErrorKind;
import io.sessionvault.reconcile.ServiceError;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Reads what the vault's bucket knows about an object, never its content.
///
/// Source: S3 API reference, `HeadObject` and `ListObjectVersions`.
public final class LogReader {
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final SignedCalls s3;
    private final BucketOwner owner;
    private final S3Address address;

    /// @param s3 calls of S3 in the bucket's Region
    /// @param owner the account that has to own the bucket
    /// @param region the bucket's Region
    /// @param emulator where an emulator answers in place of AWS
    public LogReader(SignedCalls s3, AccountId owner, RegionName region, Optional<URI> emulator) {
        this.s3 = s3;
        this.owner = new BucketOwner(owner);
        this.address = new S3Address(this.owner, region, emulator);
    }

    /// Reads the very version that arrived, so that a later one cannot hide it. What stood in the
    /// way is part of the answer, never an exception. Where the bucket keeps versions and the event
    /// names none, the newest may be another than the one that arrived.
    ///
    /// @param arrival which object, and when it arrived
    /// @param lookForEarlier whether to ask for earlier versions of the same key
    public ObjectState read(Arrival arrival, boolean lookForEarlier) {
        LogObject object = arrival.object();
        try {
            SignedCalls.Answer head = head(object);
            if (object.versionId().isPresent()) {
                return stored(head, lookForEarlier ? earlier(arrival, head) : Earlier.NOTHING);
            }
            return head.header("x-amz-version-id").isEmpty()
                    ? stored(head, Earlier.NOTHING)
                    : new ObjectState.Unknown(
                            "the event does not say which version of the object arrived", false);
        } catch (AwsServiceException answer) {
            boolean gone =
                    answer.statusCode() == NOT_FOUND || answer.statusCode() == METHOD_NOT_ALLOWED;
            return gone && isDeleteMarker(answer)
                    ? new ObjectState.Deleted()
                    : unknown(object, answer);
        } catch (SdkException noAnswer) {
            return unknown(object, noAnswer);
        }
    }

    /// Reads a version that a listing showed a moment ago. What stood in the way is part of the
    /// answer, never an exception.
    ///
    /// @param object which version
    /// @param earlier what the listing shows of the time before it
    public ObjectState readListed(LogObject object, Earlier earlier) {
        try {
            return stored(head(object), earlier);
        } catch (AwsServiceException answer) {
            return answer.statusCode() == NOT_FOUND
                    ? new ObjectState.Vanished()
                    : unknown(object, answer);
        } catch (SdkException noAnswer) {
            return unknown(object, noAnswer);
        }
    }

    private SignedCalls.Answer head(LogObject object) {
        // No checksum mode: with it S3 would ask for kms:Decrypt, which the checker must not have.
        SdkHttpRequest.Builder request =
                address.request(SdkHttpMethod.HEAD, object.bucket(), object.key());
        object.versionId().ifPresent(version -> request.putRawQueryParameter("versionId", version));
        return s3.send(request.build(), "");
    }

    private static ObjectState.Stored stored(SignedCalls.Answer head, Earlier earlier) {
        return new ObjectState.Stored(
                size(head),
                head.header("x-amz-server-side-encryption").orElse("none"),
                head.header("x-amz-server-side-encryption-aws-kms-key-id"),
                earlier);
    }

    private static long size(SignedCalls.Answer head) {
        return head.header("Content-Length").map(Long::parseLong).orElse(0L);
    }

    /// Of more than two earlier versions the newest two are looked at: each of the others is what
    /// came before one of these, and was judged when that one arrived.
    private Earlier earlier(Arrival arrival, SignedCalls.Answer head) {
        LogObject object = arrival.object();
        String version = object.versionId().orElseThrow();
        boolean inParts = KeyHistory.Version.isOfParts(head.header("ETag").orElse(""));
        // Keys may hold what XML cannot, so they come encoded.
        SdkHttpRequest.Builder request =
                address.request(SdkHttpMethod.GET, object.bucket(), "")
                        .putRawQueryParameter("versions", "")
                        .putRawQueryParameter("encoding-type", "url")
                        .putRawQueryParameter("prefix", object.key());
        if (inParts) {
            // It may stand where its upload began, behind what it has replaced: so whatever else
            // the key has came before it.
            request.putRawQueryParameter("max-keys", "3");
        } else {
            // Versions of a key are listed newest first, so the entry after this one is the version
            // that it replaced.
            request.putRawQueryParameter("key-marker", object.key())
                    .putRawQueryParameter("version-id-marker", version)
                    .putRawQueryParameter("max-keys", "2");
        }
        List<KeyHistory.Entry> before =
                versions(s3.send(request.build(), "").body()).stream()
                        .filter(entry -> object.key().equals(entry.key()))
                        .map(Listed::entry)
                        .filter(entry -> !version.equals(entry.versionId()))
                        .toList();
        return Earlier.onArrival(
                new KeyHistory.Version(
                        version, arrival.at().orElse(Instant.MAX), size(head), inParts),
                arrival.at(),
                before);
    }

    /// A version or delete marker as a listing shows it.
    private record Listed(String key, KeyHistory.Entry entry) {}

    private static List<Listed> versions(String listing) {
        // S3 calls it ListVersionsResult; emulators name it after the operation.
        String root = FlatXml.root(listing);
        if (!root.startsWith("List") || !root.contains("Versions")) {
            throw SdkClientException.create("S3 answered something else than a list of versions");
        }
        // Nearly every log is the first of its name, and to see that takes no XML parser: whatever
        // a listing holds of foreign text is escaped.
        if (listing.stripTrailing().endsWith("</" + root + ">")
                && !listing.contains("<Version>")
                && !listing.contains("<DeleteMarker>")) {
            return List.of();
        }
        try {
            // A store in S3's place may leave keys as they are although it was asked to encode
            // them: what the answer says counts.
            boolean isEncoded = FlatXml.text(listing, root, "EncodingType").equals("url");
            return FlatXml.elements(listing, root, "Version", "DeleteMarker").stream()
                    .map(entry -> listed(entry, isEncoded))
                    .toList();
        } catch (XMLStreamException | IllegalArgumentException malformed) {
            throw SdkClientException.create(
                    "the list of earlier versions cannot be read", malformed);
        }
    }

    private static Listed listed(Map<String, String> entry, boolean isEncoded) {
        String key = entry.getOrDefault("Key", "");
        return new Listed(
                isEncoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key, entry(entry));
    }

    /// Only a version has a size.
    private static KeyHistory.Entry entry(Map<String, String> entry) {
        String version = entry.getOrDefault("VersionId", "");
        try {
            Instant time = Instant.parse(entry.getOrDefault("LastModified", ""));
            return entry.containsKey("Size")
                    ? new KeyHistory.Version(
                            version,
                            time,
                            Long.parseLong(entry.getOrDefault("Size", "")),
                            KeyHistory.Version.isOfParts(entry.getOrDefault("ETag", "")))
                    : new KeyHistory.DeleteMarker(version, time);
        } catch (DateTimeParseException | NumberFormatException malformed) {
            return new KeyHistory.DeleteMarker(version, Instant.MIN);
        }
    }

    private static boolean isDeleteMarker(AwsServiceException answer) {
        return answer.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-delete-marker")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    private ObjectState.Unknown unknown(LogObject object, SdkException failure) {
        int status = failure instanceof AwsServiceException answer ? answer.statusCode() : 0;
        String meaning =
                switch (status) {
                    case 400 -> "an object under a customer's own key (SSE-C) answers like this";
                    case 403 ->
                            "the checker may not read it, or it does not exist, and "
                                    + owner.condition(object.bucket());
                    case NOT_FOUND -> "the version is gone and no delete marker explains it";
                    default -> "it may answer later";
                };
        ServiceError error = ServiceErrors.of(failure);
        return new ObjectState.Unknown(
                "S3 could not describe the object: " + meaning + "; " + error,
                error.kind() == ErrorKind.TRANSIENT);
    }
}
