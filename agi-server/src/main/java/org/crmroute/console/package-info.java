/** What people and monitors look at over HTTP. */
@NullMarked
package org.crmroute.console;

import org.jspecify.annotations.NullMarked;
