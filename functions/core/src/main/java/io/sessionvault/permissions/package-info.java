/// What a principal may do on a resource, as IAM evaluates policy documents.
///
/// Documents come as parsed JSON and are read once, see [Policy]. The answer to a question has
/// three values: allowed, denied, and what cannot be told from what is known, see [Answer].
@NullMarked
package io.sessionvault.permissions;

import org.jspecify.annotations.NullMarked;
