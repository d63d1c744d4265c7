package org.crmroute.transfer.http;

import java.util.Optional;
import java.util.Set;
import org.crmroute.runtime.log.Neutral;
import org.crmroute.transfer.engine.TransferRequest;
import org.crmroute.transfer.transfer.Kind;
import org.crmroute.transfer.transfer.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was posted to {@code /api/transfers}. */
final class PostedTransfer {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> KEYS = Set.of("call", "kind", "target");
    private static final int LONGEST_CALL = 150;

    private PostedTransfer() {}

    /** What was posted is no wish for a transfer. The message says what is wrong, for people. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String message) {
            super(message);
        }
    }

    static TransferRequest read(String body, Optional<String> idempotencyKey) throws Malformed {
        JsonNode document;
        try {
            document = STRICT.readTree(body);
        } catch (JacksonException e) {
            throw new Malformed("the body is no JSON (line %d, column %d)"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
        if (document == null || !document.isObject()) {
            throw new Malformed("write {\"call\": …, \"kind\": \"blind\" or \"attended\", \"target\": …}");
        }
        for (String name : document.propertyNames()) {
            if (!KEYS.contains(name)) {
                throw new Malformed("there is no \"%s\"; write call, kind and target".formatted(shortened(name)));
            }
        }
        return new TransferRequest(call(document), kind(document), target(document), idempotencyKey);
    }

    private static String call(JsonNode document) throws Malformed {
        String call = text(document, "call", "the id of a call, as GET /api/calls shows it");
        if (call.length() > LONGEST_CALL || call.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new Malformed("call: no call has such an id; GET /api/calls shows those there are");
        }
        return call;
    }

    private static Kind kind(JsonNode document) throws Malformed {
        String kind = text(document, "kind", "blind or attended");
        return switch (kind) {
            case "blind" -> Kind.BLIND;
            case "attended" -> Kind.ATTENDED;
            default -> throw new Malformed("kind: '" + shortened(kind) + "' is not allowed; write blind or attended");
        };
    }

    private static Target target(JsonNode document) throws Malformed {
        String allowed = "extension:201, queue:sales, external:+74951234567 or crm";
        String target = text(document, "target", allowed);
        return Target.of(target)
                .orElseThrow(
                        () -> new Malformed(("target: '%s' is not allowed; write %s (names of digits, letters, _ * #"
                                        + " and -, at most 40; numbers outside with + and country code)")
                                .formatted(shortened(target), allowed)));
    }

    private static String text(JsonNode document, String name, String allowed) throws Malformed {
        JsonNode value = document.get(name);
        if (value == null || !value.isString()) {
            throw new Malformed(name + ": missing or no text; write " + allowed);
        }
        return value.stringValue();
    }

    private static String shortened(String text) {
        return Neutral.text(text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }
}
