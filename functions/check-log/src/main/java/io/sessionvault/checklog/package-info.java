/// The function that gives every log that arrives its verdict.
@NullMarked
package io.sessionvault.checklog;

import org.jspecify.annotations.NullMarked;
