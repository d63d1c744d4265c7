/** The CRM as the router knows it: records, the catalogue that describes them, employees, and who a caller is. */
@NullMarked
package org.crmroute.crm;

import org.jspecify.annotations.NullMarked;
