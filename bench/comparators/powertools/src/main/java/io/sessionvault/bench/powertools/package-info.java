/// The check of a log as people write it who use nothing but defaults and Powertools.
@NullMarked
package io.sessionvault.bench.powertools;

import org.jspecify.annotations.NullMarked;
