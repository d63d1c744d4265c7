/** Benchmarks of the router; see the script {@code run} of this module. */
@NullMarked
package org.crmroute.bench;

import org.jspecify.annotations.NullMarked;
