package org.crmroute.bitrix24;

import java.time.Duration;
import java.time.Instant;

/**
 * What the portal says about the time of an answer ({@code time}).
 *
 * @param begin the portal's clock when it began to answer; whole seconds
 * @param took how long it worked
 */
public record ServerTime(Instant begin, Duration took) {}
