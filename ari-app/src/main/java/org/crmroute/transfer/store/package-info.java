/** Transfers in a SQLite file of their own. */
@NullMarked
package org.crmroute.transfer.store;

import org.jspecify.annotations.NullMarked;
