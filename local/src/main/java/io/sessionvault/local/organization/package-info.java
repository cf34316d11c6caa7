/// An organization with a session vault in it, set up through the AWS API on whatever endpoint
/// answers it.
@NullMarked
package io.sessionvault.local.organization;

import org.jspecify.annotations.NullMarked;
