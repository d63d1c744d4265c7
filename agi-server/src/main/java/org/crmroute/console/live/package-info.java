/** Calls that are going on, and handing them on: what ari-app knows and does, asked for over HTTP alone. */
@NullMarked
package org.crmroute.console.live;

import org.jspecify.annotations.NullMarked;
