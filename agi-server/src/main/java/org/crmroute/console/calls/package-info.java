/** Where calls went and why: the log, live and as a file, and the overview. */
@NullMarked
package org.crmroute.console.calls;

import org.jspecify.annotations.NullMarked;
