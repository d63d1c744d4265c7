package org.crmroute.lab;

import static org.crmroute.lab.Phone.Habit.ANSWERS;
import static org.crmroute.lab.Phone.Habit.RINGS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places the calls that docker/demo shows, through the Asterisk, the router and the transfer app that compose started, and prints where
 * each went and why, and who heard whom when it was handed on. Ends with 1 when something went otherwise than it should.
 */
public final class Demo {

    private static final List<Act> ACTS = List.of(
            new Act("a customer with a manager of their own", "79123456701", "206"),
            new Act("a customer with a deal in funnel Sales", "79123456702", "201"),
            new Act("a customer whose deal is at Contract Negotiation", "79123456703", "203"),
            new Act("a number nobody knows", "79990000000", "210"),
            new Act("a customer whose manager does not pick up", "79123456704", "205"));

    /** The customer at Contract Negotiation, once the deal went back to the beginning. */
    private static final Act MOVED = new Act("the customer whose deal was moved", "79123456703", "201");

    private static final int MOVED_DEAL = 77;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabNetwork network;
    private final Container asterisk;
    private final Container router;
    private final URI portal;
    private final PrintStream out;

    private Demo(LabNetwork network, Container asterisk, Container router, URI portal, PrintStream out) {
        this.network = network;
        this.asterisk = asterisk;
        this.router = router;
        this.portal = portal;
        this.out = out;
    }

    /**
     * A call and who should answer it.
     *
     * @param who the caller, in words
     * @param answers the extension
     */
    private record Act(String who, String number, String answers) {}

    /**
     * Arguments: the third number of the lab's network, Asterisk's container, the router's, the portal's address, the transfer app's;
     * its token is in the environment, where {@code ps} does not show it.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LabNetwork network = new LabNetwork(Integer.parseInt(arguments[0]));
        Container asterisk = Container.attach(arguments[1]);
        Container router = Container.attach(arguments[2]);
        boolean right = new Demo(network, asterisk, router, URI.create(arguments[3]), out).play();
        out.println("== Handing calls on while they talk (the transfer app, by its HTTP interface)");
        TransfersClient transfers = new TransfersClient(URI.create(arguments[4]), TransfersClient.tokenOfThisProcess());
        right &= TransferScenes.play(network, transfers, out);
        asterisk.detach();
        router.detach();
        System.exit(right ? 0 : 1);
    }

    private boolean play() throws IOException, InterruptedException {
        List<Phone> phones = new ArrayList<>();
        try {
            out.println();
            out.println(
                    "Phones: 201 Анна Смирнова and 202 Борис Иванов (Sales), 203 Lydia Lawyer (Legal), 205 Helen Head");
            out.println("        (head of Sales), 206 and 207 (managers; 207 lets it ring), 210 (reception).");
            for (int extension : new int[] {201, 203, 205, 206, 210}) {
                phones.add(Phone.plugIn(network, extension, ANSWERS));
            }
            phones.add(Phone.plugIn(network, 202, RINGS));
            phones.add(Phone.plugIn(network, 207, RINGS));
            boolean right = call(ACTS);
            long seconds = moveTheDeal();
            out.printf(
                    "The router was seen to know it %.1f s later (looking takes a second by itself). That customer again:%n",
                    seconds / 1000.0);
            return call(List.of(MOVED)) && right;
        } finally {
            phones.forEach(Phone::close);
        }
    }

    private boolean call(List<Act> acts) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Act act : acts) {
            out.printf("Calling %s as %s …%n", Lab.DID, act.who());
            outcomes.add(Customer.of(act.number()).callToTheEnd(network, asterisk.console(), Lab.DID));
        }
        return table(acts, outcomes, decisions());
    }

    /** Somebody moves a card in the CRM. Returns after how many milliseconds calls would go by it. */
    private long moveTheDeal() throws IOException, InterruptedException {
        out.printf("In the portal, deal %d is moved from Contract Negotiation back to New …%n", MOVED_DEAL);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String fields = "{\"entity\":\"deal\",\"id\":%d,\"fields\":{\"stageId\":\"NEW\"}}".formatted(MOVED_DEAL);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(portal.resolve("/admin/update"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(fields))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the portal says " + answer.body());
            }
        }
        long begin = System.nanoTime();
        while (rule().equals("legal")) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException("the router does not notice that deal " + MOVED_DEAL + " was moved");
            }
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** The rule by which that customer would go now. */
    private String rule() throws IOException, InterruptedException {
        Container.Ran ran =
                router.exec("/opt/crmroute/bin/crmroute", "explain", "+" + MOVED.number(), "--did", Lab.DID, "--json");
        return JsonMapper.shared().readTree(ran.output()).path("rule").asString("");
    }

    private boolean table(List<Act> acts, List<Outcome> outcomes, Map<String, JsonNode> decisions) {
        out.printf("%n%-13s %-8s %-15s %-80s %-29s %8s%n", "caller", "rule", "target", "why", "answered by", "decided");
        boolean right = true;
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            Outcome outcome = outcomes.get(i);
            JsonNode decision = decisions.get(outcome.decision());
            boolean asExpected = outcome.by().equals(act.answers()) && decision != null;
            right &= asExpected;
            out.printf(
                    "%-13s %-8s %-15s %-80s %-29s %5s µs%s%n",
                    "+" + act.number(),
                    outcome.rule().isEmpty() ? "Others" : outcome.rule(),
                    decision == null ? "" : target(decision),
                    decision == null ? "no decision in the log" : why(decision, outcome),
                    outcome.by().isEmpty() ? outcome.result() : Desks.at(Integer.parseInt(outcome.by())),
                    decision == null ? "" : decision.path("micros").asString(),
                    asExpected ? "" : "   EXPECTED " + act.answers());
        }
        out.println();
        return right;
    }

    private static String target(JsonNode decision) {
        JsonNode target = decision.path("target");
        return target.path("type").asString("") + " " + target.path("id").asString("");
    }

    private static String why(JsonNode decision, Outcome outcome) {
        List<String> why = new ArrayList<>();
        for (JsonNode rule : decision.path("trace")) {
            if (rule.path("verdict").asString("").equals("MATCH")) {
                rule.path("conditions").forEach(condition -> why.addAll(whatHeld(condition)));
            }
        }
        String reason = why.isEmpty() ? decision.path("reason").asString("") : String.join(", ", why);
        return outcome.tried().isEmpty() ? reason : reason + "; then " + outcome.tried();
    }

    /** {@code deal:77: deal.funnel is Sales} for each record that a condition held on. */
    private static List<String> whatHeld(JsonNode condition) {
        return condition
                .path("checks")
                .valueStream()
                .filter(check -> check.path("verdict").asString("").equals("MATCH"))
                .map(check -> "%s: %s is %s"
                        .formatted(
                                check.path("record").asString(""),
                                condition.path("field").asString(""),
                                check.path("actual").asString("")))
                .toList();
    }

    /** What the router's log holds, by decision. */
    private Map<String, JsonNode> decisions() throws IOException, InterruptedException {
        Container.Ran ran = router.exec("/opt/crmroute/bin/crmroute", "decisions", "--json", "--limit", "50");
        JsonNode entries = JsonMapper.builder().build().readTree(ran.output());
        Map<String, JsonNode> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.path("decision").asString(""), entry));
        return byId;
    }
}
