/// What functions and tests may not write: secrets, and what was said in sessions.
@NullMarked
package io.sessionvault.local.output;

import org.jspecify.annotations.NullMarked;
