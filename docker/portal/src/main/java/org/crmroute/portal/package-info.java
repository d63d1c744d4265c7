/** A made-up Bitrix24 portal: for now its data. For tests, benchmarks and the demo only. */
@NullMarked
package org.crmroute.portal;

import org.jspecify.annotations.NullMarked;
