/// One run's report: what all of its parts found, compared with the run before.
@NullMarked
package io.sessionvault.report;

import org.jspecify.annotations.NullMarked;
