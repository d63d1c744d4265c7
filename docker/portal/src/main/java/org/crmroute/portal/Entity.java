package org.crmroute.portal;

import java.util.Locale;

/** The kinds of CRM record, with Bitrix24's {@code entityTypeId}. */
public enum Entity {
    LEAD(1),
    DEAL(2),
    CONTACT(3),
    COMPANY(4);

    private final int typeId;

    Entity(int typeId) {
        this.typeId = typeId;
    }

    public int typeId() {
        return typeId;
    }

    /** {@code lead}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
