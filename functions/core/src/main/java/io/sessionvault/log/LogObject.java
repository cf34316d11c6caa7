package io.sessionvault.log;

import java.util.Optional;

/// One version of an object that is to be judged.
///
/// @param bucket the bucket's name
/// @param key the object's key, verbatim
/// @param versionId the version; empty in a bucket without versions
/// @param uploader who put it there
public record LogObject(String bucket, String key, Optional<String> versionId, Uploader uploader) {}
