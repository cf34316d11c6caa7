/// What functions make of events that are not what they should be.
@NullMarked
package io.sessionvault.local.mutation;

import org.jspecify.annotations.NullMarked;
