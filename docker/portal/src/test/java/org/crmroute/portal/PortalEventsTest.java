package org.crmroute.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events, and what goes wrong with them. */
class PortalEventsTest {

    private static final Dataset DATASET = new Dataset(new DatasetSize(7, 60, 60, 5, 5, 5, 3, 4));

    private final Portal portal = Portal.of(DATASET, new PortalSettings().applicationToken("sesame"));
    private final PortalClient client = new PortalClient(portal);
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private @Nullable HttpServer listener;
    private URI handler = URI.create("http://127.0.0.1/");

    @BeforeEach
    void start() throws IOException {
        portal.start();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        listener = server;
        handler = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
    }

    @AfterEach
    void stop() {
        portal.close();
        if (listener != null) {
            listener.stop(0);
        }
    }

    private List<Map<String, @Nullable Object>> received() throws InterruptedException {
        portal.events().await();
        synchronized (bodies) {
            return bodies.stream().map(PhpQuery::parse).toList();
        }
    }

    /** {@code ONCRMDEALADD 61}. */
    private List<String> names() throws InterruptedException {
        return received().stream()
                .map(each -> each.get("event") + " "
                        + Json.object(Json.object(each.get("data")).get("FIELDS"))
                                .get("ID"))
                .toList();
    }

    @Test
    void anEventIsAFormOfAnIdAndTheApplicationToken() throws InterruptedException {
        int id = portal.events().webhook(handler);
        portal.edits().update(Entity.DEAL, 7, Map.of("title", "New"));

        Map<String, @Nullable Object> event = received().getFirst();
        assertThat(event)
                .containsEntry("event", "ONCRMDEALUPDATE")
                .containsEntry("event_handler_id", String.valueOf(id))
                .containsEntry("data", Map.of("FIELDS", Map.of("ID", "7")))
                .containsKey("ts");
        assertThat(Json.object(event.get("auth")))
                .containsEntry("application_token", "sesame")
                .containsEntry("domain", portal.address().getAuthority())
                .containsKeys("client_endpoint", "server_endpoint", "member_id");
        assertThat(bodies.getFirst()).contains("data%5BFIELDS%5D%5BID%5D=7&ts=");
    }

    @Test
    void everyChangeHasItsEvent() throws InterruptedException {
        portal.events().webhook(handler);
        int added = portal.edits().add(Entity.CONTACT, Map.of());
        portal.edits().recycle(Entity.CONTACT, added);
        portal.edits().merge(Entity.COMPANY, 1, List.of(2));
        portal.catalog().addField(Entity.LEAD, "ufCrmX", "enumeration", false, "X");
        portal.catalog().addOption(Entity.LEAD, "ufCrmX", "One");
        portal.catalog().addFunnel("No event");

        assertThat(names().stream().map(name -> name.replaceFirst(" .*", "")))
                .containsExactly(
                        "ONCRMCONTACTADD",
                        "ONCRMCONTACTDELETE",
                        "ONCRMCOMPANYUPDATE",
                        "ONCRMCOMPANYDELETE",
                        "ONCRMLEADUSERFIELDADD",
                        "ONCRMLEADUSERFIELDSETENUMVALUES");
        portal.staff().addUser(Map.of("NAME", "Nina"));
        assertThat(received().getLast()).containsEntry("event", "ONUSERADD");
        assertThat(Json.object(received().getLast().get("data"))).containsEntry("ACTIVE", "Y");
    }

    @Test
    void aMoveToAnotherFunnelIsToldToApplicationsOnlyAndIsNoUpdate() throws InterruptedException {
        portal.events().webhook(handler);
        portal.edits().moveDeal(3, 5, "C5:NEW");
        assertThat(received()).isEmpty();

        portal.events().clear();
        portal.events().application(handler);
        portal.edits().moveDeal(3, 0, "NEW");
        assertThat(received())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("event", "ONCRMDEALMOVETOCATEGORY")
                        .containsEntry(
                                "data", Map.of("FIELDS", Map.of("ID", "3", "CATEGORY_ID", "0", "STAGE_ID", "NEW"))));
    }

    @Test
    void applicationsBindTheirHandlersThemselves() throws InterruptedException {
        String token = portal.tokens().install().access();
        String bind = "event=OnCrmDealAdd&handler=" + handler + "&auth=" + token;
        assertThat(client.form("event.bind", "event=X&handler=" + handler)
                        .get("error")
                        .asString())
                .isEqualTo("WRONG_AUTH_TYPE");
        assertThat(rest("event.bind?" + bind)).contains("\"result\":true");
        assertThat(rest("event.bind?" + bind)).contains("ERROR_HANDLER_ALREADY_EXIST");
        assertThat(rest("event.get?auth=" + token)).contains("ONCRMDEALADD", "\"auth_type\":\"0\"");
        portal.edits().add(Entity.DEAL, Map.of());
        portal.edits().add(Entity.LEAD, Map.of());
        assertThat(names()).containsExactly("ONCRMDEALADD 61");
        assertThat(rest("event.unbind?" + bind)).contains("\"count\":1");
    }

    private String rest(String call) {
        return client.get(portal.address().resolve("/rest/" + call)).body();
    }

    @Test
    void eventsMayBeLostOrDoubledOrOfAWrongToken() throws InterruptedException {
        portal.events().webhook(handler);
        portal.eventFaults().lost(1);
        portal.edits().update(Entity.DEAL, 1, Map.of());
        portal.eventFaults().clear().doubled(1);
        portal.edits().update(Entity.DEAL, 2, Map.of());
        portal.eventFaults().clear().wrongToken(1).withoutHandlerId(true);
        portal.edits().update(Entity.DEAL, 3, Map.of());

        assertThat(names()).containsExactly("ONCRMDEALUPDATE 2", "ONCRMDEALUPDATE 2", "ONCRMDEALUPDATE 3");
        assertThat(received().getLast()).doesNotContainKey("event_handler_id");
        assertThat(Json.object(received().getLast().get("auth"))).doesNotContainEntry("application_token", "sesame");
    }

    @Test
    void eventsMayComeInAnotherOrder() throws InterruptedException {
        portal.events().webhook(handler);
        portal.eventFaults().reordered(1);
        portal.edits().update(Entity.DEAL, 1, Map.of());
        portal.edits().update(Entity.DEAL, 2, Map.of());
        portal.edits().update(Entity.DEAL, 3, Map.of());

        assertThat(names()).containsExactly("ONCRMDEALUPDATE 2", "ONCRMDEALUPDATE 1", "ONCRMDEALUPDATE 3");
    }

    @Test
    void aDeletionMayBeToldBeforeTheAddition() throws InterruptedException {
        portal.events().webhook(handler);
        portal.eventFaults().deleteBeforeAdd(true);
        int id = portal.edits().add(Entity.LEAD, Map.of());
        portal.edits().delete(Entity.LEAD, id);

        assertThat(names()).containsExactly("ONCRMLEADDELETE " + id, "ONCRMLEADADD " + id);
    }

    @Test
    void lateEventsDoNotHoldTheOthers() throws InterruptedException {
        portal.events().webhook(handler);
        portal.eventFaults().late(1, Duration.ofHours(1));
        portal.edits().update(Entity.DEAL, 1, Map.of());
        portal.eventFaults().clear();
        portal.edits().update(Entity.DEAL, 2, Map.of());

        assertThat(names()).containsExactly("ONCRMDEALUPDATE 2");
    }

    @Test
    void aMassEditIsABurstOfEvents() throws InterruptedException {
        portal.events().webhook(handler);
        List<Integer> ids =
                java.util.stream.IntStream.rangeClosed(1, 60).boxed().toList();
        portal.edits().updateAll(Entity.DEAL, ids, Map.of("title", "All"));

        assertThat(new HashSet<>(names())).hasSize(60);
    }
}
