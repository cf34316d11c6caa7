/// The resource policies of the vault: what template.yaml deploys, and what differs from it.
@NullMarked
package io.sessionvault.policy;

import org.jspecify.annotations.NullMarked;
