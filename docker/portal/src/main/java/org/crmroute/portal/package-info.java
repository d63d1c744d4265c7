/**
 * A made-up Bitrix24 portal: its data, and a server that answers as Bitrix24 does. For tests, benchmarks and the demo
 * only.
 */
@NullMarked
package org.crmroute.portal;

import org.jspecify.annotations.NullMarked;
