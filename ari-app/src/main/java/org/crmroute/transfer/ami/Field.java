package org.crmroute.transfer.ami;

import java.util.regex.Pattern;

/**
 * Text that may stand in an AMI action. The library writes values as they are, and a line end in one begins a new field
 * or a whole new action: each kind of value is let through by what it may consist of, and everything else is refused.
 */
enum Field {
    /** {@code PJSIP/201-0000002a}, {@code Local/201@context-00000003;1}: what Asterisk itself names channels. */
    CHANNEL("[0-9A-Za-z_./@+*#:;=\\-]{1,255}"),
    CONTEXT("[0-9A-Za-z_-]{1,79}"),
    EXTENSION("[0-9A-Za-z_*#+-]{1,79}"),
    VARIABLE("[A-Z_]{1,79}"),
    /** Our own ids, parts and channel names. */
    VALUE("[0-9A-Za-z_./@+*#:;=\\-]{1,255}"),
    /** A queue or an extension that somebody asks for. */
    NAME("[0-9A-Za-z_*#+-]{1,40}"),
    /** What stands before and after an extension to make a device of it; from our configuration. */
    DEVICE("[0-9A-Za-z_/@+.-]{0,79}");

    private final Pattern form;

    Field(String form) {
        this.form = Pattern.compile(form);
    }

    /** Whether the text may stand there. */
    boolean allows(String text) {
        return form.matcher(text).matches();
    }

    /**
     * The text itself.
     *
     * @throws IllegalArgumentException when it may not stand there; the message does not repeat it
     */
    String checked(String text) {
        if (!allows(text)) {
            throw new IllegalArgumentException("not allowed as a " + name().toLowerCase(java.util.Locale.ROOT)
                    + " in an AMI action: must match " + form);
        }
        return text;
    }
}
