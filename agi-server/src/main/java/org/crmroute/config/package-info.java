/** The whole configuration of the router, typed, with its defaults in one place. */
@NullMarked
package org.crmroute.config;

import org.jspecify.annotations.NullMarked;
