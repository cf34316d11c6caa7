/// What nobody could verify about AWS, as switches that play either answer.
@NullMarked
package io.sessionvault.local.aws.belief;

import org.jspecify.annotations.NullMarked;
