/// What people are told to type: the commands of the pages and of the rules' remedies.
@NullMarked
package io.sessionvault.local.commands;

import org.jspecify.annotations.NullMarked;
