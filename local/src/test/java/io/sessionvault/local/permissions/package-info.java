/// The evaluator of permissions against a foreign one.
@NullMarked
package io.sessionvault.local.permissions;

import org.jspecify.annotations.NullMarked;
