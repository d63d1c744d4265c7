package org.crmroute.transfer.ari;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crmroute.runtime.log.Neutral;
import org.crmroute.transfer.call.Line;
import org.crmroute.transfer.transfer.Target;

/**
 * How a target is rung: through dialplan/crmroute-transfer.conf, which knows how this PBX reaches an extension, a queue
 * or the outside, and whom the CRM names. The names of contexts and variables are its contract.
 */
final class TransferLeg {

    /** An inbound display name holds some 79 bytes, and the dialplan adds who handed the call on. */
    private static final int LONGEST_NAME = 60;

    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_*#+-]{1,40}");
    private static final Pattern DID = Pattern.compile("[+*#0-9A-Za-z][+*#0-9A-Za-z._-]{1,39}|[*#0-9]");
    private static final Pattern PRIORITY = Pattern.compile("[0-9]{1,5}");

    private TransferLeg() {}

    /**
     * The channel to make. Its far half runs the dialplan. With /n it stays in between: without, it would melt into the
     * phone's own channel, and the one we know would look hung up.
     *
     * @param did the number the customer once called ({@code CRMROUTE_DID}); the CRM's scenario may depend on it
     */
    static String endpoint(Target target, String did) {
        return switch (target) {
            case Target.Extension extension -> "Local/" + extension.name() + "@crmroute-transfer-extension/n";
            case Target.Queue queue -> "Local/" + queue.name() + "@crmroute-transfer-queue/n";
            case Target.External external -> "Local/" + external.e164() + "@crmroute-transfer-external/n";
            case Target.Crm crm -> "Local/" + (DID.matcher(did).matches() ? did : "s") + "@crmroute-transfer-crm/n";
        };
    }

    /**
     * What goes along: who calls, for the display and for the CRM's decision; who hands on; the place in a queue.
     *
     * @param priority of the customer in queues ({@code CRM_PRIORITY}), or empty
     */
    static Map<String, String> variables(Line customer, Optional<Line> transferor, String priority, Duration ringFor) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (NUMBER.matcher(customer.number()).matches()) {
            // seen from the near half, the one connected is the caller
            variables.put("CONNECTEDLINE(num,i)", customer.number());
        }
        String name = display(customer.display());
        if (!name.isEmpty()) {
            variables.put("CONNECTEDLINE(name,i)", name);
        }
        transferor
                .map(Line::number)
                .filter(number -> NUMBER.matcher(number).matches())
                .ifPresent(number -> variables.put("CRMROUTE_TRANSFEROR", number));
        if (PRIORITY.matcher(priority).matches()) {
            variables.put("CRM_PRIORITY", priority);
        }
        variables.put("CRM_TARGET_TIMEOUT", Long.toString(Math.clamp(ringFor.toSeconds(), 1, 99_999)));
        return variables;
    }

    /** A display name that fits and can do nothing but be shown. */
    private static String display(String hostile) {
        StringBuilder name = new StringBuilder();
        int bytes = 0;
        for (int point : Neutral.text(hostile).strip().codePoints().toArray()) {
            String letter = Character.toString(point);
            bytes += letter.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_NAME) {
                break;
            }
            name.append(letter);
        }
        return name.toString().strip();
    }
}
