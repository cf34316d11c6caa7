/// Whether sessions still open after a switch, and what is taken back where they do not.
@NullMarked
package io.sessionvault.watch;

import org.jspecify.annotations.NullMarked;
