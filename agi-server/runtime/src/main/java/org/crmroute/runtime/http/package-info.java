/** The HTTP server both programs stand on: loopback by default, closed headers, errors as RFC 9457 problem details. */
@NullMarked
package org.crmroute.runtime.http;

import org.jspecify.annotations.NullMarked;
