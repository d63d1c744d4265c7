/**
 * The SQLite file: the mirror of the CRM, scenarios, and the decision log. Implements the ports of the packages that
 * own them; reading never waits for writing.
 */
@NullMarked
package org.crmroute.store;

import org.jspecify.annotations.NullMarked;
