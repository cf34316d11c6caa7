/// The end of a compliance run: its report is written and told of.
@NullMarked
package io.sessionvault.writereport;

import org.jspecify.annotations.NullMarked;
