/// AWS Security Hub: the findings that are imported into it.
@NullMarked
package io.sessionvault.local.aws.securityhub;

import org.jspecify.annotations.NullMarked;
