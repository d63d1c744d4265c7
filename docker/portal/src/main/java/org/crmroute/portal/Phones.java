package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Telephone numbers, and the ways in which people type them. */
public final class Phones {

    /** A number that stands on many cards: somebody's reception. */
    public static final String RECEPTION = "+78001000600";

    private static final long BILLION = 1_000_000_000L;

    /** Has no divisor in common with a billion: each id gets a number of its own. */
    private static final long STRIDE = 618_033_989L;

    private Phones() {}

    /**
     * The first number of a record's card, in E.164.
     *
     * @param entity a contact, company or lead
     * @param id from 1 on
     */
    public static String main(Entity entity, long id) {
        return switch (entity) {
            case CONTACT -> contact(id);
            case COMPANY -> "+7495" + String.format(Locale.ROOT, "%07d", id * 6_180_339L % 10_000_000L);
            case LEAD -> "+7" + (7_000_000_000L + id * STRIDE % BILLION);
            case DEAL -> throw new IllegalArgumentException("a deal has no number");
        };
    }

    private static String contact(long id) {
        if (id % 500 == 0) {
            return RECEPTION;
        }
        // husband and wife
        long owner = id % 50 == 1 && id > 1 ? id - 1 : id;
        long subscriber = owner * STRIDE % BILLION;
        if (owner % 10 == 3) {
            return owner % 20 == 3
                    ? "+97150" + String.format(Locale.ROOT, "%07d", owner % 10_000_000)
                    : "+4477" + String.format(Locale.ROOT, "%08d", owner);
        }
        return "+79" + String.format(Locale.ROOT, "%09d", subscriber);
    }

    /** What is typed on the card: {@code fm} of {@code crm.item.list}. */
    static List<Object> card(Dice dice, Entity entity, long id) {
        List<Object> card = new ArrayList<>();
        card.add(row(id * 100, "PHONE", dice.percent(50) ? "WORK" : "MOBILE", typed(dice, main(entity, id))));
        int more = id % 10_000 == 13 ? 49 : dice.percent(15) ? 1 + dice.below(2) : 0;
        for (int i = 1; i <= more; i++) {
            String number = "+78" + String.format(Locale.ROOT, "%02d", 12 + i)
                    + String.format(Locale.ROOT, "%07d", id % 10_000_000);
            card.add(row(id * 100 + i, "PHONE", "WORK", typed(dice, number)));
        }
        if (dice.percent(40)) {
            card.add(row(id * 100 + 60, "EMAIL", "WORK", entity.word() + id + "@example.com"));
        }
        return card;
    }

    private static Map<String, Object> row(long id, String type, String valueType, String value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("valueType", valueType);
        row.put("value", value);
        row.put("typeId", type);
        return row;
    }

    /** A number as one of many would type it. */
    static String typed(Dice dice, String e164) {
        if (!e164.startsWith("+7") || e164.length() != 12) {
            return switch (dice.below(4)) {
                case 0 -> "00" + e164.substring(1);
                case 1 -> "8 10 " + e164.substring(1);
                default -> e164;
            };
        }
        String area = e164.substring(2, 5);
        String a = e164.substring(5, 8);
        String b = e164.substring(8, 10);
        String c = e164.substring(10);
        return switch (dice.below(12)) {
            case 0 -> "8 (" + area + ") " + a + "-" + b + "-" + c;
            case 1 -> "7" + area + a + b + c;
            case 2 -> "8" + area + a + b + c;
            case 3 -> "+7 " + area + " " + a + "-" + b + "-" + c;
            case 4 -> "8-" + area + "-" + a + "-" + b + "-" + c;
            case 5 -> "+7(" + area + ")" + a + b + c + " доб. 12";
            case 6 -> "+7\u00a0" + area + "\u00a0" + a + "\u00a0" + b + "\u00a0" + c;
            case 7 -> "тел. 8" + area + a + b + c;
            default -> e164;
        };
    }
}
