/// Runs packaged functions in JVMs of their own under AWS's runtime interface client.
@NullMarked
package io.sessionvault.local.lambda;

import org.jspecify.annotations.NullMarked;
