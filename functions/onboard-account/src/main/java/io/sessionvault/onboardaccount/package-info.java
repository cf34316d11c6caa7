/// The function that configures an account's session logging when the account appears.
@NullMarked
package io.sessionvault.onboardaccount;

import org.jspecify.annotations.NullMarked;
