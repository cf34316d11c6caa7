@NullMarked
package io.sessionvault.onboardaccount;

import org.jspecify.annotations.NullMarked;
