/// The vault as configured: its account, bucket, keys and prefix pattern.
@NullMarked
package io.sessionvault.vault;

import org.jspecify.annotations.NullMarked;
