@NullMarked
package io.sessionvault.checklog;

import org.jspecify.annotations.NullMarked;
