package org.crmroute.transfer.ari;

import ch.loway.oss.ari4java.ARI;
import ch.loway.oss.ari4java.AriVersion;
import ch.loway.oss.ari4java.tools.HttpParam;
import ch.loway.oss.ari4java.tools.HttpResponseHandler;
import ch.loway.oss.ari4java.tools.RestException;
import ch.loway.oss.ari4java.tools.WsClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.Line;
import org.crmroute.transfer.engine.SwitchboardException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests we make, each so that making it again finds the work done, and what Asterisk's refusals mean (the error
 * codes of {@code rest-api/api-docs/*.json}).
 */
final class AriRequests {

    private static final String NO_CONNECTION = "no connection to Asterisk, or no answer in time";

    private final AriTransport transport;
    private final EventReader reader;
    private final String application;
    private final ARI ari = new ARI();

    AriRequests(AriTransport transport, EventReader reader, String application) {
        this.transport = transport;
        this.reader = reader;
        this.application = application;
        // the newest that ari4java knows, and what Asterisk 22 speaks; never asked of Asterisk, whose own is a little
        // newer
        ari.setVersion(AriVersion.ARI_10_0_0);
        ari.setAppName(application);
        ari.setHttpClient(transport);
        ari.setWsClient(new NoSockets());
    }

    /** A request by ari4java. */
    private interface Request {
        void make() throws RestException;
    }

    /**
     * Makes a bridge, if it is not there yet, that always mixes. Asterisk would rather pass two channels' packets through.
     * But whatever translates them (a recording, a pair of different codecs) then sees the packets of one party follow
     * those of another, and drops them until their numbers are higher than the last it had: the new voice is missing for
     * up to minutes. Mixed audio carries no numbers. Of all types of ARI only the SFU bridge does without passing
     * through; with audio it is a plain mixer.
     */
    void makeBridge(String bridge) throws SwitchboardException {
        make(
                () -> post(
                        "/bridges/" + AriTransport.encode(bridge),
                        null,
                        HttpParam.build("type", "mixing,video_sfu"),
                        HttpParam.build("name", "crmroute transfer")),
                409);
    }

    /** Puts a channel into a bridge, out of any other. */
    void add(String bridge, String channel) throws SwitchboardException {
        try {
            ari.bridges().addChannel(bridge, channel).execute();
        } catch (RestException e) {
            throw switch (e.getCode()) {
                case 400, 409, 422 -> new SwitchboardException.NoSuchChannel(channel);
                case 404 -> new SwitchboardException.Unavailable("the bridge has just gone", e);
                default -> meaning(e, channel);
            };
        }
    }

    /** Takes a channel out of a bridge, if it is in it. */
    void remove(String bridge, String channel) throws SwitchboardException {
        make(() -> ari.bridges().removeChannel(bridge, channel).execute(), 400, 404, 409, 422);
    }

    void removeBridge(String bridge) throws SwitchboardException {
        // 409: it goes at this very moment, and only a picture of it is left
        make(() -> ari.bridges().destroy(bridge).execute(), 404, 409);
    }

    void ring(String channel) throws SwitchboardException {
        of(channel, () -> ari.channels().ring(channel).execute());
    }

    void stopRinging(String channel) throws SwitchboardException {
        of(channel, () -> ari.channels().ringStop(channel).execute());
    }

    void playMusic(String channel) throws SwitchboardException {
        of(channel, () -> ari.channels().startMoh(channel).execute());
    }

    void stopMusic(String channel) throws SwitchboardException {
        of(channel, () -> ari.channels().stopMoh(channel).execute());
    }

    /** Ends music and ringing that a channel hears; one that is not in our application hears none. */
    void quieten(String channel) throws SwitchboardException {
        make(() -> ari.channels().stopMoh(channel).execute(), 404, 409);
        make(() -> ari.channels().ringStop(channel).execute(), 404, 409);
    }

    /**
     * Makes a Local channel whose near half comes into our application. It carries plain samples, so that each phone's
     * packets are translated on that phone's own channel (see {@link #makeBridge}), also when the phone behind it is
     * exchanged for another. Asked for nothing, Asterisk would give it 192 kHz.
     *
     * @return whether it was made now; false when it was there already
     */
    boolean create(
            String endpoint, String channel, String otherHalf, List<String> arguments, Map<String, String> variables)
            throws SwitchboardException {
        try {
            post(
                    "/channels/create",
                    JsonMapper.shared().writeValueAsString(Map.of("variables", variables)),
                    HttpParam.build("endpoint", endpoint),
                    HttpParam.build("app", application),
                    HttpParam.build("appArgs", String.join(",", arguments)),
                    HttpParam.build("channelId", channel),
                    HttpParam.build("otherChannelId", otherHalf),
                    HttpParam.build("formats", "slin"));
            return true;
        } catch (RestException e) {
            if (e.getCode() == 409) {
                return false;
            }
            throw meaning(e, channel);
        }
    }

    /** Lets a channel that was made ring, if it does not yet. */
    void dial(String channel, Duration ringFor) throws SwitchboardException {
        int seconds = (int) Math.max(1, ringFor.toSeconds());
        try {
            ari.channels().dial(channel).setTimeout(seconds).execute();
        } catch (RestException e) {
            if (e.getCode() != 409) {
                throw meaning(e, channel);
            }
        }
    }

    void hangUp(String channel) throws SwitchboardException {
        make(() -> ari.channels().hangup(channel).setReason("normal").execute(), 404);
    }

    /** Sends a channel on in the dialplan where it came from; one that is not in our application is there already. */
    void goOn(String channel) throws SwitchboardException {
        make(() -> ari.channels().continueInDialplan(channel).execute(), 409);
    }

    /** Sends a channel to a place in the dialplan; one that is not in our application is there already. */
    void goOn(String channel, String context, String extension) throws SwitchboardException {
        try {
            ari.channels()
                    .continueInDialplan(channel)
                    .setContext(context)
                    .setExtension(extension)
                    .setPriority(1)
                    .execute();
        } catch (RestException e) {
            if (e.getCode() != 409) {
                throw meaning(e, channel);
            }
        }
    }

    /**
     * Sets a variable of a channel in an application.
     *
     * @return false when the channel is there, but in no application
     */
    boolean set(String channel, String variable, String value) throws SwitchboardException {
        try {
            ari.channels().setChannelVar(channel, variable).setValue(value).execute();
            return true;
        } catch (RestException e) {
            if (e.getCode() == 409) {
                return false;
            }
            throw meaning(e, channel);
        }
    }

    /** A variable's value; empty when it has none. */
    String variable(String channel, String variable) throws SwitchboardException {
        try {
            return reader.value(transport.get("/channels/" + AriTransport.encode(channel) + "/variable?variable="
                    + AriTransport.encode(variable)));
        } catch (RestException e) {
            if (e.getCode() == 404) {
                return "";
            }
            throw meaning(e, channel);
        } catch (EventReader.Unreadable e) {
            throw new SwitchboardException.Unavailable(NO_CONNECTION, e);
        }
    }

    Optional<Line> line(String channel) throws SwitchboardException {
        try {
            return Optional.of(reader.line(transport.get("/channels/" + AriTransport.encode(channel))));
        } catch (RestException e) {
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw meaning(e, channel);
        } catch (EventReader.Unreadable e) {
            throw new SwitchboardException.Unavailable(NO_CONNECTION, e);
        }
    }

    List<Line> lines() throws SwitchboardException {
        try {
            return reader.lines(transport.get("/channels"));
        } catch (RestException | EventReader.Unreadable e) {
            throw new SwitchboardException.Unavailable(NO_CONNECTION, e);
        }
    }

    List<CallBook.Bridge> bridges() throws SwitchboardException {
        try {
            return reader.bridges(transport.get("/bridges"));
        } catch (RestException | EventReader.Unreadable e) {
            throw new SwitchboardException.Unavailable(NO_CONNECTION, e);
        }
    }

    /** Asterisk shall send us these events and no others: every Set() of every dialplan is an event too. */
    void wantOnly(List<String> types) throws SwitchboardException {
        List<Map<String, String>> allowed =
                types.stream().map(type -> Map.of("type", type)).toList();
        String filter = JsonMapper.shared().writeValueAsString(Map.of("allowed", allowed));
        make(() -> transport.put("/applications/" + AriTransport.encode(application) + "/eventFilter", filter));
    }

    /** Has Asterisk tell our application, and nobody else, an event. */
    void say(String what) throws SwitchboardException {
        make(() ->
                post("/events/user/" + AriTransport.encode(what), null, HttpParam.build("application", application)));
    }

    /** Tells a phone that asked for a transfer by REFER whether there will be one. */
    void answerReferral(String transferor, boolean begun) throws SwitchboardException {
        make(
                () -> post(
                        "/channels/" + AriTransport.encode(transferor) + "/transfer_progress",
                        null,
                        HttpParam.build("states", begun ? "channel_answered" : "channel_declined")),
                404,
                409,
                412);
    }

    /** Whom the dialplan rings again when nobody takes this call, before it goes to Others. */
    void recall(String customer, String extension) throws SwitchboardException {
        make(
                () -> ari.channels()
                        .setChannelVar(customer, "CRMROUTE_TRANSFER_RECALL")
                        .setValue(extension)
                        .execute(),
                404,
                409);
    }

    /** Past ari4java: it does not know the request, or would stumble over what a newer Asterisk adds to the answer. */
    private void post(String path, @Nullable String body, HttpParam... parameters) throws RestException {
        transport.httpActionSync(path, "POST", List.of(parameters), body, List.of());
    }

    private static void of(String channel, Request request) throws SwitchboardException {
        try {
            request.make();
        } catch (RestException e) {
            throw e.getCode() == 409 ? new SwitchboardException.NoSuchChannel(channel) : meaning(e, channel);
        }
    }

    /** Makes a request; these codes mean that it needed no doing. */
    private static void make(Request request, int... done) throws SwitchboardException {
        try {
            request.make();
        } catch (RestException e) {
            for (int code : done) {
                if (e.getCode() == code) {
                    return;
                }
            }
            throw meaning(e, "");
        }
    }

    private static SwitchboardException meaning(RestException e, String channel) {
        int code = e.getCode();
        if (code == 404 && !channel.isEmpty()) {
            return new SwitchboardException.NoSuchChannel(channel);
        }
        return code >= 400 && code < 500
                ? new SwitchboardException.Refused("Asterisk refused the request with HTTP " + code, e)
                : new SwitchboardException.Unavailable(NO_CONNECTION, e);
    }

    /** Events come by {@link EventLink}: ari4java's own reader loses those with fields that are new to it. */
    private static final class NoSockets implements WsClient {
        @Override
        public WsClientConnection connect(HttpResponseHandler callback, String url, List<HttpParam> parameters)
                throws RestException {
            throw new RestException("events do not come by ari4java");
        }

        @Override
        public void destroy() {
            // there is none
        }

        @Override
        public boolean isWsConnected() {
            return false;
        }
    }
}
