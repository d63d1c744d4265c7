/** An incoming call and the numbers in it; values only. */
@NullMarked
package org.crmroute.call;

import org.jspecify.annotations.NullMarked;
