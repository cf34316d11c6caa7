/// Reads `template.yaml` the way CloudFormation and SAM would, so that what runs and is tested here is what deploys.
@NullMarked
package io.sessionvault.local.template;

import org.jspecify.annotations.NullMarked;
