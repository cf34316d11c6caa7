/// Tests of the interpreter and of the definition that it runs.
@NullMarked
package io.sessionvault.local.statemachine;

import org.jspecify.annotations.NullMarked;
