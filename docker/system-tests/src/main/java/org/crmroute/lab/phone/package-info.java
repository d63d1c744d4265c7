/**
 * SIP phones that send and check audio. Each says one pure tone into its calls and tells, for every 20 ms that it receives, which
 * tones it hears: so a test knows who hears whom, and how long somebody heard nothing.
 *
 * <p>{@link Wires} carries all phones of a JVM on two threads; {@link SipPhone} is a device with its owner's {@link Habit};
 * {@link Call} is one call on it; {@link Ear} is what it heard.
 *
 * <p>The SIP stack is our own on purpose. The one Java stack that is published (jain-sip-ri 1.3.0-91, of 2017) brings log4j 1.2 and
 * threads for every stack, and hides what these phones are for: to stay silent, to answer late, to repeat, to break off. Here the
 * only peer is one Asterisk over loopback UDP, so what is needed of RFC 3261 is small: retransmission both ways, dialogs without
 * route sets, offer and answer with one audio stream. REFER (RFC 3515), Replaces (RFC 3891) and UPDATE (RFC 3311) come on top.
 * Not there: TCP, TLS, registration, authentication, forking, reliable provisional responses.
 */
@NullMarked
package org.crmroute.lab.phone;

import org.jspecify.annotations.NullMarked;
