/// The guided run: the product's main job on a laptop, step by step.
@NullMarked
package io.sessionvault.local;

import org.jspecify.annotations.NullMarked;
