/// The only code that calls AWS.
@NullMarked
package io.sessionvault.aws;

import org.jspecify.annotations.NullMarked;
