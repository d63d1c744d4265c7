package org.crmroute.crm;

import java.util.OptionalLong;

/**
 * A department.
 *
 * @param parent the department above, if any; the CRM does not promise that this leads anywhere, or not in a circle
 * @param head user id of its head, if it has one
 */
public record Department(long id, String name, OptionalLong parent, OptionalLong head) {}
