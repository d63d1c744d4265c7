/**
 * What a transfer is, and the pure machine that decides what happens next. Knows no clock, no network and nothing else
 * of ours.
 */
@NullMarked
package org.crmroute.transfer.transfer;

import org.jspecify.annotations.NullMarked;
