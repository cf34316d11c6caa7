/// The report's page, as a person sees it in a browser.
@NullMarked
package io.sessionvault.local.report;

import org.jspecify.annotations.NullMarked;
