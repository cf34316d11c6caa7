/// Amazon S3: buckets, versioned objects, multipart uploads, and the events of arriving objects.
@NullMarked
package io.sessionvault.local.aws.s3;

import org.jspecify.annotations.NullMarked;
