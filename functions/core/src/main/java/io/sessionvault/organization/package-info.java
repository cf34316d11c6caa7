/// What the organization says about its accounts: its tree and the policies that are attached there.
@NullMarked
package io.sessionvault.organization;

import org.jspecify.annotations.NullMarked;
