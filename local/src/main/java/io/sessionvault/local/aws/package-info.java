/// A stand-in for AWS: one organization in memory, served over HTTP to any SDK or command line.
@NullMarked
package io.sessionvault.local.aws;

import org.jspecify.annotations.NullMarked;
