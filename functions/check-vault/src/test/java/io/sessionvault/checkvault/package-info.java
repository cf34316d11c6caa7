@NullMarked
package io.sessionvault.checkvault;

import org.jspecify.annotations.NullMarked;
