package org.crmroute.crm;

import java.util.List;
import java.util.Optional;
import org.crmroute.call.Extension;

/**
 * A user of the portal.
 *
 * @param id Bitrix24 user id
 * @param name first and last name
 * @param active false once dismissed
 * @param inner the inner number ({@code UF_PHONE_INNER}), if it is one that can be dialled
 * @param departments ids, in the CRM's order
 */
public record Employee(long id, String name, boolean active, Optional<Extension> inner, List<Long> departments) {
    public Employee {
        departments = List.copyOf(departments);
    }
}
