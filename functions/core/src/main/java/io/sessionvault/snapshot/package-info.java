/// What happens around the snapshot that Lambda takes of an initialised function.
@NullMarked
package io.sessionvault.snapshot;

import org.jspecify.annotations.NullMarked;
