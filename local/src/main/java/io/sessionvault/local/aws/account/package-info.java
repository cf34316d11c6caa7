/// AWS Account Management: which Regions each account may use.
@NullMarked
package io.sessionvault.local.aws.account;

import org.jspecify.annotations.NullMarked;
