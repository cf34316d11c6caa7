/// AWS Systems Manager: documents with their versions, and service settings.
@NullMarked
package io.sessionvault.local.aws.ssm;

import org.jspecify.annotations.NullMarked;
