/**
 * The scenario language: read, compiled against the CRM's catalogue, evaluated. Pure: no file, clock, network or
 * database is touched here, so that the simulator, the log and a real call can only agree.
 */
@NullMarked
package org.crmroute.scenario;

import org.jspecify.annotations.NullMarked;
