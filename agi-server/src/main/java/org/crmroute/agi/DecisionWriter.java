package org.crmroute.agi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.crmroute.agi.ChannelVariables.Assignment;
import org.crmroute.call.Extension;
import org.crmroute.call.PhoneNumber;
import org.crmroute.routing.RoutedCall;
import org.crmroute.scenario.Decision;
import org.crmroute.scenario.Reason;
import org.crmroute.scenario.Status;
import org.crmroute.scenario.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a decision into channel variables. Everything here may have come from a CRM card, and the dialplan pastes it into
 * {@code Goto} and {@code Dial}; so a target is written only if it is made of a strict alphabet, whoever checked before.
 */
final class DecisionWriter {

    private static final Logger log = LoggerFactory.getLogger(DecisionWriter.class);

    private static final Pattern DIALPLAN =
            Pattern.compile("[0-9A-Za-z_.-]{1,79},[0-9A-Za-z_*#+-]{1,79},([0-9]{1,6}|[A-Za-z][0-9A-Za-z_-]{0,39})");
    private static final Pattern NOT_WORD = Pattern.compile("[^0-9A-Za-z_.:-]");
    private static final int LONGEST_WORD = 64;

    private final DialplanContexts contexts;

    DecisionWriter(DialplanContexts contexts) {
        this.contexts = contexts;
    }

    /** All the variables of the contract, in its order. */
    List<Assignment> variables(RoutedCall call) {
        Decision decision = call.decision();
        List<Target> steps = decision.steps().stream()
                .filter(step -> isSafe(step, call.id()))
                .limit(ChannelVariables.MOST_STEPS)
                .toList();
        boolean nothingLeft = steps.isEmpty() && !decision.steps().isEmpty();
        return variables(
                steps,
                decision.priority(),
                DisplayName.of(decision.caller().name()),
                decision.record().map(Object::toString).orElse(""),
                word(decision.rule()),
                nothingLeft ? Reason.ERROR : decision.reason(),
                word(call.id()),
                nothingLeft ? Status.FAILED : decision.status());
    }

    /** What is said when there is not even a decision: the dialplan takes its own fall-back. */
    List<Assignment> failure() {
        return variables(List.of(), 0, "", "", "", Reason.ERROR, "", Status.FAILED);
    }

    private List<Assignment> variables(
            List<Target> steps,
            int priority,
            String name,
            String record,
            String rule,
            Reason reason,
            String id,
            Status status) {
        List<Assignment> all = new ArrayList<>(13 + steps.size());
        Target first = steps.isEmpty() ? null : steps.getFirst();
        all.add(new Assignment(ChannelVariables.TARGET, first == null ? "" : place(first)));
        all.add(new Assignment(
                ChannelVariables.TARGET_TYPE, first == null ? "" : first.type().word()));
        all.add(new Assignment(ChannelVariables.TARGET_ID, first == null ? "" : first.id()));
        all.add(new Assignment(ChannelVariables.TARGET_TIMEOUT, first == null ? "" : seconds(first)));
        all.add(new Assignment(ChannelVariables.STEPS, String.valueOf(steps.size())));
        for (int i = 0; i < steps.size(); i++) {
            Target step = steps.get(i);
            all.add(new Assignment(ChannelVariables.STEP + (i + 1), place(step) + "," + seconds(step)));
        }
        all.add(new Assignment(ChannelVariables.PRIORITY, String.valueOf(priority)));
        all.add(new Assignment(ChannelVariables.CALLER_NAME, name));
        all.add(new Assignment(ChannelVariables.RECORD, record));
        all.add(new Assignment(ChannelVariables.RULE, rule));
        all.add(new Assignment(ChannelVariables.REASON, reason.name()));
        all.add(new Assignment(ChannelVariables.DECISION, id));
        all.add(new Assignment(ChannelVariables.STATUS, status.name()));
        return all;
    }

    private static boolean isSafe(Target target, String decision) {
        boolean safe = switch (target.type()) {
            case EXTENSION, QUEUE ->
                Extension.of(target.id()).isPresent()
                        && target.id().equals(target.id().strip());
            case EXTERNAL -> PhoneNumber.ofE164(target.id()).isPresent();
            case DIALPLAN -> DIALPLAN.matcher(target.id()).matches();
        };
        if (!safe) {
            log.error(
                    "Decision {}: a target is not given to the dialplan because it is no valid {}: {}",
                    decision,
                    target.type().word(),
                    DisplayName.of(target.id()));
        }
        return safe;
    }

    private String place(Target target) {
        return switch (target.type()) {
            case EXTENSION -> contexts.extension() + "," + target.id() + ",1";
            case QUEUE -> contexts.queue() + "," + target.id() + ",1";
            case EXTERNAL -> contexts.external() + "," + target.id() + ",1";
            case DIALPLAN -> target.id();
        };
    }

    private static String seconds(Target target) {
        return String.valueOf(Math.max(0, target.timeout()));
    }

    /** Ids are for reports, not for dialling: one in strange letters is made harmless rather than dropped. */
    private static String word(String id) {
        String word = NOT_WORD.matcher(id).replaceAll("_");
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }
}
