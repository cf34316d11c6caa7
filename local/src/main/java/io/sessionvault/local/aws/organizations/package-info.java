/// AWS Organizations: the organization, its accounts, and the events of their lives.
@NullMarked
package io.sessionvault.local.aws.organizations;

import org.jspecify.annotations.NullMarked;
