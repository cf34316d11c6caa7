/// AWS KMS: keys, aliases, key policies and rotation. Nothing is encrypted here.
@NullMarked
package io.sessionvault.local.aws.kms;

import org.jspecify.annotations.NullMarked;
