/** The console in a real browser. */
@NullMarked
package org.crmroute.lab.console;

import org.jspecify.annotations.NullMarked;
