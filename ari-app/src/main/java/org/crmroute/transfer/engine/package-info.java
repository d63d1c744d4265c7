/** Transfers as they run: one mailbox each, saved before acted, reconciled after every silence; and the ports they need. */
@NullMarked
package org.crmroute.transfer.engine;

import org.jspecify.annotations.NullMarked;
