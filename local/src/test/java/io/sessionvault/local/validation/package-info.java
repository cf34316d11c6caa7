/// What other people's rules say about the templates.
@NullMarked
package io.sessionvault.local.validation;

import org.jspecify.annotations.NullMarked;
