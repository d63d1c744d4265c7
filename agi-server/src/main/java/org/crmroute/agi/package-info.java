/**
 * FastAGI: Asterisk asks over a socket, the router decides, channel variables are the answer. One session is one
 * question; it is bounded in time, lines and bytes, for Asterisk itself waits without limit.
 */
@NullMarked
package org.crmroute.agi;

import org.jspecify.annotations.NullMarked;
