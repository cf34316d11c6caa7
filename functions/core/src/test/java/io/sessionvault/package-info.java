/// What the tests of the core share, and the rules of the house.
@NullMarked
package io.sessionvault;

import org.jspecify.annotations.NullMarked;
