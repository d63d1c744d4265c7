package org.crmroute.transfer.ami;

import java.time.Duration;
import org.crmroute.runtime.settings.Secret;

/**
 * Where Asterisk's AMI is.
 *
 * @param user of {@code manager.conf}; needs {@code write = call,system} and {@code read = system} at least
 * @param within how long one answer may take
 */
public record AmiSettings(String host, int port, String user, Secret password, Duration within) {}
