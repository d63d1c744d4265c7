/**
 * A scenario while somebody is writing it: everything is there as typed, complete or not, right or wrong. Read from the
 * same documents as scenarios and written back to them, so that a form and a text can stand side by side.
 */
@NullMarked
package org.crmroute.scenario.sketch;

import org.jspecify.annotations.NullMarked;
