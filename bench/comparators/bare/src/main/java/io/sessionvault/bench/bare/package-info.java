/// Lambdas that do the least there is to do: the floor under what a check can cost.
@NullMarked
package io.sessionvault.bench.bare;

import org.jspecify.annotations.NullMarked;
