package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Funnels and stages, and the reference books: what {@code crm.category.list} and {@code crm.status.list} answer. */
final class Funnels {

    private static final List<String> NAMES = List.of(
            "General", "Sales", "Продажи", "Support", "Договоры", "Partners", "Тендеры", "Renewals", "Рекламации");

    /** A stage's code, name and SEMANTICS. */
    private record Stage(String code, String name, @Nullable String semantics) {}

    private static final List<Stage> DEAL_STAGES = List.of(
            new Stage("NEW", "New", null),
            new Stage("PREPARATION", "Подготовка документов", null),
            new Stage("UC_NEGOTIATION", "Contract Negotiation", null),
            new Stage("EXECUTING", "In progress", null),
            new Stage("WON", "Deal successful", "S"),
            new Stage("LOSE", "Deal failed", "F"),
            new Stage("APOLOGY", "Анализ причины провала", "F"));

    private static final List<Stage> LEAD_STAGES = List.of(
            new Stage("NEW", "Not processed", null),
            new Stage("IN_PROCESS", "В работе", null),
            new Stage("PROCESSED", "Processed", null),
            new Stage("CONVERTED", "Converted", "S"),
            new Stage("JUNK", "Low-quality lead", "F"));

    private static final Map<String, List<Stage>> BOOKS = books();

    private final int count;

    Funnels(int count) {
        this.count = count;
    }

    private static Map<String, List<Stage>> books() {
        Map<String, List<Stage>> books = new LinkedHashMap<>();
        books.put(
                "SOURCE",
                List.of(
                        new Stage("CALL", "Звонок", null),
                        new Stage("WEB", "Website", null),
                        new Stage("PARTNER", "Partner", null)));
        books.put(
                "CONTACT_TYPE",
                List.of(new Stage("CLIENT", "Clients", null), new Stage("SUPPLIER", "Поставщики", null)));
        books.put(
                "COMPANY_TYPE",
                List.of(new Stage("CUSTOMER", "Client", null), new Stage("COMPETITOR", "Конкурент", null)));
        books.put("DEAL_TYPE", List.of(new Stage("SALE", "Продажа", null), new Stage("SERVICE", "Service", null)));
        return books;
    }

    /** 0, 5, 7, 9, …: the ids of a portal have holes. */
    static int id(int index) {
        return index == 0 ? 0 : 2 * index + 3;
    }

    /** Where a deal or lead stands. */
    record Place(int funnel, String stage, String semantics) {}

    Place ofDeal(Dice dice) {
        int funnel = id(dice.below(count));
        Stage stage = dice.percent(45) ? DEAL_STAGES.get(4 + dice.below(3)) : DEAL_STAGES.get(dice.below(4));
        return new Place(funnel, prefix(funnel) + stage.code(), stage.semantics() == null ? "P" : stage.semantics());
    }

    Place ofLead(Dice dice) {
        Stage stage = dice.one(LEAD_STAGES);
        return new Place(0, stage.code(), stage.semantics() == null ? "P" : stage.semantics());
    }

    private static String prefix(int funnel) {
        return funnel == 0 ? "" : "C" + funnel + ":";
    }

    static String ofBook(Dice dice, String book) {
        return dice.one(BOOKS.getOrDefault(book, List.of(new Stage("", "", null))))
                .code();
    }

    /** {@code result.categories} of {@code crm.category.list}. */
    List<Map<String, Object>> categories() {
        return IntStream.range(0, count).mapToObj(Funnels::category).toList();
    }

    private static Map<String, Object> category(int index) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id(index));
        row.put("name", index < NAMES.size() ? NAMES.get(index) : "Funnel " + index);
        row.put("sort", index == 0 ? 300 : 100 * index);
        row.put("entityTypeId", Entity.DEAL.typeId());
        row.put("isDefault", index == 0 ? "Y" : "N");
        return row;
    }

    /** Rows of {@code crm.status.list} for all ENTITY_IDs. */
    List<Map<String, Object>> statuses() {
        List<Map<String, Object>> rows = new ArrayList<>();
        add(rows, "STATUS", "", LEAD_STAGES);
        for (int i = 0; i < count; i++) {
            int funnel = id(i);
            add(rows, funnel == 0 ? "DEAL_STAGE" : "DEAL_STAGE_" + funnel, prefix(funnel), DEAL_STAGES);
        }
        BOOKS.forEach((book, entries) -> add(rows, book, "", entries));
        return rows;
    }

    private static void add(List<Map<String, Object>> rows, String book, String prefix, List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("ID", String.valueOf(101 + 2 * rows.size()));
            row.put("ENTITY_ID", book);
            row.put("STATUS_ID", prefix + stage.code());
            row.put("NAME", stage.name());
            row.put("NAME_INIT", "");
            row.put("SORT", String.valueOf(10 * (i + 1)));
            row.put("SYSTEM", "N");
            row.put("CATEGORY_ID", null);
            row.put("SEMANTICS", stage.semantics());
            rows.add(row);
        }
    }
}
