@NullMarked
package io.sessionvault.checkstoredlogs;

import org.jspecify.annotations.NullMarked;
