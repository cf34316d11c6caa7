/// Runs the state machine of a compliance run: an interpreter for the parts of the Amazon States
/// Language that `stacks/compliance.asl.json` uses, and for no others.
@NullMarked
package io.sessionvault.local.statemachine;

import org.jspecify.annotations.NullMarked;
