/// Accounts, Regions and the ids that name them.
@NullMarked
package io.sessionvault.account;

import org.jspecify.annotations.NullMarked;
