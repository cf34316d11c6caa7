/// Carries events to queues by rules and messages from queues to functions, as EventBridge and Lambda do.
@NullMarked
package io.sessionvault.local.eventing;

import org.jspecify.annotations.NullMarked;
