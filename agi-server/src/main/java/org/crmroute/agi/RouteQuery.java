package org.crmroute.agi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part behind the question mark of {@code agi://host/route?scenario=main&caller=%2B79121234567}.
 *
 * <p>Read here and not by asterisk-java, which reads it as a web form: it turns the plus of {@code +7912} into a blank,
 * throws at a stray percent sign, and splits {@code caller=sip:1@h;user=phone} at its last equals sign.
 */
final class RouteQuery {

    private final Map<String, String> parameters;

    private RouteQuery(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @param script {@code agi_network_script}: the path, and perhaps a query */
    static RouteQuery of(String script) {
        Map<String, String> parameters = new HashMap<>();
        int question = script.indexOf('?');
        if (question >= 0) {
            int from = question + 1;
            while (from <= script.length()) {
                int and = script.indexOf('&', from);
                int to = and < 0 ? script.length() : and;
                String parameter = script.substring(from, to);
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    parameters.putIfAbsent(
                            decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
                }
                from = to + 1;
            }
        }
        return new RouteQuery(parameters);
    }

    /** The parameter; one that is blank counts as not given, for a dialplan writes {@code did=${X}} whether X is set or not. */
    Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A percent sign that begins no code stands for itself. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                decoded.write(high * 16 + low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
