/// What a function is invoked with: a batch from a queue, or one event as AWS sends it.
@NullMarked
package io.sessionvault.event;

import org.jspecify.annotations.NullMarked;
