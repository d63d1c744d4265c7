package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Names and JSON types of answers are those that apidocs.bitrix24.com shows, in both dialects. */
class PortalShapesTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 120, 120, 20, 60, 60, 6, 68));

    private final Portal portal = Portal.of(DATASET, new PortalSettings().unlimited());
    private final PortalClient client = new PortalClient(portal);

    @BeforeEach
    void start() throws IOException {
        portal.start();
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    /** JSON types by property: text, int, number, yes-no, null, list, map. */
    private static Map<String, String> types(JsonNode node) {
        Map<String, String> types = new LinkedHashMap<>();
        node.properties().forEach(each -> types.put(each.getKey(), type(each.getValue())));
        return types;
    }

    private static String type(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        if (value.isString()) {
            return "text";
        }
        if (value.isBoolean()) {
            return "yes-no";
        }
        if (value.isIntegralNumber()) {
            return "int";
        }
        return value.isNumber() ? "number" : value.isArray() ? "list" : "map";
    }

    @Test
    void everyAnswerSaysHowLongItTook() {
        JsonNode time = client.call("profile", "{}").get("time");

        assertThat(types(time))
                .containsEntry("start", "number")
                .containsEntry("finish", "number")
                .containsEntry("duration", "number")
                .containsEntry("processing", "number")
                .containsEntry("date_start", "text")
                .containsEntry("date_finish", "text")
                .containsEntry("operating_reset_at", "int")
                .containsEntry("operating", "int");
        assertThat(time.get("date_start").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+03:00");
    }

    @Test
    void olderPortalsSayNothingOfOperating() throws IOException {
        try (Portal older =
                Portal.of(DATASET, new PortalSettings().operatingShown(false)).start()) {
            assertThat(new PortalClient(older).call("profile", "{}").get("time").propertyNames())
                    .containsExactly("start", "finish", "duration", "processing", "date_start", "date_finish");
        }
    }

    @Test
    void anItemIsTyped() {
        JsonNode lead = client.call("crm.item.get", "{'entityTypeId':1,'id':2}").at("/result/item");
        assertThat(types(lead))
                .containsEntry("id", "int")
                .containsEntry("createdTime", "text")
                .containsEntry("assignedById", "int")
                .containsEntry("opened", "text")
                .containsEntry("companyId", "int")
                .containsEntry("stageId", "text")
                .containsEntry("stageSemanticId", "text")
                .containsEntry("title", "text")
                .containsEntry("originId", "null")
                .containsEntry("contactIds", "list")
                .containsEntry("entityTypeId", "int");
        assertThat(lead.get("opportunity").isNumber()).isTrue();
        assertThat(types(lead.at("/fm/0")))
                .isEqualTo(Map.of("id", "int", "valueType", "text", "value", "text", "typeId", "text"));
    }

    @Test
    void aLegacyRecordIsText() {
        JsonNode deal = client.call("crm.deal.get", "{'id':3}").get("result");
        assertThat(types(deal))
                .containsEntry("ID", "text")
                .containsEntry("TITLE", "text")
                .containsEntry("CATEGORY_ID", "text")
                .containsEntry("STAGE_ID", "text")
                .containsEntry("OPPORTUNITY", "text")
                .containsEntry("ASSIGNED_BY_ID", "text")
                .containsEntry("CONTACT_ID", "text")
                .containsEntry("DATE_CREATE", "text")
                .containsEntry("DATE_MODIFY", "text")
                .containsEntry("CREATED_BY_ID", "text")
                .containsEntry("ORIGIN_ID", "null")
                .doesNotContainKeys("CONTACT_IDS", "entityTypeId", "UPDATED_TIME");
        assertThat(deal.get("OPPORTUNITY").asString()).matches("\\d+\\.\\d\\d");

        JsonNode lead = client.call("crm.lead.get", "{'id':3}").get("result");
        assertThat(types(lead)).containsEntry("STATUS_ID", "text").doesNotContainKey("STAGE_ID");
        JsonNode company = client.call("crm.company.get", "{'id':3}").get("result");
        assertThat(types(company)).containsEntry("COMPANY_TYPE", "text").containsEntry("IS_MY_COMPANY", "text");
    }

    @Test
    void legacyPhonesHaveUpperCaseNamesAndAreSelectedByName() {
        JsonNode contact = client.call("crm.contact.get", "{'id':2}").get("result");
        assertThat(types(contact.at("/PHONE/0")))
                .isEqualTo(Map.of("ID", "text", "VALUE_TYPE", "text", "VALUE", "text", "TYPE_ID", "text"));
        portal.edits().update(Entity.CONTACT, 2, Map.of("fm", List.of()));
        assertThat(client.call("crm.contact.get", "{'id':2}").get("result").has("PHONE"))
                .isFalse();

        JsonNode rows = client.call("crm.contact.list", "{'select':['ID','NAME','PHONE'],'filter':{'>ID':2}}")
                .get("result");
        assertThat(rows.get(0).propertyNames()).containsExactlyInAnyOrder("ID", "NAME", "PHONE");
        JsonNode plain = client.call("crm.contact.list", "{}").get("result");
        assertThat(plain.get(0).propertyNames()).contains("LAST_NAME").noneMatch(name -> name.startsWith("UF_"));
        assertThat(plain.get(0).has("PHONE")).isFalse();
        JsonNode custom =
                client.call("crm.contact.list", "{'select':['*','UF_*']}").get("result");
        assertThat(custom.get(0).propertyNames()).anyMatch(name -> name.startsWith("UF_CRM_"));
    }

    @Test
    void legacyListsArePagedAndFilteredByUpperCaseNames() {
        JsonNode page = client.call("crm.deal.list", "{'filter':{'>ID':10},'order':{'ID':'DESC'}}");
        assertThat(page.get("result")).hasSize(50);
        assertThat(page.at("/result/0/ID").asString()).isEqualTo("120");
        assertThat(page.get("total").asInt()).isEqualTo(110);
        assertThat(page.get("next").asInt()).isEqualTo(50);
    }

    @Test
    void bothDialectsHaveErrorsOfTheirOwn() {
        JsonNode legacy = client.call("crm.lead.get", "{'id':99999}");
        assertThat(legacy.get("error").asString()).isEmpty();
        assertThat(legacy.get("error_description").asString()).isEqualTo("Not found");
        JsonNode universal = client.call("crm.item.get", "{'entityTypeId':1,'id':99999}");
        assertThat(universal.get("error").asString()).isEqualTo("NOT_FOUND");
        assertThat(client.post("crm.lead.get", Map.of("id", 99999)).statusCode())
                .isEqualTo(400);
        assertThat(client.post("crm.no.such", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void fieldsAreDescribedInBothDialects() {
        JsonNode item = client.call("crm.item.fields", "{'entityTypeId':2}").at("/result/fields");
        assertThat(types(item.get("stageId")))
                .containsEntry("type", "text")
                .containsEntry("isRequired", "yes-no")
                .containsEntry("isMultiple", "yes-no")
                .containsEntry("isDynamic", "yes-no")
                .containsEntry("statusType", "text")
                .containsEntry("upperName", "text");
        JsonNode list = Stream.of(item.properties().toArray(Map.Entry[]::new))
                .map(e -> (JsonNode) e.getValue())
                .filter(f -> f.get("type").asString().equals("enumeration"))
                .findFirst()
                .orElseThrow();
        assertThat(types(list.at("/items/0"))).isEqualTo(Map.of("ID", "text", "VALUE", "text"));

        JsonNode legacy = client.call("crm.deal.fields", "{}").get("result");
        assertThat(legacy.has("STAGE_ID")).isTrue();
        assertThat(legacy.get("STAGE_ID").has("upperName")).isFalse();
        assertThat(legacy.at("/CLOSED/type").asString()).isEqualTo("char");
        String custom = list.get("upperName").asString();
        assertThat(legacy.get(custom).get("title").asString()).isEqualTo(custom);
        assertThat(legacy.get(custom).get("listLabel").asString())
                .isEqualTo(list.get("title").asString());
    }

    @Test
    void funnelsStagesAndStaff() {
        JsonNode categories = client.call("crm.category.list", "{'entityTypeId':2}");
        assertThat(types(categories.at("/result/categories/0")))
                .containsEntry("id", "int")
                .containsEntry("name", "text")
                .containsEntry("sort", "int")
                .containsEntry("isDefault", "text");
        assertThat(categories.get("total").asInt()).isEqualTo(6);

        JsonNode stages = client.call("crm.status.list", "{'filter':{'ENTITY_ID':'DEAL_STAGE_5'}}");
        assertThat(types(stages.at("/result/0")))
                .containsEntry("STATUS_ID", "text")
                .containsEntry("SORT", "text")
                .containsEntry("SEMANTICS", "null");
        assertThat(stages.at("/result/0/STATUS_ID").asString()).startsWith("C5:");
        assertThat(client.call("crm.status.list", "{}").get("result")).hasSize(50);

        JsonNode users = client.call("user.get", "{}");
        assertThat(types(users.at("/result/0")))
                .containsEntry("ID", "text")
                .containsEntry("ACTIVE", "yes-no")
                .containsEntry("UF_DEPARTMENT", "list");
        assertThat(users.get("total").asInt()).isEqualTo(60);
        assertThat(users.get("next").asInt()).isEqualTo(50);
        assertThat(client.call("user.get", "{'start':50}").get("result")).hasSize(10);
        assertThat(client.call("user.get", "{'filter':{'ACTIVE':true}}")
                        .get("total")
                        .asInt())
                .isLessThan(60);
        assertThat(client.form("user.get", "FILTER[ID]=3").at("/result/0/ID").asString())
                .isEqualTo("3");

        assertThat(client.call("user.current", "{}").at("/result/ID").asString())
                .isEqualTo("1");

        JsonNode departments = client.call("department.get", "{}");
        assertThat(types(departments.at("/result/1")))
                .containsEntry("ID", "text")
                .containsEntry("SORT", "int")
                .containsEntry("PARENT", "text");
        assertThat(departments.at("/result/0").has("PARENT")).isFalse();
    }

    @Test
    void whoHasANumberIsAMapAndNobodyAnEmptyList() {
        String number = Phones.main(Entity.CONTACT, 5);
        JsonNode found = client.call("crm.duplicate.findbycomm", Map.of("type", "PHONE", "values", List.of(number)));
        assertThat(found.at("/result/CONTACT/0").asInt()).isEqualTo(5);
        JsonNode nobody = client.call("crm.duplicate.findbycomm", "{'type':'PHONE','values':['+19995550000']}");
        assertThat(nobody.get("result").isArray()).isTrue();
        assertThat(nobody.get("result")).isEmpty();

        portal.edits().update(Entity.CONTACT, 5, Map.of("fm", List.of(Map.of("value", "+1 999 555 00 00"))));
        assertThat(client.call("crm.duplicate.findbycomm", "{'type':'PHONE','values':['9995550000']}")
                        .at("/result/CONTACT"))
                .hasSize(1);
    }

    @Test
    void twentyOfOneEntityHideTheOthers() {
        for (int i = 0; i < 25; i++) {
            portal.edits().add(Entity.LEAD, Map.of("fm", List.of(Map.of("value", "+1 999 555 00 01"))));
        }
        portal.edits().update(Entity.CONTACT, 5, Map.of("fm", List.of(Map.of("value", "+1 999 555 00 01"))));

        JsonNode found = client.call("crm.duplicate.findbycomm", "{'type':'PHONE','values':['+19995550001']}");
        assertThat(found.at("/result/LEAD")).hasSize(20);
        assertThat(found.get("result").has("CONTACT")).isFalse();
    }

    @Test
    void itemsMayBeEditedOverRest() {
        JsonNode added = client.form(
                "crm.item.add",
                "entityTypeId=2&fields[title]=By+REST&fields[opportunity]=150.5&fields[contactIds][]=7&fields[stageId]=WON");
        int id = added.at("/result/item/id").asInt();
        assertThat(id).isEqualTo(121);
        assertThat(added.at("/result/item/opportunity").asDouble()).isEqualTo(150.5);
        assertThat(added.at("/result/item/closed").asString()).isEqualTo("Y");
        assertThat(added.at("/result/item/contactId").asInt()).isEqualTo(7);
        client.call("crm.item.update", Map.of("entityTypeId", 2, "id", id, "fields", Map.of("title", "Other")));
        assertThat(portal.item(Entity.DEAL, id).orElseThrow()).containsEntry("title", "Other");
        assertThat(client.call("crm.item.delete", Map.of("entityTypeId", 2, "id", id))
                        .get("result")
                        .isArray())
                .isTrue();
        assertThat(portal.item(Entity.DEAL, id)).isEmpty();

        JsonNode merged = client.call("crm.entity.mergeBatch", "{'params':{'entityTypeId':3,'entityIds':[4,5]}}");
        assertThat(merged.at("/result/STATUS").asString()).isEqualTo("SUCCESS");
        JsonNode one = client.call("crm.entity.mergeBatch", "{'params':{'entityTypeId':3,'entityIds':[4]}}");
        assertThat(one.get("error").isInt()).isTrue();
    }
}
