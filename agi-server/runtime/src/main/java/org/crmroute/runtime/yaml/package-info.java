/**
 * YAML read into nodes that know where they stand, so that every error can name line and column.
 *
 * <p>Scalars stay text: {@code 0100}, {@code +79123456789}, {@code no} and {@code 09:30} are what the author
 * typed; whoever asks for a number or a switch says so.
 */
@NullMarked
package org.crmroute.runtime.yaml;

import org.jspecify.annotations.NullMarked;
