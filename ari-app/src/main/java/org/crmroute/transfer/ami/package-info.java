/** Asterisk by AMI, for the two things ARI cannot do: move calls out of Dial() and Queue(), and look into the dialplan. */
@NullMarked
package org.crmroute.transfer.ami;

import org.jspecify.annotations.NullMarked;
