package org.crmroute.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crmroute.portal.CatalogEdits;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.crmroute.portal.StaffEdits;

/** What administrators do to a portal's fields, funnels, stages and staff, as a seed has it. Of one thread. */
final class CatalogueLife {

    private static final List<String> TYPES = List.of("string", "integer", "enumeration", "boolean", "money");

    private record Field(Entity entity, String name) {}

    private final Portal portal;
    private final Random random;
    private final List<Field> fields = new ArrayList<>();
    private final List<Integer> funnels = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();
    private final List<Integer> users = new ArrayList<>();
    private final List<Integer> departments = new ArrayList<>();
    private int names;

    CatalogueLife(Portal portal, Random random) {
        this.portal = portal;
        this.random = random;
    }

    /** One edit. */
    void step() {
        String name = "Имя " + random.nextInt(10_000);
        CatalogEdits catalog = portal.catalog();
        StaffEdits staff = portal.staff();
        switch (random.nextInt(14)) {
            case 0, 1 -> addField(name);
            case 2 -> change(name);
            case 3 -> funnels.add(catalog.addFunnel(name));
            case 4 -> funnels.forEach(funnel -> catalog.renameFunnel(funnel, name));
            case 5 -> removeFunnel();
            case 6 -> addStage(name);
            case 7 -> stages.forEach(stage -> catalog.renameStage("DEAL_STAGE_5", stage, name));
            case 8 -> removeStage();
            case 9 -> users.add(staff.addUser(Map.of("NAME", name, "LAST_NAME", "Б", "UF_PHONE_INNER", number())));
            case 10 -> users.forEach(user -> staff.extension(user, number()));
            case 11 -> staff.dismiss(1 + 2 * random.nextInt(40));
            case 12 -> departments.add(staff.addDepartment(Map.of("NAME", name, "PARENT", "1", "UF_HEAD", "3")));
            default -> changeDepartment(name);
        }
    }

    private String number() {
        return String.valueOf(100 + random.nextInt(900));
    }

    private void addField(String title) {
        List<Entity> all = List.of(Entity.values());
        Entity entity = all.get(random.nextInt(all.size()));
        Field field = new Field(entity, "ufCrm_" + (90_000 + names++));
        fields.add(field);
        portal.catalog().addField(entity, field.name(), type(), random.nextInt(3) == 0, title);
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private void change(String title) {
        if (fields.isEmpty()) {
            return;
        }
        int place = random.nextInt(fields.size());
        Field field = fields.get(place);
        CatalogEdits catalog = portal.catalog();
        boolean list = "enumeration"
                .equals(portal.fields(field.entity())
                        .getOrDefault(field.name(), Map.of())
                        .get("type"));
        switch (random.nextInt(4)) {
            case 0 -> catalog.renameField(field.entity(), field.name(), title);
            case 1 -> {
                catalog.deleteField(field.entity(), field.name());
                fields.remove(place);
            }
            case 2 -> catalog.changeType(field.entity(), field.name(), type(), random.nextBoolean());
            default -> {
                if (list) {
                    int option = catalog.addOption(field.entity(), field.name(), title);
                    if (random.nextInt(3) == 0) {
                        catalog.renameOption(field.entity(), field.name(), option, title + "!");
                    }
                    if (random.nextInt(3) == 0) {
                        catalog.deleteOption(field.entity(), field.name(), option);
                    }
                }
            }
        }
    }

    private void removeFunnel() {
        if (!funnels.isEmpty()) {
            portal.catalog().deleteFunnel(funnels.removeFirst());
        }
    }

    private void addStage(String name) {
        String stage = "C5:S" + names++;
        stages.add(stage);
        portal.catalog().addStage("DEAL_STAGE_5", stage, name, random.nextBoolean() ? "" : "F");
    }

    private void removeStage() {
        if (!stages.isEmpty()) {
            portal.catalog().deleteStage("DEAL_STAGE_5", stages.removeFirst());
        }
    }

    private void changeDepartment(String name) {
        if (!departments.isEmpty()) {
            int department = departments.getFirst();
            if (random.nextBoolean()) {
                portal.staff().changeDepartment(department, Map.of("NAME", name));
            } else {
                portal.staff().deleteDepartment(department);
                departments.removeFirst();
            }
        }
    }
}
