/// AWS IAM: roles, policies, instance profiles, and the simulation of a role's rights.
@NullMarked
package io.sessionvault.local.aws.iam;

import org.jspecify.annotations.NullMarked;
