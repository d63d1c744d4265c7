package org.crmroute.portal;

import java.util.List;

/** Names as they stand on cards, Russian and English. */
final class People {

    private static final List<String> MEN = List.of(
            "Александр", "Дмитрий", "Иван", "Сергей", "Пётр", "Михаил", "Николай", "Юрий", "James", "Oliver", "Klaus");
    private static final List<String> WOMEN = List.of(
            "Анна", "Мария", "Ольга", "Екатерина", "Наталья", "Елена", "Алёна", "Зоя", "Emily", "Charlotte", "Zoë");
    private static final List<String> RUSSIAN = List.of(
            "Иванов", "Петров", "Сидоров", "Кузнецов", "Соловьёв", "Орлов", "Щербаков", "Юдин", "Быков", "Громов");
    private static final List<String> ENGLISH = List.of(
            "Smith", "O'Brien", "Weber", "McDonald", "Taylor-Jones", "Brown", "Müller", "Clarke", "Evans", "Young");
    private static final List<String> TRADES = List.of(
            "Ромашка", "Вектор", "Север", "Технопром", "Альфа", "Northwind", "Contoso", "Bright & Sons", "Рассвет");
    private static final List<String> FORMS = List.of("ООО «%s»", "АО «%s»", "ИП %s", "%s Ltd", "%s GmbH");

    private People() {}

    record Name(String first, String last) {}

    static Name person(Dice dice) {
        boolean woman = dice.percent(50);
        String first = dice.one(woman ? WOMEN : MEN);
        boolean russian = first.codePointAt(0) > 0x400;
        String last = dice.one(russian ? RUSSIAN : ENGLISH);
        return new Name(first, russian && woman ? last + "а" : last);
    }

    static String company(Dice dice, long id) {
        return String.format(dice.one(FORMS), dice.one(TRADES) + " " + id);
    }
}
