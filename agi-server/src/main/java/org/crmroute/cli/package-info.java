/** The command line. Commands know ports; what stands behind them is given by Main. */
@NullMarked
package org.crmroute.cli;

import org.jspecify.annotations.NullMarked;
