package org.crmroute.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crmroute.crm.Employee;
import org.crmroute.crm.Staff;

/**
 * A step that leads nowhere whoever calls: calls skip it, and its rule stays in force.
 *
 * @param rule whose step; empty for Others
 * @param place in the rule's route, or in Others, from 0
 * @param name of the employee, as the CRM has it now or had it when the scenario was saved
 */
public record IdleStep(Optional<Rule> rule, int place, Step step, Why why, String name) {

    /** Why nobody can be reached by it. */
    public enum Why {
        /** The CRM no longer has the employee. */
        GONE,
        DISMISSED,
        /** The employee has no inner number that can be dialled. */
        NO_NUMBER
    }

    /** Those of a scenario; none while nothing is known of the staff. */
    static List<IdleStep> of(Scenario scenario, Staff staff) {
        List<IdleStep> idle = new ArrayList<>();
        if (!staff.employees().isEmpty()) {
            scenario.rules().forEach(rule -> collect(Optional.of(rule), rule.route(), staff, idle));
            collect(Optional.empty(), scenario.others(), staff, idle);
        }
        return idle;
    }

    private static void collect(Optional<Rule> rule, List<Step.Placed> route, Staff staff, List<IdleStep> idle) {
        for (int i = 0; i < route.size(); i++) {
            if (route.get(i).step() instanceof Step.ToEmployee to) {
                Optional<Employee> employee = StepResolver.employee(staff, to.employee());
                String name = employee.map(Employee::name)
                        .orElseGet(() -> to.employee().inWords());
                int place = i;
                why(employee).ifPresent(why -> idle.add(new IdleStep(rule, place, to, why, name)));
            }
        }
    }

    private static Optional<Why> why(Optional<Employee> employee) {
        if (employee.isEmpty()) {
            return Optional.of(Why.GONE);
        }
        if (!employee.get().active()) {
            return Optional.of(Why.DISMISSED);
        }
        return employee.get().inner().isEmpty() ? Optional.of(Why.NO_NUMBER) : Optional.empty();
    }
}
