package org.crmroute.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmroute.call.Extension;
import org.crmroute.console.access.Role;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Department;
import org.crmroute.crm.Employee;
import org.crmroute.crm.Field;
import org.crmroute.crm.Funnel;
import org.crmroute.crm.Stage;

/** {@code GET /api/catalog}: what the CRM can hold and who works there, for whoever writes scenarios. */
public final class CatalogApi implements Consumer<RoutesConfig> {

    private final Supplier<Catalog> catalog;

    /** A big portal's is a megabyte or two. */
    private final Turns turns = new Turns(1);

    /** @param catalog reads it afresh */
    public CatalogApi(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/catalog", this::show, Role.VIEWER);
    }

    private void show(Context request) throws Exception {
        turns.take(() -> {
            Json.answer(request, document(catalog.get()));
            return true;
        });
    }

    static Map<String, Object> document(Catalog catalog) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("fields", catalog.fields().stream().map(CatalogApi::field).toList());
        document.put(
                "funnels", catalog.funnels().stream().map(CatalogApi::funnel).toList());
        document.put("leadStages", stages(catalog.leadStages()));
        document.put(
                "employees",
                catalog.staff().employees().stream()
                        .sorted(Comparator.comparingLong(Employee::id))
                        .map(CatalogApi::employee)
                        .toList());
        document.put(
                "departments",
                catalog.staff().departments().stream()
                        .sorted(Comparator.comparingLong(Department::id))
                        .map(CatalogApi::department)
                        .toList());
        return document;
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("field", field.path());
        document.put("title", field.title());
        document.put("type", field.type().name());
        document.put("multiple", field.multiple());
        document.put(
                "choices",
                field.choices().stream()
                        .map(choice -> Map.of("id", choice.id(), "name", choice.name()))
                        .toList());
        return document;
    }

    private static Map<String, Object> funnel(Funnel funnel) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", funnel.id());
        document.put("name", funnel.name());
        document.put("stages", stages(funnel.stages()));
        return document;
    }

    private static List<Map<String, Object>> stages(List<Stage> stages) {
        return stages.stream()
                .map(stage -> {
                    Map<String, Object> document = new LinkedHashMap<>();
                    document.put("id", stage.id());
                    document.put("name", stage.name());
                    document.put("meaning", stage.meaning().name());
                    return document;
                })
                .toList();
    }

    private static Map<String, Object> employee(Employee employee) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", employee.id());
        document.put("name", employee.name());
        document.put("active", employee.active());
        document.put("inner", employee.inner().map(Extension::toString).orElse(null));
        document.put("departments", employee.departments());
        return document;
    }

    private static Map<String, Object> department(Department department) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", department.id());
        document.put("name", department.name());
        document.put(
                "parent", department.parent().isPresent() ? department.parent().getAsLong() : null);
        document.put("head", department.head().isPresent() ? department.head().getAsLong() : null);
        return document;
    }
}
