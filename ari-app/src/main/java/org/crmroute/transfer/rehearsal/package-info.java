/** A stand-in for Asterisk within the process, for a transfer that is rehearsed. Knows nothing of ours. */
@NullMarked
package org.crmroute.transfer.rehearsal;

import org.jspecify.annotations.NullMarked;
