/// Amazon CloudWatch: metrics of functions, and their statistics.
@NullMarked
package io.sessionvault.local.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
