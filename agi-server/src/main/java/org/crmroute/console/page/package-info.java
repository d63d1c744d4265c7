/** What all pages of the console have in common: frame, words in the reader's language, files for the browser. */
@NullMarked
package org.crmroute.console.page;

import org.jspecify.annotations.NullMarked;
