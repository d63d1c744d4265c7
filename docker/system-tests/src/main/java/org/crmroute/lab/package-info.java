/**
 * A telephone exchange on the loopback network: Asterisk in Docker, SIP phones and customers played by SIPp, and the
 * router as it is shipped. The system tests and the demo are built of it.
 */
@NullMarked
package org.crmroute.lab;

import org.jspecify.annotations.NullMarked;
