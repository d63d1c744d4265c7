package org.crmroute.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A portal's content. Everything is computed from the seed and an id when it is asked for, so any record can be had at
 * any time and none is kept. Immutable.
 */
public final class Dataset implements Content {

    private final DatasetSize size;
    private final Fields fields;
    private final Funnels funnels;
    private final Staff staff;
    private final CustomValues customValues;

    public Dataset(DatasetSize size) {
        this.size = size;
        this.fields = new Fields(size.customFields());
        this.funnels = new Funnels(size.funnels());
        this.staff = new Staff(size.seed(), size.employees());
        this.customValues = new CustomValues(staff);
    }

    /** How many records there are; their ids are 1 to this. */
    public int count(Entity entity) {
        return size.of(entity);
    }

    @Override
    public int[] ids(Entity entity) {
        return IntStream.rangeClosed(1, count(entity)).toArray();
    }

    @Override
    public int[] updatedTimes(Entity entity) {
        // the time is an item's first throw
        return IntStream.rangeClosed(1, count(entity))
                .map(id -> Moments.seconds(Dice.of(size.seed(), entity.word(), id)))
                .toArray();
    }

    /** {@code result.fields} of {@code crm.item.fields}. */
    @Override
    public Map<String, Object> fields(Entity entity) {
        Map<String, Object> descriptions = new LinkedHashMap<>();
        fields.of(entity).forEach(f -> descriptions.put(f.name(), f.description()));
        return descriptions;
    }

    /** {@code result.categories} of {@code crm.category.list}. */
    @Override
    public List<Map<String, Object>> categories() {
        return funnels.categories();
    }

    /** Rows of {@code crm.status.list}, of all ENTITY_IDs. */
    @Override
    public List<Map<String, Object>> statuses() {
        return funnels.statuses();
    }

    /** Rows of {@code user.get}. */
    @Override
    public List<Map<String, Object>> users() {
        return staff.users();
    }

    /** Rows of {@code department.get}. */
    @Override
    public List<Map<String, Object>> departments() {
        return staff.departments();
    }

    /**
     * An item of {@code crm.item.list}.
     *
     * @param id from 1 to {@link #count}
     */
    @Override
    public Map<String, @Nullable Object> item(Entity entity, int id) {
        Dice dice = Dice.of(size.seed(), entity.word(), id);
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        String updated = Moments.moment(dice);
        int creator = staff.someone(dice);
        item.put("id", id);
        item.put("createdTime", "2022-12-01T12:00:00+03:00");
        item.put("updatedTime", updated);
        item.put("createdBy", creator);
        item.put("updatedBy", creator);
        item.put("assignedById", staff.someone(dice));
        item.put("opened", dice.percent(50) ? "Y" : "N");
        item.put("comments", dice.percent(5) ? "[B]важно[/B]\r\nсм. договор \"№ " + id + "\"" : "");
        item.put("originId", null);
        item.put("webformId", 0);
        item.put("utmSource", dice.percent(10) ? "google" : null);
        item.put("utmMedium", null);
        switch (entity) {
            case LEAD -> lead(dice, id, item);
            case DEAL -> deal(dice, id, item);
            case CONTACT -> contact(dice, id, item);
            case COMPANY -> company(dice, id, item);
        }
        for (FieldSpec field : fields.of(entity)) {
            if (field.custom()) {
                item.put(field.name(), customValues.of(dice, field));
            }
        }
        if (entity != Entity.DEAL) {
            item.put("fm", dice.percent(3) ? List.of() : Phones.card(dice, entity, id));
        }
        item.put("entityTypeId", entity.typeId());
        return item;
    }

    private void lead(Dice dice, int id, Map<String, @Nullable Object> item) {
        People.Name name = People.person(dice);
        Funnels.Place place = funnels.ofLead(dice);
        item.put("title", "Lead #" + id);
        item.put("name", name.first());
        item.put("lastName", dice.percent(70) ? name.last() : null);
        item.put("companyTitle", null);
        item.put("stageId", place.stage());
        item.put("stageSemanticId", place.semantics());
        item.put("sourceId", Funnels.ofBook(dice, "SOURCE"));
        money(dice, "opportunity", item);
        item.put("companyId", 0);
        item.put("contactId", 0);
        item.put("contactIds", List.of());
    }

    private void deal(Dice dice, int id, Map<String, @Nullable Object> item) {
        Funnels.Place place = funnels.ofDeal(dice);
        item.put("title", "Сделка № " + id);
        item.put("categoryId", place.funnel());
        item.put("stageId", place.stage());
        item.put("stageSemanticId", place.semantics());
        item.put("closed", place.semantics().equals("P") ? "N" : "Y");
        item.put("isRecurring", id % 1000 == 999 ? "Y" : "N");
        item.put("typeId", Funnels.ofBook(dice, "DEAL_TYPE"));
        item.put("sourceId", Funnels.ofBook(dice, "SOURCE"));
        money(dice, "opportunity", item);
        item.put("begindate", Moments.day(dice) + "T03:00:00+03:00");
        item.put("closedate", Moments.day(dice) + "T03:00:00+03:00");
        List<Integer> contacts = new ArrayList<>();
        if (size.contacts() > 0 && !dice.percent(5)) {
            contacts.add(dice.skewed(size.contacts()));
            if (dice.percent(10)) {
                contacts.add(1 + dice.below(size.contacts()));
            }
        }
        // company 1 has a fifteenth of all deals
        Integer some = company(dice);
        item.put("companyId", id % 15 == 0 && size.companies() > 0 ? Integer.valueOf(1) : some);
        item.put("contactId", contacts.isEmpty() ? 0 : contacts.getFirst());
        item.put("contactIds", contacts);
        item.put("observers", dice.percent(10) ? List.of(staff.someone(dice)) : List.of());
    }

    private void contact(Dice dice, int id, Map<String, @Nullable Object> item) {
        People.Name name = People.person(dice);
        item.put("name", name.first());
        item.put("secondName", null);
        item.put("lastName", name.last());
        item.put("post", dice.percent(30) ? "Директор" : null);
        item.put("birthdate", dice.percent(20) ? "1980-0" + (1 + dice.below(9)) + "-01T03:00:00+03:00" : "");
        item.put("typeId", Funnels.ofBook(dice, "CONTACT_TYPE"));
        item.put("sourceId", Funnels.ofBook(dice, "SOURCE"));
        Integer company = company(dice);
        List<Integer> companies = new ArrayList<>();
        if (company != null && company > 0) {
            companies.add(company);
            if (id % 40 == 7 && company < size.companies()) {
                companies.add(company + 1);
            }
        }
        item.put("companyId", company);
        item.put("companyIds", companies);
        item.put("hasPhone", "Y");
    }

    private void company(Dice dice, int id, Map<String, @Nullable Object> item) {
        item.put("title", People.company(dice, id));
        item.put("typeId", Funnels.ofBook(dice, "COMPANY_TYPE"));
        item.put("industry", "IT");
        money(dice, "revenue", item);
        // the owner of the portal is the last one
        item.put("isMyCompany", id == size.companies() && id > 1 ? "Y" : "N");
        item.put("hasPhone", "Y");
    }

    /** A company's id, or one of the two spellings of none. */
    private @Nullable Integer company(Dice dice) {
        if (size.companies() > 0 && dice.percent(60)) {
            return dice.skewed(size.companies());
        }
        return dice.percent(50) ? 0 : null;
    }

    private static void money(Dice dice, String name, Map<String, @Nullable Object> item) {
        int amount = dice.below(1_000_000);
        item.put(name, dice.percent(80) ? (Object) amount : (Object) (amount / 100.0));
        item.put("currencyId", dice.percent(90) ? "RUB" : "USD");
    }
}
