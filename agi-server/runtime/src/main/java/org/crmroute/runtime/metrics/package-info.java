/** Numbers about the running program, for Prometheus. */
@NullMarked
package org.crmroute.runtime.metrics;

import org.jspecify.annotations.NullMarked;
