/// Lambda: a compliance run begins, its accounts are listed.
@NullMarked
package io.sessionvault.listaccounts;

import org.jspecify.annotations.NullMarked;
