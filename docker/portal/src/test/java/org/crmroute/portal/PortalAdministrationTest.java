package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The administration by HTTP, and the program. */
class PortalAdministrationTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 60, 60, 5, 5, 5, 3, 4));

    private final Portal portal = Portal.of(DATASET, new PortalSettings());
    private final PortalClient client = new PortalClient(portal);

    @BeforeEach
    void start() throws IOException {
        portal.start();
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private JsonNode admin(String operation, String json) {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(portal.address().resolve("/admin/" + operation))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                        .build());
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(body.has("error") ? 400 : 200);
        return body.has("error") ? body.get("error") : body.get("result");
    }

    @Test
    void recordsAreEdited() {
        int id = admin("add", "{'entity':'deal','fields':{'title':'A','contactIds':[1]}}")
                .asInt();
        admin("update", "{'entity':'deal','id':" + id + ",'fields':{'title':'B'}}");
        admin("updateAll", "{'entity':'deal','ids':[1,2],'fields':{'title':'B'}}");
        admin("moveDeal", "{'id':" + id + ",'category':5,'stage':'C5:NEW'}");
        assertThat(admin("item", "{'entity':'deal','id':" + id + "}")
                        .get("categoryId")
                        .asInt())
                .isEqualTo(5);
        admin("recycle", "{'entity':'deal','id':" + id + "}");
        admin("restore", "{'entity':'deal','id':" + id + "}");
        admin("delete", "{'entity':'deal','id':" + id + "}");
        admin("merge", "{'entity':'contact','winner':1,'others':[2,3]}");
        admin("importOld", "{'entity':'lead','fields':{},'updated':'2020-01-01T00:00:00+03:00'}");
        admin("add", "{'entity':'lead','fields':{},'visibleAfter':3600}");
        admin("update", "{'entity':'lead','id':1,'fields':{'title':'Late'},'visibleAfter':3600}");
        assertThat(admin("count", "{}"))
                .isEqualTo(JsonMapper.shared().readTree("{\"lead\":6,\"deal\":60,\"contact\":58,\"company\":5}"));
        assertThat(admin("ids", "{'entity':'contact'}")).hasSize(58);
    }

    @Test
    void definitionsAreEdited() {
        admin("addField", "{'entity':'deal','name':'ufCrmX','type':'enumeration','multiple':true,'title':'X'}");
        int option = admin("addOption", "{'entity':'deal','name':'ufCrmX','value':'One'}")
                .asInt();
        admin("renameOption", "{'entity':'deal','name':'ufCrmX','option':" + option + ",'value':'Two'}");
        admin("deleteOption", "{'entity':'deal','name':'ufCrmX','option':" + option + "}");
        admin("renameField", "{'entity':'deal','name':'ufCrmX','title':'Y'}");
        admin("changeType", "{'entity':'deal','name':'ufCrmX','type':'string'}");
        assertThat(portal.fields(Entity.DEAL).get("ufCrmX"))
                .containsEntry("type", "string")
                .containsEntry("title", "Y");
        admin("deleteField", "{'entity':'deal','name':'ufCrmX'}");
        int funnel = admin("addFunnel", "{'name':'F'}").asInt();
        admin("addStage", "{'entityId':'DEAL_STAGE_" + funnel + "','statusId':'C" + funnel + ":A','name':'A'}");
        admin("renameStage", "{'entityId':'DEAL_STAGE_" + funnel + "','statusId':'C" + funnel + ":A','name':'B'}");
        admin("deleteStage", "{'entityId':'DEAL_STAGE_" + funnel + "','statusId':'C" + funnel + ":A'}");
        admin("renameFunnel", "{'id':" + funnel + ",'name':'G'}");
        admin("deleteFunnel", "{'id':" + funnel + "}");
        assertThat(portal.categories()).hasSize(3);
        int user = admin("addUser", "{'fields':{'NAME':'Nina'}}").asInt();
        admin("extension", "{'id':" + user + ",'number':'700'}");
        admin("moveToDepartment", "{'id':" + user + ",'department':2}");
        admin("changeUser", "{'id':" + user + ",'fields':{'LAST_NAME':'N'}}");
        admin("dismiss", "{'id':" + user + "}");
        int department = admin("addDepartment", "{'fields':{'NAME':'D'}}").asInt();
        admin("changeDepartment", "{'id':" + department + ",'fields':{'NAME':'E'}}");
        admin("deleteDepartment", "{'id':" + department + "}");
        assertThat(portal.users())
                .last()
                .satisfies(row ->
                        assertThat(row).containsEntry("UF_PHONE_INNER", "700").containsEntry("ACTIVE", false));
    }

    @Test
    void faultsAreSet() {
        admin("fault", "{'fault':'BAD_GATEWAY','next':1}");
        assertThat(client.post("profile", Map.of()).statusCode()).isEqualTo(502);
        admin("fault", "{'slow':0.001,'chance':1}");
        admin("fault", "{'fault':'PORTAL_DELETED','method':'user.get','chance':1}");
        admin("clearFaults", "{}");
        assertThat(client.post("user.get", Map.of()).statusCode()).isEqualTo(200);
        admin("eventFaults", "{'lost':0.1,'late':0.1,'delay':5,'deleteBeforeAdd':true}");
        admin("webhookValid", "{'valid':false}");
        assertThat(client.post("profile", Map.of()).statusCode()).isEqualTo(401);
        admin("webhookValid", "{'valid':true}");
        admin("readable", "{'entity':'deal','may':false}");
        admin("clockOffset", "{'seconds':-3600}");
        assertThat(admin("install", "{}").has("access_token")).isTrue();
        admin("expireTokens", "{}");
        assertThat(admin("webhook", "{'url':'http://127.0.0.1:9/','events':['ONCRMDEALADD']}")
                        .isInt())
                .isTrue();
        admin("application", "{'url':'http://127.0.0.1:9/'}");
        admin("clearHandlers", "{}");
        assertThat(admin("counters", "{}").at("/requests/profile").asInt()).isEqualTo(2);
        admin("clearCounters", "{}");
        assertThat(portal.counters().allRequests()).isZero();
        assertThat(admin("goDown", "{}").asString()).contains("seconds");
        assertThat(admin("rename", "{}").asString()).isEqualTo(portal.address().toString());
    }

    @Test
    void mistakesAreExplained() {
        assertThat(admin("nonsense", "{}").asString()).contains("nonsense", "updateAll");
        assertThat(admin("add", "{'entity':'boat'}").asString()).contains("boat");
        assertThat(admin("fault", "{'fault':'FLOOD'}").asString()).contains("FLOOD", "PORTAL_DELETED");
        assertThat(admin("delete", "{'entity':'deal','id':4711}").asString()).contains("NOT_FOUND");
    }

    @Test
    void theProgramSaysThatItIsAStandIn(@TempDir Path folder) throws InterruptedException {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new PortalProgram()).setOut(new PrintWriter(out));
        assertThat(command.execute("snapshot", "--contacts", "10", "--out", folder.toString()))
                .isZero();
        Thread server = Thread.ofPlatform()
                .start(() -> command.execute(
                        "serve", "--port", "0", "--snapshot", folder.toString(), "--page-time", "70ms"));
        while (!out.toString().contains("Administration")) {
            Thread.onSpinWait();
        }
        server.interrupt();
        server.join(Duration.ofSeconds(20));

        assertThat(out.toString()).contains("for tests and the demo only", "contact records: 10", "/rest/1/");
        assertThat(new CommandLine(new PortalProgram())
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("serve", "--page-time", "soon"))
                .isEqualTo(2);
    }
}
