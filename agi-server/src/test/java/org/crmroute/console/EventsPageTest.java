package org.crmroute.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmroute.runtime.http.HttpServer;
import org.crmroute.sync.EventInbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsPageTest {

    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    private final List<Map<String, String>> taken = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private EventInbox.Answer answer = EventInbox.Answer.ACCEPTED;
    private HttpServer server = new HttpServer("127.0.0.1", 0, List.of(new EventsPage(form -> {
        taken.add(form);
        return answer;
    })));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> post(String type, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/bitrix24/events"))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_event_is_handed_on_decoded() throws Exception {
        HttpResponse<String> response = post(
                FORM, "event=ONCRMDEALUPDATE&data%5BFIELDS%5D%5BID%5D=662&auth[application_token]=a%2Bb+c&empty=&bare");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(taken)
                .containsExactly(Map.of(
                        "event",
                        "ONCRMDEALUPDATE",
                        "data[FIELDS][ID]",
                        "662",
                        "auth[application_token]",
                        "a+b c",
                        "empty",
                        "",
                        "bare",
                        ""));
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED,200", "IGNORED,200", "REFUSED,403", "MALFORMED,400", "FULL,503"})
    void the_portal_is_told_what_became_of_it(EventInbox.Answer given, int status) throws Exception {
        answer = given;
        assertThat(post(FORM, "event=x").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%zz", "%u1234=1"})
    void a_form_that_is_none_is_refused(String body) throws Exception {
        assertThat(post(FORM, body).statusCode()).isEqualTo(400);
        assertThat(taken).isEmpty();
    }

    @Test
    void what_is_too_much_or_of_another_kind_is_refused() throws Exception {
        assertThat(post(FORM, "a=" + "x".repeat(17_000)).statusCode()).isEqualTo(413);
        assertThat(post(FORM, "a=1&".repeat(300)).statusCode()).isEqualTo(400);
        assertThat(post("application/json", "{}").statusCode()).isEqualTo(415);
        assertThat(taken).isEmpty();
    }
}
