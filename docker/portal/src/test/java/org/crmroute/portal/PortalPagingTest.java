package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists, pages and batches. */
class PortalPagingTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 330, 120, 20, 40, 60, 6, 68));

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

    @Test
    void aPageHasFiftyRowsWithTotalAndNext() {
        JsonNode first = client.call("crm.item.list", "{'entityTypeId':3}");
        assertThat(first.at("/result/items")).hasSize(50);
        assertThat(first.get("total").asInt()).isEqualTo(330);
        assertThat(first.get("next").asInt()).isEqualTo(50);

        JsonNode last = client.call("crm.item.list", "{'entityTypeId':3,'start':300}");
        assertThat(ids(last.at("/result/items"))).hasSize(30).startsWith(301);
        assertThat(last.has("next")).isFalse();
    }

    @Test
    void withoutCountingThereIsNoTotal() {
        JsonNode page =
                client.call("crm.item.list", "{'entityTypeId':3,'start':-1,'order':{'id':'ASC'},'filter':{'>id':300}}");

        assertThat(ids(page.at("/result/items"))).hasSize(30).startsWith(301).endsWith(330);
        assertThat(page.has("total")).isFalse();
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void phonesAreThereOnlyIfNothingOrEverythingIsSelected() {
        assertThat(client.call("crm.item.list", "{'entityTypeId':3}").at("/result/items/0/fm"))
                .isNotEmpty();
        assertThat(client.call("crm.item.list", "{'entityTypeId':3,'select':['*']}")
                        .at("/result/items/0")
                        .has("fm"))
                .isTrue();
        JsonNode selected = client.call("crm.item.list", "{'entityTypeId':3,'select':['id','name','fm']}");
        assertThat(selected.at("/result/items/0").propertyNames()).containsExactlyInAnyOrder("id", "name");
    }

    @Test
    void deletedAndAddedRecordsAreCounted() {
        portal.edits().delete(Entity.CONTACT, 7);
        portal.edits().delete(Entity.CONTACT, 200);
        int added = portal.edits().add(Entity.CONTACT, Map.of("name", "New"));

        assertThat(added).isEqualTo(331);
        assertThat(portal.count(Entity.CONTACT)).isEqualTo(329);
        JsonNode range = client.call("crm.item.list", "{'entityTypeId':3,'filter':{'>id':0,'<=id':100}}");
        assertThat(range.get("total").asInt()).isEqualTo(99);
        assertThat(ids(range.at("/result/items"))).doesNotContain(7).contains(51);
        assertThat(client.call("crm.item.get", "{'entityTypeId':3,'id':7}")
                        .get("error")
                        .asString())
                .isEqualTo("NOT_FOUND");
        assertThat(client.call("crm.item.get", Map.of("entityTypeId", 3, "id", added))
                        .at("/result/item/name")
                        .asString())
                .isEqualTo("New");
    }

    @Test
    void whatChangedSinceIsFoundByTimeAndId() {
        String before = updated(1);
        portal.edits().updateAll(Entity.DEAL, List.of(90, 5, 60), Map.of("title", "Changed"));
        String now = updated(5);

        assertThat(now).isNotEqualTo(before);
        JsonNode found = client.call(
                "crm.item.list",
                Map.of(
                        "entityTypeId", 2,
                        "filter", Map.of(">=updatedTime", now, ">id", 5),
                        "order", Map.of("updatedTime", "ASC", "id", "ASC"),
                        "select", List.of("id", "title", "updatedTime"),
                        "start", -1));
        assertThat(ids(found.at("/result/items"))).containsExactly(60, 90);
        assertThat(found.at("/result/items/0/title").asString()).isEqualTo("Changed");
    }

    @Test
    void filtersOnOtherFieldsAndSetsOfIds() {
        JsonNode some = client.call("crm.item.list", "{'entityTypeId':2,'filter':{'@id':[3,1,999,2]}}");
        assertThat(ids(some.at("/result/items"))).containsExactly(1, 2, 3);
        JsonNode open = client.call("crm.item.list", "{'entityTypeId':2,'filter':{'=closed':'N','!categoryId':0}}");
        assertThat(open.at("/result/items")).isNotEmpty().allSatisfy(deal -> {
            assertThat(deal.get("closed").asString()).isEqualTo("N");
            assertThat(deal.get("categoryId").asInt()).isNotZero();
        });
        JsonNode down = client.call("crm.item.list", "{'entityTypeId':2,'order':{'id':'DESC'}}");
        assertThat(ids(down.at("/result/items"))).startsWith(120, 119);
        assertThat(client.call("crm.item.list", "{'entityTypeId':2,'filter':{'NOPE':1}}")
                        .get("error")
                        .asString())
                .isEqualTo("INVALID_ARG_VALUE");
    }

    @Test
    void parametersMayComeAsAFormOrInTheQuery() {
        JsonNode form = client.form(
                "crm.item.list.json", "entityTypeId=3&filter%5B%3Eid%5D=320&start=-1&select[]=id&order[id]=DESC");
        assertThat(ids(form.at("/result/items"))).startsWith(330).hasSize(10);
        JsonNode query = client.form("crm.item.get?entityTypeId=3&id=17", "");
        assertThat(query.at("/result/item/id").asInt()).isEqualTo(17);
    }

    @Test
    void aChainOfPagesAnswersGarbageAfterAShortOne() {
        StringBuilder commands = new StringBuilder("'p0':'crm.item.list?entityTypeId=3&start=-1&filter[>id]=0'");
        for (int i = 1; i < 10; i++) {
            commands.append(",'p")
                    .append(i)
                    .append("':'crm.item.list?entityTypeId=3&start=-1&order[id]=ASC&filter[%3Eid]=$result[p");
            commands.append(i - 1).append("][items][49][id]'");
        }
        JsonNode result =
                client.call("batch", "{'halt':0,'cmd':{" + commands + "}}").get("result");

        assertThat(ids(result.at("/result/p1/items"))).startsWith(51);
        assertThat(ids(result.at("/result/p6/items"))).startsWith(301).hasSize(30);
        assertThat(ids(result.at("/result/p7/items"))).startsWith(1).hasSize(50);
        assertThat(result.at("/result_error").isArray()).isTrue();
        assertThat(result.at("/result_total").isArray()).isTrue();
        assertThat(result.at("/result_next").isArray()).isTrue();
        assertThat(result.at("/result_time/p3").has("date_start")).isTrue();
    }

    @Test
    void errorsOfCommandsStandBesideResultsAndMayHalt() {
        String commands =
                "'cmd':{'a':'crm.item.get?entityTypeId=3&id=1','b':'no.such','c':'crm.item.get?entityTypeId=3&id=2'}";
        JsonNode on = client.call("batch", "{'halt':0," + commands + "}").get("result");
        assertThat(on.get("result").propertyNames()).containsExactly("a", "c");
        assertThat(on.at("/result_error/b/error").asString()).isEqualTo("ERROR_METHOD_NOT_FOUND");
        JsonNode halted = client.call("batch", "{'halt':1," + commands + "}").get("result");
        assertThat(halted.get("result").propertyNames()).containsExactly("a");
        JsonNode nested = client.call("batch", "{'cmd':['batch?cmd[a]=profile','profile']}")
                .get("result");
        assertThat(nested.at("/result_error/0/error").asString()).isEqualTo("ERROR_BATCH_METHOD_NOT_ALLOWED");
        assertThat(nested.at("/result/1/ID").asString()).isEqualTo("1");
    }

    @Test
    void fiftyOneCommandsAreTooMany() {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            commands.add("server.time");
        }
        assertThat(client.call("batch", Map.of("cmd", commands)).get("error").asString())
                .isEqualTo("ERROR_BATCH_LENGTH_EXCEEDED");
        assertThat(client.call("batch", Map.of("cmd", commands.subList(0, 50))).at("/result/result"))
                .hasSize(50);
    }

    @Test
    void aReferenceMayTakeAWholeArray() {
        portal.edits().delete(Entity.CONTACT, 330);
        JsonNode result = client.call(
                        "batch",
                        "{'cmd':{'who':'crm.duplicate.findbycomm?type=PHONE&values[]="
                                + Phones.main(Entity.CONTACT, 17).substring(1)
                                + "','full':'crm.item.list?entityTypeId=3&filter[@id]=$result[who][CONTACT]'}}")
                .at("/result/result");
        assertThat(ids(result.at("/full/items"))).contains(17).hasSizeLessThan(50);
    }

    private String updated(int deal) {
        return String.valueOf(portal.item(Entity.DEAL, deal).orElseThrow().get("updatedTime"));
    }

    private static List<Integer> ids(JsonNode items) {
        List<Integer> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.get("id").asInt()));
        return ids;
    }
}
