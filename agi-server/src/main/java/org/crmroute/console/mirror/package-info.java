/** The pages about the mirror: how it follows the portal, the integration's switch, and what it holds of a record. */
@NullMarked
package org.crmroute.console.mirror;

import org.jspecify.annotations.NullMarked;
