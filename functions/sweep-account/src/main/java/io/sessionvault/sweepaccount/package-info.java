/// Lambda: an account is looked at or repaired, and its sessions are matched with their logs.
@NullMarked
package io.sessionvault.sweepaccount;

import org.jspecify.annotations.NullMarked;
