package org.crmroute.bitrix24;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Requests and answers as JSON in UTF-8, nothing else. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader OBJECT = MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});

    private Json() {}

    /** @throws BitrixError.Defect when there is something in it that is none of JSON's */
    static byte[] write(Map<String, Object> object) throws BitrixError.Defect {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JacksonException e) {
            throw new BitrixError.Defect("bad-command", "a parameter cannot be written as JSON");
        }
    }

    /** @throws BitrixError.Recoverable when the answer is no JSON object: a page for people, or cut off */
    static Map<String, Object> read(Transport.Reply reply) throws BitrixError.Recoverable {
        ByteBuffer body = reply.body().duplicate();
        while (body.hasRemaining() && blank(body.get(body.position()))) {
            body.position(body.position() + 1);
        }
        if (!body.hasRemaining()) {
            throw unusable("empty-answer", "the answer is empty", reply);
        }
        if (body.get(body.position()) == '<') {
            throw unusable("html", "the portal answered with a page instead of JSON", reply);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(body)
                    .toString();
            Map<String, Object> object = OBJECT.readValue(text);
            if (object != null) {
                return object;
            }
        } catch (CharacterCodingException e) {
            throw unusable("not-utf8", "the answer is not in UTF-8", reply);
        } catch (JacksonException e) {
            // below
        }
        throw unusable("not-json", "the answer is not JSON, or was cut off", reply);
    }

    private static boolean blank(byte character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }

    private static BitrixError.Recoverable unusable(String code, String sentence, Transport.Reply reply) {
        return new BitrixError.Recoverable(code, sentence + " (HTTP " + reply.status() + ")", Duration.ZERO);
    }
}
