package org.crmroute.transfer.transfer;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a call is handed to. Every text in it is safe to stand in a dialplan target and an AMI field: the constructors
 * let nothing else in.
 */
public sealed interface Target {

    /** As people and the API write it: {@code extension:201}, {@code queue:sales}, {@code external:+74951234567}, {@code crm}. */
    String text();

    /**
     * A phone of this PBX.
     *
     * @param name matches {@code [0-9A-Za-z_*#-]{1,40}}
     */
    record Extension(String name) implements Target {
        public Extension {
            require(NAME, name);
        }

        @Override
        public String text() {
            return "extension:" + name;
        }
    }

    /**
     * A queue.
     *
     * @param name matches {@code [0-9A-Za-z_*#-]{1,40}}
     */
    record Queue(String name) implements Target {
        public Queue {
            require(NAME, name);
        }

        @Override
        public String text() {
            return "queue:" + name;
        }
    }

    /**
     * A number outside.
     *
     * @param e164 a plus sign and 7 to 15 digits
     */
    record External(String e164) implements Target {
        public External {
            require(E164, e164);
        }

        @Override
        public String text() {
            return "external:" + e164;
        }
    }

    /** Whom the CRM names: the scenario decides once more, by the customer's number. */
    record Crm() implements Target {
        @Override
        public String text() {
            return "crm";
        }
    }

    Pattern NAME = Pattern.compile("[0-9A-Za-z_*#-]{1,40}");
    Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** The target, if the text is one; nothing is trimmed or guessed. */
    static Optional<Target> of(String text) {
        int colon = text.indexOf(':');
        String type = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1);
        return switch (type) {
            case "extension" -> fits(NAME, name) ? Optional.of(new Extension(name)) : Optional.empty();
            case "queue" -> fits(NAME, name) ? Optional.of(new Queue(name)) : Optional.empty();
            case "external" -> fits(E164, name) ? Optional.of(new External(name)) : Optional.empty();
            case "crm" -> colon < 0 ? Optional.of(new Crm()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean fits(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static void require(Pattern pattern, String text) {
        if (!fits(pattern, text)) {
            throw new IllegalArgumentException("a transfer target must match " + pattern);
        }
    }
}
