/// Amazon SNS: topics, and the messages published to them.
@NullMarked
package io.sessionvault.local.aws.sns;

import org.jspecify.annotations.NullMarked;
