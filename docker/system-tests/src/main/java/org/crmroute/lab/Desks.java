package org.crmroute.lab;

import java.util.Map;

/** Who sits where in the small CRM, for people who read along. */
final class Desks {

    private static final Map<Integer, String> PEOPLE = Map.of(
            201, "Анна Смирнова, Sales",
            202, "Борис Иванов, Sales",
            203, "Lydia Lawyer, Legal",
            204, "Sam Support",
            205, "Helen Head, head of Sales",
            206, "Максим Шестой, manager",
            207, "Семён Седьмой, manager",
            210, "the reception");

    private Desks() {}

    /** {@code 204 Sam Support}, or the number alone. */
    static String at(int extension) {
        return (extension + " " + PEOPLE.getOrDefault(extension, "")).strip();
    }
}
