/** The pages where scenarios are listed, changed, put in force and taken back. */
@NullMarked
package org.crmroute.console.editor;

import org.jspecify.annotations.NullMarked;
