/**
 * Typed configuration: a YAML file, overridden key by key by the environment. Every key has a default; everything
 * wrong is reported at once, with its place and what would be right.
 */
@NullMarked
package org.crmroute.runtime.settings;

import org.jspecify.annotations.NullMarked;
