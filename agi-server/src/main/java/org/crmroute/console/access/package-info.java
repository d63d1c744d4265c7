/** Who may see and change what in the console. */
@NullMarked
package org.crmroute.console.access;

import org.jspecify.annotations.NullMarked;
