/// What the functions of a compliance run hand on to each other: values that travel as JSON.
@NullMarked
package io.sessionvault.compliance;

import org.jspecify.annotations.NullMarked;
