/** What scenarios speak of and the CRM no longer has. */
@NullMarked
package org.crmroute.console.warnings;

import org.jspecify.annotations.NullMarked;
