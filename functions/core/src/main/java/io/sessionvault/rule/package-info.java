/// The catalogue of rules in which verdicts, findings and alarms speak.
@NullMarked
package io.sessionvault.rule;

import org.jspecify.annotations.NullMarked;
