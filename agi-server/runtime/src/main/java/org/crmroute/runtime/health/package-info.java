/** Whether the program does its work: checks, and the answer made of them. */
@NullMarked
package org.crmroute.runtime.health;

import org.jspecify.annotations.NullMarked;
