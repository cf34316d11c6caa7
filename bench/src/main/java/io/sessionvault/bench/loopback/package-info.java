/// An AWS that answers at once and always the same, so that its own cost does not hide the callers'.
@NullMarked
package io.sessionvault.bench.loopback;

import org.jspecify.annotations.NullMarked;
