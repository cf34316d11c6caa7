/// The language of policies: documents, statements, conditions, and what they decide.
@NullMarked
package io.sessionvault.local.aws.policy;

import org.jspecify.annotations.NullMarked;
