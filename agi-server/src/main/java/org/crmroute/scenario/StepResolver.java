package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.crmroute.crm.Caller;
import org.crmroute.crm.CrmRecord;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Staff;

/** Finds where the steps of a rule, or of Others, lead for one caller. */
final class StepResolver {

    private final Staff staff;
    private final Caller caller;
    private final Optional<CrmRecord> decisive;
    private final Function<EntityType, Optional<CrmRecord>> chosen;

    /**
     * @param decisive the rule's record; empty for Others
     * @param chosen the records the rule was satisfied by
     */
    StepResolver(
            Staff staff,
            Caller caller,
            Optional<CrmRecord> decisive,
            Function<EntityType, Optional<CrmRecord>> chosen) {
        this.staff = staff;
        this.caller = caller;
        this.decisive = decisive;
        this.chosen = chosen;
    }

    List<Trace.StepTrace> resolve(List<Step.Placed> steps) {
        List<Trace.StepTrace> resolved = new ArrayList<>(steps.size());
        steps.forEach(placed -> resolved.add(resolve(placed.step())));
        return resolved;
    }

    static List<Target> targets(List<Trace.StepTrace> steps) {
        return steps.stream().flatMap(s -> s.target().stream()).toList();
    }

    private Trace.StepTrace resolve(Step step) {
        return switch (step) {
            case Step.ToExtension to ->
                reached(step, Target.Type.EXTENSION, to.extension().name(), "");
            case Step.ToQueue to -> {
                Target target = new Target(Target.Type.QUEUE, to.queue().name(), to.timeout(), to.priority());
                yield new Trace.StepTrace(step.inWords(), Optional.of(target), "", Optional.empty());
            }
            case Step.ToExternal to ->
                reached(step, Target.Type.EXTERNAL, to.number().e164(), "");
            case Step.ToDialplan to -> reached(step, Target.Type.DIALPLAN, to.target(), "");
            case Step.ToEmployee to -> employee(step, to.employee());
            case Step.ToAssignee to -> assignee(step, to.whose());
            case Step.ToHead to -> head(step, to.whose());
        };
    }

    private Trace.StepTrace employee(Step step, Expression.Value value) {
        return employee(staff, value)
                .map(e -> person(step, e))
                .orElseGet(() -> skipped(step, Trace.Why.GONE, value.inWords()));
    }

    /** The employee whom a step names by id. */
    static Optional<Employee> employee(Staff staff, Expression.Value value) {
        return number(value.text()).flatMap(staff::employee);
    }

    private Trace.StepTrace assignee(Step step, Step.Whose whose) {
        Optional<CrmRecord> record = record(whose);
        if (record.isEmpty()) {
            return skipped(step, Trace.Why.NO_RECORD, nobody(whose));
        }
        return assigneeOf(record.get()).map(e -> person(step, e)).orElseGet(() -> withoutAssignee(step, record.get()));
    }

    private Trace.StepTrace head(Step step, Step.Whose whose) {
        Optional<CrmRecord> record = record(whose);
        if (record.isEmpty()) {
            return skipped(step, Trace.Why.NO_RECORD, nobody(whose));
        }
        Optional<Employee> assignee = assigneeOf(record.get());
        if (assignee.isEmpty()) {
            return withoutAssignee(step, record.get());
        }
        return staff.headOf(assignee.get())
                .map(e -> person(step, e))
                .orElseGet(() -> skipped(step, Trace.Why.NO_HEAD, assignee.get().name()));
    }

    private static Trace.StepTrace withoutAssignee(Step step, CrmRecord record) {
        return skipped(step, Trace.Why.NO_ASSIGNEE, record.ref().toString());
    }

    private Optional<Employee> assigneeOf(CrmRecord record) {
        return record.assignee().stream()
                .boxed()
                .flatMap(id -> staff.employee(id).stream())
                .findFirst();
    }

    private static String nobody(Step.Whose whose) {
        return whose == Step.Whose.ANY ? "record" : whose.word();
    }

    private Optional<CrmRecord> record(Step.Whose whose) {
        Optional<EntityType> entity = whose.entity();
        if (entity.isPresent()) {
            return chosen.apply(entity.get())
                    .or(() -> caller.records(entity.get()).stream().findFirst());
        }
        return decisive.or(() -> Stream.of(
                        caller.deals().stream().filter(CrmRecord::open),
                        caller.leads().stream().filter(CrmRecord::open),
                        caller.contacts().stream(),
                        caller.companies().stream())
                .flatMap(records -> records)
                .findFirst());
    }

    private Trace.StepTrace person(Step step, Employee employee) {
        if (!employee.active()) {
            return skipped(step, Trace.Why.DISMISSED, employee.name());
        }
        return employee.inner()
                .map(inner -> reached(step, Target.Type.EXTENSION, inner.name(), employee.name()))
                .orElseGet(() -> skipped(step, Trace.Why.NO_NUMBER, employee.name()));
    }

    private static Trace.StepTrace reached(Step step, Target.Type type, String id, String name) {
        Target target = new Target(type, id, step.timeout(), 0);
        return new Trace.StepTrace(step.inWords(), Optional.of(target), name, Optional.empty());
    }

    private static Trace.StepTrace skipped(Step step, Trace.Why why, String of) {
        return new Trace.StepTrace(step.inWords(), Optional.empty(), "", Optional.of(new Trace.Skipped(why, of)));
    }

    private static Optional<Long> number(String id) {
        return !id.isEmpty() && id.length() <= 18 && id.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Long.parseLong(id))
                : Optional.empty();
    }
}
