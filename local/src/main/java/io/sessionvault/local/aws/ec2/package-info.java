/// The part of EC2 that tells of the networks around instances.
@NullMarked
package io.sessionvault.local.aws.ec2;

import org.jspecify.annotations.NullMarked;
