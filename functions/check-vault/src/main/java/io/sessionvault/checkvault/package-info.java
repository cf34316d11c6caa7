/// The function that looks at the vault itself.
@NullMarked
package io.sessionvault.checkvault;

import org.jspecify.annotations.NullMarked;
