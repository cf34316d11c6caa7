/// The function that gives a batch of stored logs its verdicts.
@NullMarked
package io.sessionvault.checkstoredlogs;

import org.jspecify.annotations.NullMarked;
