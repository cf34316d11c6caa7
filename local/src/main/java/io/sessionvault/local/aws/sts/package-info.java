/// AWS STS: access keys, the principals behind them, and assumed roles.
@NullMarked
package io.sessionvault.local.aws.sts;

import org.jspecify.annotations.NullMarked;
