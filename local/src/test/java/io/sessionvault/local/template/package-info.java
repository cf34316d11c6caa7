/// Tests of the reader, and of `template.yaml` and its neighbours by means of it.
@NullMarked
package io.sessionvault.local.template;

import org.jspecify.annotations.NullMarked;
