package org.crmroute.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crmroute.bitrix24.Answer;
import org.crmroute.bitrix24.Batch;
import org.crmroute.bitrix24.BitrixError;
import org.crmroute.bitrix24.Budget;
import org.crmroute.bitrix24.Command;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;

/**
 * Reads what describes the CRM: fields, funnels, stages, reference books, staff. All of it or nothing: an answer that
 * lacks what each portal has never replaces a good catalogue.
 */
final class CatalogSync {

    private static final int MOST_PAGES = 2_000;

    private final Portal portal;
    private final MirrorWriter writer;
    private final NumberPlan plan;
    private final StatusBoard board;

    private volatile Optional<Items> items = Optional.empty();

    CatalogSync(Portal portal, MirrorWriter writer, NumberPlan plan, StatusBoard board) {
        this.portal = portal;
        this.writer = writer;
        this.plan = plan;
        this.board = board;
    }

    /** How rows are to be read; empty before the first good catalogue. */
    Optional<Items> items() {
        return items;
    }

    /** Reads it, and writes it if it changed. */
    void step() throws BitrixError, InterruptedException {
        Reading reading = new Reading();
        reading.readAll();
        Catalog catalog = reading.whole();
        writer.change(pen -> pen.putCatalog(catalog));
        items = Optional.of(new Items(reading.names, reading.catalogRows, plan));
    }

    /** Takes the rows of an answer. */
    private interface Taker {
        void take(Answer answer) throws BadRow;
    }

    /** A list, or a page of it. */
    private record Question(Command command, Taker taker) {}

    /** One run through all lists. */
    private final class Reading {

        private final FieldNames names = new FieldNames();
        private final CatalogRows catalogRows = new CatalogRows(names);
        private final StaffRows staffRows = new StaffRows();
        private final Deque<Question> questions = new ArrayDeque<>();
        private final Set<String> books = new HashSet<>();
        private final Map<EntityType, Integer> fields = new EnumMap<>(EntityType.class);
        private int users;
        private int funnels;
        private int pages;

        void readAll() throws BitrixError, InterruptedException {
            for (EntityType entity : EntityType.values()) {
                questions.add(new Question(
                        new Command("crm.item.fields", Map.of("entityTypeId", entity.bitrixId())),
                        answer -> takeFields(entity, answer)));
            }
            questions.add(new Question(
                    new Command("crm.category.list", Map.of("entityTypeId", EntityType.DEAL.bitrixId())),
                    this::takeFunnels));
            questions.add(new Question(page("user.get", Map.of("sort", "ID", "order", "ASC"), 0), this::takeUsers));
            questions.add(new Question(page("department.get", Map.of("sort", "ID", "order", "ASC"), 0), answer -> {
                for (Map<String, Object> row : Wire.objects(answer.result())) {
                    take(() -> staffRows.addDepartment(row));
                }
            }));
            askForBook("STATUS");
            askForBook("DEAL_STAGE");
            while (!questions.isEmpty()) {
                askSome();
            }
        }

        private static Command page(String method, Map<String, Object> parameters, int start) {
            Map<String, Object> all = new LinkedHashMap<>(parameters);
            all.put("start", start);
            return new Command(method, all);
        }

        private void askForBook(String book) {
            if (!book.isEmpty() && books.add(book)) {
                questions.add(new Question(
                        page("crm.status.list", Map.of("filter", Map.of("ENTITY_ID", book)), 0), answer -> {
                            for (Map<String, Object> row : Wire.objects(answer.result())) {
                                take(() -> catalogRows.addStatus(row));
                            }
                        }));
            }
        }

        private void askSome() throws BitrixError, InterruptedException {
            Map<String, Command> commands = new LinkedHashMap<>();
            List<Question> asked = new ArrayList<>();
            while (!questions.isEmpty() && asked.size() < Portal.BATCH) {
                Question question = questions.removeFirst();
                commands.put("c" + asked.size(), question.command());
                asked.add(question);
            }
            Batch batch = portal.ask(Budget.LIVE, commands);
            for (BitrixError error : batch.errors().values()) {
                throw error;
            }
            for (int i = 0; i < asked.size(); i++) {
                Answer answer = batch.answers().get("c" + i);
                if (answer == null) {
                    throw incomplete("a batch lacks an answer");
                }
                take(asked.get(i), answer);
            }
        }

        private void take(Question question, Answer answer) throws BitrixError {
            try {
                question.taker().take(answer);
            } catch (BadRow e) {
                throw incomplete(String.valueOf(e.getMessage()));
            }
            Object start = question.command().parameters().get("start");
            if (!(start instanceof Integer from)) {
                return;
            }
            // the first page tells how many there are; without that, page leads to page
            if (from == 0 && answer.total().isPresent()) {
                for (int next = Portal.PAGE; next < answer.total().getAsLong(); next += Portal.PAGE) {
                    askForPage(question, next);
                }
            } else if (from == 0 || answer.total().isEmpty()) {
                answer.next().ifPresent(next -> askForPage(question, next));
            }
        }

        private void askForPage(Question question, int start) {
            if (pages++ < MOST_PAGES) {
                questions.add(new Question(
                        page(question.command().method(), question.command().parameters(), start), question.taker()));
            }
        }

        private void takeFields(EntityType entity, Answer answer) {
            Map<String, Object> described = Wire.object(answer.result())
                    .flatMap(result -> Wire.object(result.get("fields")))
                    .orElse(Map.of());
            described.forEach((key, value) -> Wire.object(value).ifPresent(row -> {
                catalogRows.addField(entity, key, row);
                fields.merge(entity, 1, Integer::sum);
                askForBook(Wire.text(row.get("statusType")));
            }));
        }

        private void takeFunnels(Answer answer) {
            List<Map<String, Object>> rows = Wire.object(answer.result())
                    .map(result -> Wire.objects(result.get("categories")))
                    .orElse(List.of());
            for (Map<String, Object> row : rows) {
                take(() -> catalogRows.addFunnel(row));
                funnels++;
                long id = Wire.number(Wire.first(row, "id", "ID")).orElse(0);
                askForBook(id > 0 ? "DEAL_STAGE_" + id : "DEAL_STAGE");
            }
        }

        private void takeUsers(Answer answer) {
            for (Map<String, Object> row : Wire.objects(answer.result())) {
                take(() -> staffRows.addEmployee(row));
                users++;
            }
        }

        /** Each portal has fields, a funnel with stages, stages of leads, and somebody who works there. */
        Catalog whole() throws BitrixError {
            for (EntityType entity : EntityType.values()) {
                if (fields.getOrDefault(entity, 0) == 0) {
                    throw incomplete("the portal shows no field of any " + entity);
                }
            }
            Catalog catalog = catalogRows.catalog(staffRows.staff());
            if (funnels == 0
                    || catalog.funnels().stream().allMatch(f -> f.stages().isEmpty())) {
                throw incomplete("the portal shows no funnel of deals, or none with stages");
            }
            if (users == 0) {
                throw incomplete("the portal shows no employee");
            }
            if (catalog.leadStages().isEmpty()) {
                throw incomplete("the portal shows no stage of leads");
            }
            return catalog;
        }

        private void take(Row row) {
            try {
                row.add();
            } catch (BadRow e) {
                board.badRow();
            }
        }
    }

    private interface Row {
        void add() throws BadRow;
    }

    private static BitrixError incomplete(String what) {
        return new BitrixError.Terminal(
                "incomplete-catalogue",
                what,
                "Give the webhook the scopes crm, user and department, and its user the right to read the CRM.");
    }
}
