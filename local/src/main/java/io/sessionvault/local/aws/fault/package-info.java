/// What can go wrong on purpose, switched on and off while the stand-in runs, and the log of every call.
@NullMarked
package io.sessionvault.local.aws.fault;

import org.jspecify.annotations.NullMarked;
