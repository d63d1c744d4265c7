/** Fills the mirror from the CRM. Bitrix24's words are translated here, and nowhere behind it. */
@NullMarked
package org.crmroute.sync;

import org.jspecify.annotations.NullMarked;
