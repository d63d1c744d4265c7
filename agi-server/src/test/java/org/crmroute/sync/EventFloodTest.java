package org.crmroute.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crmroute.portal.DatasetSize;
import org.crmroute.portal.Edits;
import org.crmroute.portal.Entity;
import org.crmroute.portal.PortalSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand events at once, and posts that no portal sends, over HTTP. */
class EventFloodTest {

    private static final int SENDERS = 16;
    private static final int EVENTS = 10_000;
    private static final DatasetSize SIZE = new DatasetSize(11, 5_000, 5_000, 200, 300, 20, 3, 20);

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private SyncWorld world;
    private EventDoor door;

    @BeforeEach
    void open() throws Exception {
        world = new SyncWorld(folder, SIZE, new PortalSettings().unlimited());
        // so far apart that only events tell what changed
        world.with(world.settings.withPoll(Duration.ofHours(1))).start().untilCurrent();
        door = EventDoor.open(world);
    }

    @AfterEach
    void close() {
        senders.shutdownNow();
        client.close();
        door.close();
        world.close();
    }

    @Test
    void loses_none_of_ten_thousand_even_when_restarted_before_it_looked_at_them() throws Exception {
        world.stop();
        List<String> events = life();
        Collections.shuffle(events, new Random(5));
        assertThat(events).hasSizeGreaterThanOrEqualTo(EVENTS);

        List<Integer> answers = postAll(events);

        assertThat(answers).hasSameSizeAs(events).containsOnly(200);
        assertThat(world.notices.waiting()).isEqualTo(EVENTS);

        door = door.reopen(world);
        assertThat(postAll(events.subList(0, 500))).containsOnly(200);
        assertThat(world.notices.waiting()).isEqualTo(EVENTS);

        world.restart().start();
        world.until(status -> world.notices.waiting() == 0);
        world.untilAlike();
        assertThat(world.synchroniser().status().alarms()).isEmpty();
    }

    @Test
    void takes_them_while_it_works() throws Exception {
        List<String> events = life();
        events.addAll(events.subList(0, 2_000));

        assertThat(postAll(events)).containsOnly(200);

        world.until(status -> world.notices.waiting() == 0);
        world.untilAlike();
    }

    @Test
    void refuses_what_no_portal_sends_and_is_not_harmed() throws Exception {
        String good = event("ONCRMDEALUPDATE", 7, EventDoor.TOKEN);
        assertThat(post(event("ONCRMDEALUPDATE", 7, "wrong"))).isEqualTo(403);
        assertThat(post(event("ONCRMDEALUPDATE", 7, EventDoor.TOKEN.substring(1))))
                .isEqualTo(403);
        assertThat(post(good + "&auth[application_token]=")).isEqualTo(403);
        assertThat(post("event=ONCRMDEALUPDATE&data[FIELDS][ID]=7")).isEqualTo(403);
        assertThat(post("")).isEqualTo(403);
        assertThat(post(good + "&x=" + "y".repeat(17_000))).isEqualTo(413);
        assertThat(post(good + "&x=%zz")).isEqualTo(400);
        assertThat(post("\uFFFF=\u0000&" + event("ONCRMDEALUPDATE", 7, ""))).isEqualTo(403);
        for (String id :
                List.of("", "0", "-1", "1.5", "7%00", "99999999999999999999", "4611686018427387904", "7 OR 1=1", "٧")) {
            assertThat(post(event("ONCRMDEALUPDATE", id, EventDoor.TOKEN)))
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(post(event("ONTASKADD", "7", EventDoor.TOKEN))).isEqualTo(200);
        assertThat(post(event("ONCRM".repeat(100), "7", EventDoor.TOKEN))).isEqualTo(200);
        assertThat(world.notices.waiting()).isZero();

        // a record that never was, and one replayed a thousand times
        assertThat(post(event("ONCRMLEADDELETE", "2147483647", EventDoor.TOKEN)))
                .isEqualTo(200);
        assertThat(postAll(Collections.nCopies(1_000, event("ONCRMDEALDELETE", 7, EventDoor.TOKEN))))
                .containsOnly(200);
        world.until(status -> world.notices.waiting() == 0);
        world.untilAlike();
        assertThat(world.synchroniser().status().counters().removed()).isLessThanOrEqualTo(1);
    }

    /** Changes ten thousand records, and returns an event of each. */
    private List<String> life() {
        Edits edits = world.portal.edits();
        List<String> events = new ArrayList<>();
        List<Integer> half = IntStream.rangeClosed(1, 4_500).boxed().toList();
        edits.updateAll(Entity.CONTACT, half, Map.of("post", "flood"));
        half.forEach(id -> events.add(event("ONCRMCONTACTUPDATE", id, EventDoor.TOKEN)));
        edits.updateAll(Entity.DEAL, half, Map.of("title", "flood"));
        half.forEach(id -> events.add(event("ONCRMDEALUPDATE", id, EventDoor.TOKEN)));
        for (int i = 1; i <= 800; i++) {
            int id = edits.add(Entity.LEAD, Map.of("title", "flood " + i));
            events.add(event("ONCRMLEADADD", id, EventDoor.TOKEN));
        }
        for (int i = 1; i <= 200; i++) {
            edits.delete(Entity.DEAL, 4_700 + i);
            events.add(event("ONCRMDEALDELETE", 4_700 + i, EventDoor.TOKEN));
        }
        return events;
    }

    private static String event(String name, int id, String token) {
        return event(name, String.valueOf(id), token);
    }

    private static String event(String name, String id, String token) {
        return "event=" + name + "&event_handler_id=975&data%5BFIELDS%5D%5BID%5D=" + id
                + "&ts=1466439714&auth%5Bdomain%5D=example.bitrix24.ru&auth%5Bapplication_token%5D=" + token;
    }

    private int post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(door.address())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private List<Integer> postAll(List<String> bodies) throws Exception {
        List<Future<Integer>> posts = new ArrayList<>();
        bodies.forEach(body -> posts.add(senders.submit(() -> post(body))));
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> each : posts) {
            answers.add(each.get(60, TimeUnit.SECONDS));
        }
        return answers;
    }
}
