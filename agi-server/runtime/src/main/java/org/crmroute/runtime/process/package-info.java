/** A server as a process: what it holds open, and how it ends when it is told to. */
@NullMarked
package org.crmroute.runtime.process;

import org.jspecify.annotations.NullMarked;
