/// One call to the stand-in: who makes it, what it asks, and how an operation answers or refuses.
@NullMarked
package io.sessionvault.local.aws.call;

import org.jspecify.annotations.NullMarked;
