/// What callers may do: policies evaluated for the sessions of roles, and what they let pass.
@NullMarked
package io.sessionvault.local.aws.access;

import org.jspecify.annotations.NullMarked;
