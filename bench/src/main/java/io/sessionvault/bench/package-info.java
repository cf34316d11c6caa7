/// Measures what the packaged functions take, from outside, beside others that do the same work.
@NullMarked
package io.sessionvault.bench;

import org.jspecify.annotations.NullMarked;
