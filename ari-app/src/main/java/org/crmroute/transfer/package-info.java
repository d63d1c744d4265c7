/** The program: its parts and how they are put together. */
@NullMarked
package org.crmroute.transfer;

import org.jspecify.annotations.NullMarked;
