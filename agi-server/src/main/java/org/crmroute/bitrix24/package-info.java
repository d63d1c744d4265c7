/** A client of Bitrix24's REST interface. Knows nothing of the mirror, of calls or of scenarios. */
@NullMarked
package org.crmroute.bitrix24;

import org.jspecify.annotations.NullMarked;
