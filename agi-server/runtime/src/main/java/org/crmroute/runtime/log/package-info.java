/** Logging set up in code: no XML to find and parse at start, and nothing hostile gets into a line. */
@NullMarked
package org.crmroute.runtime.log;

import org.jspecify.annotations.NullMarked;
