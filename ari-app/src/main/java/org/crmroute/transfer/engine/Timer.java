package org.crmroute.transfer.engine;

import java.time.Duration;

/** Does something later. What is done must return at once. */
@FunctionalInterface
interface Timer {

    /** Does the task when the time is up, unless what is returned was run before. */
    Runnable after(Duration time, Runnable task);
}
