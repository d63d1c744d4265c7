package org.crmroute.portal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    static Optional<Entity> ofTypeId(int typeId) {
        return Arrays.stream(values()).filter(e -> e.typeId == typeId).findFirst();
    }

    /** The entity of this {@link #word}, in any case. */
    static Optional<Entity> ofWord(String word) {
        return Arrays.stream(values())
                .filter(e -> e.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** {@code lead}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
