/** The API: calls that are going on, transfers, and what changes about them. */
@NullMarked
package org.crmroute.transfer.http;

import org.jspecify.annotations.NullMarked;
