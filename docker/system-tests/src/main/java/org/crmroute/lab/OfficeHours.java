package org.crmroute.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.crmroute.lab.phone.Call;
import org.crmroute.lab.phone.SipPhone;

/**
 * Phones that answer whoever calls, and a customer who talks to somebody all the time: what docker/demo leaves going on, for people who
 * want to look at a call and hand it on themselves. Until the process is ended.
 */
public final class OfficeHours {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(10);

    private final SipPhone customer;
    private final URI transfers;
    private final String token;
    private final PrintStream out;

    private OfficeHours(SipPhone customer, URI transfers, String token, PrintStream out) {
        this.customer = customer;
        this.transfers = transfers;
        this.token = token;
        this.out = out;
    }

    /** Arguments: the third number of the lab's network, the transfer app's address; its token is in the environment. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (PhoneRoom room = PhoneRoom.open(new LabNetwork(Integer.parseInt(arguments[0])))) {
            IntStream.rangeClosed(201, 208).forEach(room::phone);
            room.phone(TransferLab.OPERATOR);
            SipPhone customer = room.customer(TransferLab.DIALLED);
            OfficeHours office =
                    new OfficeHours(customer, URI.create(arguments[1]), TransfersClient.tokenOfThisProcess(), out);
            while (true) {
                office.takeOneCall();
                Thread.sleep(BETWEEN_CALLS.toMillis());
            }
        }
    }

    private void takeOneCall() throws InterruptedException {
        try {
            Call call = customer.call(Lab.DID).awaitAnswered(SOON);
            String id = new TransfersClient(transfers, token)
                    .callOf(customer.number())
                    .path("id")
                    .asString("");
            out.printf("""

                    +%s talks to 206. To hand them on to 204 while they talk (phones 201 to 208 and 210 answer):
                      curl -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' %s/api/transfers \\
                           -d '{"call": "%s", "kind": "blind", "target": "extension:204"}'
                    """, customer.number(), token, transfers, id);
            call.awaitEnd(DAY);
            out.printf("%nThat call is over; the customer calls again in %d s.%n", BETWEEN_CALLS.toSeconds());
        } catch (IllegalStateException | IOException e) {
            out.printf("%nThe customer's call did not go on (%s); they try again.%n", e.getMessage());
            customer.live().forEach(Call::hangUp);
        }
    }
}
