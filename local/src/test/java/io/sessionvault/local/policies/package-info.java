/// Proves what the deployed policies allow and deny: a table of requests, each with the answer it
/// must get, and the proof that no statement could be dropped without a row noticing.
@NullMarked
package io.sessionvault.local.policies;

import org.jspecify.annotations.NullMarked;
