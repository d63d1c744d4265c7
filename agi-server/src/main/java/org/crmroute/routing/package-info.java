/** The one use case: a call comes in, a decision goes out. */
@NullMarked
package org.crmroute.routing;

import org.jspecify.annotations.NullMarked;
