/// The reconciler's pure half: desired and observed account, the plan between them, and the
/// outcomes of its changes.
@NullMarked
package io.sessionvault.reconcile;

import org.jspecify.annotations.NullMarked;
