package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in custom fields, as Bitrix24 writes it. */
final class CustomValues {

    private static final List<String> WORDS =
            List.of("да", "нет", "VIP", "перезвонить", "contract signed", "Tverskaya st. 7", "100% prepaid", "ёлка");

    private final Staff staff;

    CustomValues(Staff staff) {
        this.staff = staff;
    }

    @Nullable
    Object of(Dice dice, FieldSpec field) {
        boolean filled = dice.percent(40);
        if (!field.multiple()) {
            return filled ? one(dice, field) : nothing(dice, field);
        }
        if (!filled) {
            // the spellings of an empty list
            return switch (dice.below(4)) {
                case 0 -> false;
                case 1 -> "";
                case 2 -> null;
                default -> List.of();
            };
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i <= dice.below(3); i++) {
            Object value = one(dice, field);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable Object nothing(Dice dice, FieldSpec field) {
        return switch (field.type()) {
            case "boolean" -> "N";
            case "string" -> dice.percent(50) ? "" : null;
            default -> null;
        };
    }

    private Object one(Dice dice, FieldSpec field) {
        return switch (field.type()) {
            case "enumeration" -> field.firstOption() + dice.below(FieldSpec.OPTIONS.size());
            case "integer" -> dice.below(1000);
            case "double" -> dice.below(100_000) / 100.0;
            case "money" -> 100 * (1 + dice.below(5000)) + "|" + (dice.percent(80) ? "RUB" : "USD");
            // midnight of the portal, shifted
            case "date" -> Moments.day(dice) + "T03:00:00+03:00";
            case "datetime" -> Moments.moment(dice);
            case "boolean" -> "Y";
            case "employee" -> staff.someone(dice);
            case "crm_status" -> Funnels.ofBook(dice, field.book());
            case "crm" -> dice.percent(50) ? "C_" + (1 + dice.below(100)) : "CO_" + (1 + dice.below(100));
            case "url" -> "https://example.com/" + dice.below(1000);
            case "address" -> "Москва, Тверская улица, " + (1 + dice.below(40)) + "|55.76;37.61|" + dice.below(10_000);
            case "file" -> file(dice);
            default -> dice.one(WORDS);
        };
    }

    private static Map<String, Object> file(Dice dice) {
        int id = dice.below(100_000);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("id", id);
        file.put("url", "/bitrix/services/main/ajax.php?fileId=" + id);
        return file;
    }
}
