/// What the report's page shows, made ready for its templates, which only write it down.
@NullMarked
package io.sessionvault.writereport.page;

import org.jspecify.annotations.NullMarked;
