/// What goes wrong around the functions, and what has to come of it all the same.
@NullMarked
package io.sessionvault.local.faults;

import org.jspecify.annotations.NullMarked;
