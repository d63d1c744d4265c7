package org.crmroute.portal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can be done at {@code /admin/}: methods of {@link Portal} and of its parts, by their names. */
final class AdminOperations {

    private interface Operation {
        @Nullable
        Object run(Parameters parameters) throws IOException;
    }

    private interface Act {
        void run(Parameters parameters) throws IOException;
    }

    private final Portal portal;
    private final Map<String, Operation> operations = new TreeMap<>();

    AdminOperations(Portal portal) {
        this.portal = portal;
    }

    /**
     * Runs an operation.
     *
     * @throws IllegalArgumentException if there is none of this name, or something is missing
     */
    @Nullable
    Object run(String name, Parameters parameters) throws IOException {
        Operation operation = all().get(name);
        if (operation == null) {
            throw new IllegalArgumentException("there is no \"" + name + "\", only " + all().keySet());
        }
        return operation.run(parameters);
    }

    private synchronized Map<String, Operation> all() {
        if (operations.isEmpty()) {
            records();
            fieldsAndFunnels();
            staff();
            faults();
            truth();
        }
        return operations;
    }

    private void operation(String name, Operation operation) {
        operations.put(name, operation);
    }

    /** An operation without a result. */
    private void act(String name, Act act) {
        operations.put(name, parameters -> {
            act.run(parameters);
            return true;
        });
    }

    private void records() {
        Edits edits = portal.edits();
        operation("add", p -> {
            if (p.has("visibleAfter")) {
                later(p, edits.addLater(entity(p), p.map("fields")));
                return true;
            }
            return edits.add(entity(p), p.map("fields"));
        });
        operation(
                "importOld",
                p -> edits.importOld(entity(p), p.map("fields"), OffsetDateTime.parse(text(p, "updated"))));
        act("update", p -> {
            if (p.has("visibleAfter")) {
                later(p, edits.updateLater(entity(p), id(p), p.map("fields")));
            } else {
                edits.update(entity(p), id(p), p.map("fields"));
            }
        });
        act("updateAll", p -> edits.updateAll(entity(p), integers(p, "ids"), p.map("fields")));
        act("moveDeal", p -> edits.moveDeal(id(p), p.integer("category", 0), text(p, "stage")));
        act("delete", p -> edits.delete(entity(p), id(p)));
        act("recycle", p -> edits.recycle(entity(p), id(p)));
        act("restore", p -> edits.restore(entity(p), id(p)));
        act("merge", p -> edits.merge(entity(p), p.integer("winner", 0), integers(p, "others")));
    }

    private void fieldsAndFunnels() {
        CatalogEdits catalog = portal.catalog();
        act(
                "addField",
                p -> catalog.addField(
                        entity(p), text(p, "name"), text(p, "type"), yes(p, "multiple"), text(p, "title")));
        act("renameField", p -> catalog.renameField(entity(p), text(p, "name"), text(p, "title")));
        act("deleteField", p -> catalog.deleteField(entity(p), text(p, "name")));
        act("changeType", p -> catalog.changeType(entity(p), text(p, "name"), text(p, "type"), yes(p, "multiple")));
        operation("addOption", p -> catalog.addOption(entity(p), text(p, "name"), text(p, "value")));
        act(
                "renameOption",
                p -> catalog.renameOption(entity(p), text(p, "name"), p.integer("option", 0), text(p, "value")));
        act("deleteOption", p -> catalog.deleteOption(entity(p), text(p, "name"), p.integer("option", 0)));
        operation("addFunnel", p -> catalog.addFunnel(text(p, "name")));
        act("renameFunnel", p -> catalog.renameFunnel(id(p), text(p, "name")));
        act("deleteFunnel", p -> catalog.deleteFunnel(id(p)));
        act(
                "addStage",
                p -> catalog.addStage(
                        text(p, "entityId"),
                        text(p, "statusId"),
                        text(p, "name"),
                        p.text("semantics").orElse("")));
        act("renameStage", p -> catalog.renameStage(text(p, "entityId"), text(p, "statusId"), text(p, "name")));
        act("deleteStage", p -> catalog.deleteStage(text(p, "entityId"), text(p, "statusId")));
    }

    private void staff() {
        StaffEdits staff = portal.staff();
        operation("addUser", p -> staff.addUser(p.map("fields")));
        act("changeUser", p -> staff.changeUser(id(p), p.map("fields")));
        act("dismiss", p -> staff.dismiss(id(p)));
        act("extension", p -> staff.extension(id(p), text(p, "number")));
        act("moveToDepartment", p -> staff.moveToDepartment(id(p), p.integer("department", 0)));
        operation("addDepartment", p -> staff.addDepartment(p.map("fields")));
        act("changeDepartment", p -> staff.changeDepartment(id(p), p.map("fields")));
        act("deleteDepartment", p -> staff.deleteDepartment(id(p)));
    }

    private void faults() {
        act("fault", this::fault);
        act("clearFaults", p -> {
            portal.faults().clear();
            portal.eventFaults().clear();
        });
        act(
                "eventFaults",
                p -> portal.eventFaults()
                        .lost(number(p, "lost"))
                        .doubled(number(p, "doubled"))
                        .reordered(number(p, "reordered"))
                        .late(number(p, "late"), seconds(p, "delay"))
                        .wrongToken(number(p, "wrongToken"))
                        .deleteBeforeAdd(yes(p, "deleteBeforeAdd"))
                        .withoutHandlerId(yes(p, "withoutHandlerId")));
        operation("webhook", p -> portal.events().webhook(URI.create(text(p, "url")), events(p)));
        operation("application", p -> portal.events().application(URI.create(text(p, "url")), events(p)));
        act("clearHandlers", p -> portal.events().clear());
        operation("install", p -> {
            Tokens.Pair pair = portal.tokens().install();
            return Map.of("access_token", pair.access(), "refresh_token", pair.refresh());
        });
        act("expireTokens", p -> portal.tokens().expire());
        act("webhookValid", p -> portal.webhookValid(yes(p, "valid")));
        act("readable", p -> portal.readable(entity(p), yes(p, "may")));
        operation("rename", p -> portal.rename().toString());
        act("goDown", p -> {
            text(p, "seconds");
            Duration time = seconds(p, "seconds");
            soon(() -> portal.goDown(time));
        });
        act("clockOffset", p -> portal.clockOffset(seconds(p, "seconds")));
    }

    private void truth() {
        operation("operations", p -> operations.keySet());
        operation("item", p -> portal.item(entity(p), id(p)).orElseThrow(RestError::notFound));
        operation("ids", p -> portal.ids(entity(p)));
        operation("count", p -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (Entity entity : Entity.values()) {
                counts.put(entity.word(), portal.count(entity));
            }
            return counts;
        });
        operation("counters", p -> {
            Map<String, Object> counters = new LinkedHashMap<>();
            counters.put("requests", portal.counters().requests());
            counters.put("commands", portal.counters().commands());
            counters.put("errors", portal.counters().errors());
            counters.put("billedSeconds", portal.counters().billedSeconds());
            return counters;
        });
        act("clearCounters", p -> portal.counters().clear());
    }

    private void fault(Parameters parameters) {
        Fault fault = parameters.has("slow")
                ? new Fault.Slow(seconds(parameters, "slow"))
                : Fault.named(text(parameters, "fault"));
        String method = parameters.text("method").orElse("");
        if (parameters.has("chance")) {
            portal.faults().chance(number(parameters, "chance"), method, fault);
        } else {
            portal.faults().next(parameters.integer("next", 1), method, fault);
        }
    }

    private static void later(Parameters parameters, Edits.Uncommitted edit) {
        after(seconds(parameters, "visibleAfter"), edit::commit);
    }

    /** When the answer is out. */
    private static void soon(Runnable task) {
        after(Duration.ofMillis(100), task);
    }

    private static void after(Duration delay, Runnable task) {
        Thread.ofVirtual().start(() -> {
            MethodRunner.sleep(delay);
            task.run();
        });
    }

    private static Entity entity(Parameters parameters) {
        String word = text(parameters, "entity");
        return Entity.ofWord(word)
                .orElseThrow(
                        () -> new IllegalArgumentException("\"" + word + "\" is no lead, deal, contact or company"));
    }

    private static int id(Parameters parameters) {
        return parameters.integer("id", 0);
    }

    private static String text(Parameters parameters, String name) {
        return parameters.text(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    private static boolean yes(Parameters parameters, String name) {
        return List.of("true", "1", "Y").contains(Json.text(parameters.value(name)));
    }

    private static double number(Parameters parameters, String name) {
        return parameters.text(name).map(Double::parseDouble).orElse(0.0);
    }

    private static Duration seconds(Parameters parameters, String name) {
        return Duration.ofMillis(Math.round(1000 * number(parameters, name)));
    }

    private static List<Integer> integers(Parameters parameters, String name) {
        return parameters.list(name).stream().map(id -> Json.integer(id, 0)).toList();
    }

    private static String[] events(Parameters parameters) {
        return parameters.list("events").stream().map(Json::text).toArray(String[]::new);
    }
}
