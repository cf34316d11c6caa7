/// The check of a log as people write it who use nothing but defaults.
@NullMarked
package io.sessionvault.bench.plain;

import org.jspecify.annotations.NullMarked;
