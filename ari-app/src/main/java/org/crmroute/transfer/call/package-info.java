/** Calls that are going on: values, and how they follow from what Asterisk tells. Knows nothing else of ours. */
@NullMarked
package org.crmroute.transfer.call;

import org.jspecify.annotations.NullMarked;
