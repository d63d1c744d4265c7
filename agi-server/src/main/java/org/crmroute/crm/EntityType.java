package org.crmroute.crm;

import java.util.Locale;
import java.util.Optional;

/** The four kinds of CRM record; the constants stand in the order in which a call's record is chosen. */
public enum EntityType {
    DEAL(2),
    LEAD(1),
    CONTACT(3),
    COMPANY(4);

    private final int bitrixId;
    private final String word = name().toLowerCase(Locale.ROOT);

    EntityType(int bitrixId) {
        this.bitrixId = bitrixId;
    }

    /** Bitrix24's {@code entityTypeId}. */
    public int bitrixId() {
        return bitrixId;
    }

    /** The word used in scenarios, records and files: {@code deal}. */
    public String word() {
        return word;
    }

    public static Optional<EntityType> ofWord(String word) {
        for (EntityType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
