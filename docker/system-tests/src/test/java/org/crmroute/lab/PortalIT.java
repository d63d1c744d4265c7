package org.crmroute.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crmroute.lab.Phone.Habit.ANSWERS;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Portal;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Real calls follow what happens in the portal. */
class PortalIT {

    private static final LabNetwork NETWORK = new LabNetwork(32);
    private static final int CONTRACT_DEAL = 77;
    private static final Customer CONTRACT_CUSTOMER = Customer.of("79123456703");

    private static Portal portal;
    private static Lab lab;
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        http = HttpClient.newHttpClient();
        portal = Portal.of(
                        Project.crm(),
                        new PortalSettings().listen(NETWORK.portal(), 8024).applicationToken(Lab.EVENTS_TOKEN))
                .start();
        lab = Lab.startFollowing(portal.webhook(), NETWORK, folder, Asterisk.Waiting.RINGING);
        portal.events().webhook(lab.router().url("/bitrix24/events"));
        for (int extension : new int[] {201, 203, 206, 210}) {
            lab.phone(extension, ANSWERS);
        }
        await("/api/sync", body -> body.contains("\"phase\":\"CURRENT\""));
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
        if (portal != null) {
            portal.close();
        }
        if (http != null) {
            http.close();
        }
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(lab.router().url(path))
                .header("Authorization", "Bearer " + RouterProcess.API_TOKEN)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int post(Map<String, String> form) throws IOException, InterruptedException {
        List<String> pairs = form.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .toList();
        URI events = lab.router().url("/bitrix24/events");
        return http.send(
                        HttpRequest.newBuilder(events)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String await(String path, Predicate<String> wanted) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String body = get(path);
        while (!wanted.test(body)) {
            assertThat(System.nanoTime())
                    .as("still waiting; %s says %s", path, body)
                    .isLessThan(until);
            Thread.sleep(100);
            body = get(path);
        }
        return body;
    }

    /** Waits until the router would take this customer by this rule. */
    private static void awaitRule(Customer customer, String rule) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String explanation = "";
        while (System.nanoTime() < until) {
            explanation = lab.router()
                    .run("explain", "+" + customer.number(), "--did", Lab.DID, "--json")
                    .output();
            if (JsonMapper.shared()
                    .readTree(explanation)
                    .path("rule")
                    .asString("")
                    .equals(rule)) {
                return;
            }
        }
        throw new AssertionError("rule " + rule + " does not decide: " + explanation);
    }

    @Test
    void aDealMovedToAnotherStageSendsTheNextCallElsewhere() throws Exception {
        assertThat(lab.call(CONTRACT_CUSTOMER).by()).isEqualTo("203");

        portal.edits().update(Entity.DEAL, CONTRACT_DEAL, Map.of("stageId", "NEW"));
        awaitRule(CONTRACT_CUSTOMER, "sales");
        Outcome moved = lab.call(CONTRACT_CUSTOMER);
        assertThat(moved.rule()).isEqualTo("sales");
        assertThat(moved.by()).isEqualTo("201");

        portal.edits().update(Entity.DEAL, CONTRACT_DEAL, Map.of("stageId", "UC_CONTRACT"));
        awaitRule(CONTRACT_CUSTOMER, "legal");
        assertThat(lab.call(CONTRACT_CUSTOMER).by()).isEqualTo("203");
    }

    @Test
    void aStageDeletedInTheCrmTakesItsRuleOutOfForceUntilItReturns() throws Exception {
        portal.catalog().deleteStage("DEAL_STAGE", "UC_CONTRACT");
        // no event tells of stages; one about fields has the whole catalogue read at once
        portal.catalog().addField(Entity.DEAL, "UF_CRM_NEW_1", "string", false, "New");

        assertThat(await("/health", body -> body.contains("out of force"))).contains("main/legal");
        assertThat(get("/metrics")).contains("crmroute_rules_suspended 1.0");
        assertThat(lab.call(CONTRACT_CUSTOMER).rule()).isEqualTo("sales");

        portal.catalog().addStage("DEAL_STAGE", "UC_CONTRACT", "Contract Negotiation", "");
        portal.catalog().addField(Entity.DEAL, "UF_CRM_NEW_2", "string", false, "New");

        await("/health", body -> !body.contains("out of force"));
        assertThat(lab.call(CONTRACT_CUSTOMER).rule()).isEqualTo("legal");
    }

    @Test
    void aPortalThatIsAwayChangesNothingForCalls() throws Exception {
        portal.goDown();
        try {
            // word of a change arrives, and then the portal cannot be asked
            assertThat(post(Map.of(
                            "event",
                            "ONCRMDEALUPDATE",
                            "data[FIELDS][ID]",
                            String.valueOf(CONTRACT_DEAL),
                            "auth[application_token]",
                            Lab.EVENTS_TOKEN)))
                    .isEqualTo(200);
            await("/health", body -> body.contains("does not get on"));

            assertThat(lab.call(Customer.of("79123456701")).by()).isEqualTo("206");
            assertThat(lab.call(Customer.of("79990000001")).by()).isEqualTo("210");
        } finally {
            portal.comeUp();
        }
        await("/api/sync", body -> body.contains("\"phase\":\"CURRENT\"") && body.contains("\"noticesWaiting\":0"));
    }

    @Test
    void anUnknownCallerIsKnownAtTheNextCall() throws Exception {
        Customer stranger = Customer.of("79123456799");
        portal.eventFaults().lost(1.0);
        try {
            portal.edits()
                    .add(
                            Entity.CONTACT,
                            Map.of(
                                    "name",
                                    "Новый",
                                    "lastName",
                                    "Клиент",
                                    "assignedById",
                                    6,
                                    "fm",
                                    List.of(Map.of(
                                            "id", 9900,
                                            "valueType", "WORK",
                                            "value", "8 (912) 345-67-99",
                                            "typeId", "PHONE"))));

            Outcome first = lab.call(stranger);
            assertThat(first.reason()).isEqualTo("UNKNOWN_CALLER");
            assertThat(first.by()).isEqualTo("210");

            awaitRule(stranger, "manager");
            assertThat(lab.call(stranger).by()).isEqualTo("206");
        } finally {
            portal.eventFaults().clear();
        }
    }

    @Test
    void eventsOfStrangersAreRefused() throws Exception {
        assertThat(post(Map.of(
                        "event", "ONCRMDEALUPDATE", "data[FIELDS][ID]", "77", "auth[application_token]", "guess")))
                .isEqualTo(403);
        assertThat(post(Map.of("event", "ONCRMDEALUPDATE", "data[FIELDS][ID]", "77")))
                .isEqualTo(403);
        assertThat(post(Map.of(
                        "event", "ONCRMDEALUPDATE",
                        "data[FIELDS][ID]", "77; DROP TABLE deal",
                        "auth[application_token]", Lab.EVENTS_TOKEN)))
                .isEqualTo(400);
    }
}
