/** Calls that nobody makes: a number tested, and logged calls once more before something is published. */
@NullMarked
package org.crmroute.console.trial;

import org.jspecify.annotations.NullMarked;
