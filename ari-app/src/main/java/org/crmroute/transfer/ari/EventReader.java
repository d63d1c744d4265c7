package org.crmroute.transfer.ari;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmroute.transfer.call.CallBook;
import org.crmroute.transfer.call.Line;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Asterisk tells from raw JSON. A field that is unknown, missing or of another type than expected does no
 * harm: Asterisk adds some with every release, and an event that cannot be read is a call that is lost sight of. Shapes:
 * {@code rest-api/api-docs/events.json} of Asterisk 22.
 */
final class EventReader {

    /** {@code 2026-11-25T23:02:33.898+0000}: not quite ISO, the offset has no colon. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The document is no JSON object. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** What one message tells. */
    AriEvent event(String json) throws Unreadable {
        JsonNode event = document(json);
        Instant at = instant(event.path("timestamp"));
        JsonNode channel = event.path("channel");
        return switch (text(event.path("type"))) {
            case "StasisStart" ->
                new AriEvent.Arrived(at, text(event.path("application")), line(channel), texts(event.path("args")));
            case "StasisEnd" -> new AriEvent.Left(at, text(event.path("application")), line(channel));
            case "ChannelCreated" -> new AriEvent.Created(at, line(channel));
            case "ChannelStateChange", "ChannelCallerId", "ChannelConnectedLine", "ChannelNameChanged" ->
                new AriEvent.News(at, line(channel));
            // the rung leg is told of as "peer", with what Dial() has made of it
            case "Dial" -> new AriEvent.News(at, line(event.path("peer")));
            case "ChannelHangupRequest" -> new AriEvent.Ending(at, text(channel.path("id")));
            case "ChannelDestroyed" ->
                new AriEvent.Gone(
                        at, text(channel.path("id")), event.path("cause").asInt(0));
            case "ChannelHold" -> new AriEvent.Held(at, text(channel.path("id")), true);
            case "ChannelUnhold" -> new AriEvent.Held(at, text(channel.path("id")), false);
            case "BridgeCreated", "BridgeMerged" -> new AriEvent.BridgeNews(at, bridge(event.path("bridge")));
            case "BridgeDestroyed" ->
                new AriEvent.BridgeGone(at, text(event.path("bridge").path("id")));
            case "ChannelEnteredBridge" -> new AriEvent.Entered(at, bridge(event.path("bridge")), line(channel));
            case "ChannelLeftBridge" -> new AriEvent.LeftBridge(at, bridge(event.path("bridge")), line(channel));
            case "ChannelTransfer" -> referred(at, event);
            case "ChannelUserevent" -> new AriEvent.Said(at, text(event.path("eventname")));
            case "ApplicationReplaced" -> new AriEvent.Replaced(at, text(event.path("application")));
            case String other -> new AriEvent.Other(at, other);
        };
    }

    private static AriEvent.Referred referred(Instant at, JsonNode event) {
        JsonNode to = event.path("refer_to");
        JsonNode wanted = to.path("requested_destination");
        // its Replaces names a call: the channel if this Asterisk has that call, else only the SIP Call-ID
        boolean attended = to.has("destination_channel") || wanted.has("protocol_id");
        return new AriEvent.Referred(
                at,
                text(event.path("state")),
                text(event.path("referred_by").path("source_channel").path("id")),
                attended ? "" : text(wanted.path("destination")),
                attended ? text(to.path("connected_channel").path("id")) : "");
    }

    /** All types that {@link #event} makes something of: what Asterisk needs to send at all. */
    static List<String> types() {
        return List.of(
                "StasisStart",
                "StasisEnd",
                "ChannelCreated",
                "ChannelStateChange",
                "ChannelCallerId",
                "ChannelConnectedLine",
                "ChannelNameChanged",
                "Dial",
                "ChannelHangupRequest",
                "ChannelDestroyed",
                "ChannelHold",
                "ChannelUnhold",
                "BridgeCreated",
                "BridgeMerged",
                "BridgeDestroyed",
                "ChannelEnteredBridge",
                "ChannelLeftBridge",
                "ChannelTransfer",
                "ChannelUserevent",
                "ApplicationReplaced");
    }

    /** Answer of {@code GET /channels}. */
    List<Line> lines(String json) throws Unreadable {
        List<Line> lines = new ArrayList<>();
        array(json).forEach(node -> lines.add(line(node)));
        return lines;
    }

    /** Answer of {@code GET /channels/ID}. */
    Line line(String json) throws Unreadable {
        return line(document(json));
    }

    /** Answer of {@code GET /bridges}. */
    List<CallBook.Bridge> bridges(String json) throws Unreadable {
        List<CallBook.Bridge> bridges = new ArrayList<>();
        array(json).forEach(node -> bridges.add(bridge(node)));
        return bridges;
    }

    /** Answer of {@code GET /channels/ID/variable}. */
    String value(String json) throws Unreadable {
        return text(document(json).path("value"));
    }

    private static Line line(JsonNode channel) {
        JsonNode dialplan = channel.path("dialplan");
        Map<String, String> variables = new HashMap<>();
        channel.path("channelvars").properties().forEach(variable -> {
            if (!text(variable.getValue()).isEmpty()) {
                variables.put(variable.getKey(), text(variable.getValue()));
            }
        });
        return new Line(
                text(channel.path("id")),
                text(channel.path("name")),
                text(channel.path("state")).equals("Up"),
                text(channel.path("caller").path("number")),
                text(channel.path("caller").path("name")),
                text(dialplan.path("app_name")),
                text(dialplan.path("app_data")),
                instant(channel.path("creationtime")),
                variables);
    }

    private static CallBook.Bridge bridge(JsonNode bridge) {
        Set<String> channels = new HashSet<>(texts(bridge.path("channels")));
        return new CallBook.Bridge(
                text(bridge.path("id")), !text(bridge.path("bridge_type")).equals("holding"), channels);
    }

    private static JsonNode document(String json) throws Unreadable {
        JsonNode document = read(json);
        if (!document.isObject()) {
            throw new Unreadable("Asterisk sent JSON that is no object");
        }
        return document;
    }

    private static JsonNode array(String json) throws Unreadable {
        JsonNode document = read(json);
        if (!document.isArray()) {
            throw new Unreadable("Asterisk sent JSON that is no list");
        }
        return document;
    }

    private static JsonNode read(String json) throws Unreadable {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new Unreadable("Asterisk sent text that is no JSON");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(text(node)));
        return texts;
    }

    private static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asString("") : "";
    }

    private static Instant instant(JsonNode node) {
        try {
            return OffsetDateTime.parse(text(node), TIME).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
