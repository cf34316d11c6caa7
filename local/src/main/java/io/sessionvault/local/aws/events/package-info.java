/// EventBridge: the envelope of every event, and PutEvents.
@NullMarked
package io.sessionvault.local.aws.events;

import org.jspecify.annotations.NullMarked;
