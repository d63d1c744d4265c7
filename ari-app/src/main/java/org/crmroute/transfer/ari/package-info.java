/**
 * Asterisk by ARI: requests through ari4java over our own transport, and events read by us from raw JSON, in order and
 * with everything that a newer Asterisk adds.
 */
@NullMarked
package org.crmroute.transfer.ari;

import org.jspecify.annotations.NullMarked;
