/** The whole configuration of the transfer app, typed, with its defaults in one place. */
@NullMarked
package org.crmroute.transfer.config;

import org.jspecify.annotations.NullMarked;
