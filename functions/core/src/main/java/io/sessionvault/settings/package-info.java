/// A function's settings, read once from its environment.
@NullMarked
package io.sessionvault.settings;

import org.jspecify.annotations.NullMarked;
