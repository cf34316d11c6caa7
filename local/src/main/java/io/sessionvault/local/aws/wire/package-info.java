/// The protocols AWS services speak over HTTP, driven by the shape metadata inside the SDK's own classes.
@NullMarked
package io.sessionvault.local.aws.wire;

import org.jspecify.annotations.NullMarked;
