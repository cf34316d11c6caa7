/// The Session Manager preferences document and how the vault's settings are merged into it.
@NullMarked
package io.sessionvault.preferences;

import org.jspecify.annotations.NullMarked;
