/// The judge: from the facts about one stored log to a verdict.
@NullMarked
package io.sessionvault.log;

import org.jspecify.annotations.NullMarked;
