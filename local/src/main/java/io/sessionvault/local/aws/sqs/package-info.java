/// Amazon SQS: standard queues with visibility timeouts and dead-letter queues.
@NullMarked
package io.sessionvault.local.aws.sqs;

import org.jspecify.annotations.NullMarked;
