package org.crmroute.transfer.rehearsal;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays Asterisk to a transfer that is rehearsed: two made-up channels talk, whoever is moved comes, whoever is rung
 * answers, whoever is hung up is gone. It speaks ARI and AMI on free ports of the loopback, so that the rehearsal needs no
 * other Asterisk and none sees anything of it.
 */
public final class StandInAsterisk implements AutoCloseable {

    /** Unique id of the customer's channel, and of the call. */
    public static final String CUSTOMER = "rehearsal-customer";

    /** An extension that answers. */
    public static final String ANSWERS = "202";

    /** An extension that is busy. */
    public static final String BUSY = "203";

    private static final String AGENT = "rehearsal-agent";
    private static final String TIME = "2026-01-01T00:00:00.000+0000";
    private static final int BUSY_CAUSE = 17;
    private static final int NORMAL_CAUSE = 16;

    private static final Pattern CREATE = Pattern.compile(
            "POST /ari/channels/create\\?endpoint=Local%2F(?<extension>[0-9]+)%40.*&channelId=(?<id>[^&]+).*");
    private static final Pattern VARIABLE = Pattern.compile("GET /ari/channels/[^/]+/variable\\?.*");
    private static final Pattern DIAL = Pattern.compile("POST /ari/channels/(?<id>[^/]+)/dial.*");
    private static final Pattern HANG_UP = Pattern.compile("DELETE /ari/channels/(?<id>[^/?]+)(\\?.*)?");
    private static final Pattern LOOK = Pattern.compile("GET /ari/channels/(?<id>[^/?]+)");

    private final String application;
    private final StandInAri ari;
    private final StandInAmi ami;
    private volatile boolean busy;

    /** @param application whose events it tells */
    public StandInAsterisk(String application) throws IOException {
        this.application = application;
        this.ari = new StandInAri(this::play);
        this.ami = new StandInAmi(this::moved);
    }

    /** Where it speaks ARI, on 127.0.0.1. */
    public int ariPort() {
        return ari.port();
    }

    /** Where it speaks AMI. */
    public int amiPort() {
        return ami.port();
    }

    /** The customer hangs up. */
    public void hangUpCustomer() {
        gone(CUSTOMER, NORMAL_CAUSE);
    }

    /** The customer calls anew, and the agent answers. */
    public void call() {
        tell("ChannelCreated", channel(CUSTOMER));
        tell("ChannelCreated", channel(AGENT));
        entered(CUSTOMER);
        entered(AGENT);
    }

    private String play(String request) {
        Matcher create = CREATE.matcher(request);
        Matcher dial = DIAL.matcher(request);
        Matcher hangUp = HANG_UP.matcher(request);
        Matcher look = LOOK.matcher(request);
        if (request.equals("GET /ari/channels")) {
            return "[" + channel(CUSTOMER) + "," + channel(AGENT) + "]";
        } else if (request.equals("GET /ari/bridges")) {
            return "[" + bridge() + "]";
        } else if (VARIABLE.matcher(request).matches()) {
            return "{\"value\":\"\"}";
        } else if (look.matches()) {
            return channel(look.group("id"));
        } else if (create.matches()) {
            busy = create.group("extension").equals(BUSY);
            come(create.group("id"));
            return channel(create.group("id"));
        } else if (dial.matches()) {
            rung(dial.group("id"));
        } else if (hangUp.matches()) {
            gone(hangUp.group("id"), NORMAL_CAUSE);
        }
        return "";
    }

    private void rung(String channel) {
        if (busy) {
            gone(channel, BUSY_CAUSE);
        } else {
            tell("ChannelStateChange", channel(channel).replace("\"Down\"", "\"Up\""));
        }
    }

    private void moved(List<String> names) {
        names.forEach(name -> come(name.contains(AGENT) ? AGENT : CUSTOMER));
    }

    private void come(String channel) {
        tell("StasisStart", channel(channel));
    }

    private void gone(String channel, int cause) {
        tell("ChannelHangupRequest", channel(channel));
        ari.tell("{\"type\":\"ChannelDestroyed\",\"timestamp\":\"%s\",\"cause\":%d,\"channel\":%s}"
                .formatted(TIME, cause, channel(channel)));
    }

    private void tell(String type, String channel) {
        ari.tell("{\"type\":\"%s\",\"timestamp\":\"%s\",\"application\":\"%s\",\"args\":[],\"channel\":%s}"
                .formatted(type, TIME, application, channel));
    }

    private void entered(String channel) {
        ari.tell("{\"type\":\"ChannelEnteredBridge\",\"timestamp\":\"%s\",\"bridge\":%s,\"channel\":%s}"
                .formatted(TIME, bridge(), channel(channel)));
    }

    /** A channel as Asterisk 22 shows one ({@code rest-api/api-docs/channels.json}); what was rung for a transfer is down. */
    private static String channel(String id) {
        boolean dialled = id.equals(AGENT);
        return """
                {"id":"%1$s","name":"PJSIP/%1$s-00000001","state":"%2$s","protocol_id":"%1$s","caller":{"name":"Rehearsal",\
                "number":"%3$s"},"connected":{"name":"","number":""},"accountcode":"","dialplan":{"context":"rehearsal",\
                "exten":"s","priority":1,"app_name":"%4$s","app_data":""},"creationtime":"%5$s","language":"en",\
                "channelvars":{"CRM_DECISION":"","CRM_CALLER_NAME":"","CRM_RECORD":"","CRMROUTE_DID":"","CRMROUTE_AT":"",\
                "CRMROUTE_TRANSFER":""}}""".formatted(
                        id,
                        id.equals(CUSTOMER) || dialled ? "Up" : "Down",
                        dialled ? "201" : "79990000000",
                        dialled ? "AppDial" : "Dial",
                        TIME);
    }

    private static String bridge() {
        return """
                {"id":"rehearsal-bridge","technology":"simple_bridge","bridge_type":"mixing","bridge_class":"basic",\
                "creator":"","name":"","channels":["%s","%s"],"creationtime":"%s","video_mode":"none"}""".formatted(CUSTOMER, AGENT, TIME);
    }

    @Override
    public void close() throws IOException {
        try (ami) {
            ari.close();
        }
    }
}
