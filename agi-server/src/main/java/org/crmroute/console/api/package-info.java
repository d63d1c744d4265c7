/** The JSON API for programs; {@code /api/openapi.json} describes it. */
@NullMarked
package org.crmroute.console.api;

import org.jspecify.annotations.NullMarked;
