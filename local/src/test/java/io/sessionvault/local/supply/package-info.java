/// What is shipped: of which parts, under which licences.
@NullMarked
package io.sessionvault.local.supply;

import org.jspecify.annotations.NullMarked;
