/// The judgement of one account: what its plan, its Session documents, its sessions and their logs
/// say about the rules.
@NullMarked
package io.sessionvault.sweep;

import org.jspecify.annotations.NullMarked;
