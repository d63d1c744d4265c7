package org.crmroute.console.live;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmroute.call.Extension;
import org.crmroute.call.NumberPlan;
import org.crmroute.call.Party;
import org.crmroute.console.live.FoundTargets.Choice;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Employee;

/**
 * Whom a call can be handed to: employees of the CRM by name or inner number, queues and extensions that are known here,
 * any number, and whom the CRM names. Whether a target exists is for ari-app to say; here it is only found.
 */
final class Targets {

    /** More than anybody reads. */
    static final int MOST = 30;

    static final String CRM = "crm";
    private static final String EXTENSION = "extension:";
    private static final String QUEUE = "queue:";
    private static final String EXTERNAL = "external:";

    /** As ari-app takes them. */
    private static final Pattern FORM =
            Pattern.compile("crm|(extension|queue):[0-9A-Za-z_*#-]{1,40}|external:\\+[1-9][0-9]{6,14}");

    private final Supplier<Catalog> catalog;
    private final Supplier<Set<String>> queues;
    private final NumberPlan plan;
    private final NumberText numbers;

    /**
     * @param queues those that scenarios lead to
     * @param numbers shows numbers as people write them
     */
    Targets(Supplier<Catalog> catalog, Supplier<Set<String>> queues, NumberPlan plan, NumberText numbers) {
        this.catalog = catalog;
        this.queues = queues;
        this.plan = plan;
        this.numbers = numbers;
    }

    static boolean isTarget(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Looks for a name, a part of one, or a number.
     *
     * @param board whose queues and extensions are known as well
     */
    FoundTargets find(String question, Optional<Board> board, Words words) {
        String asked = question.strip();
        Map<String, Choice> found = new LinkedHashMap<>();
        Party party = plan.read(asked);
        if (party instanceof Party.Phone phone) {
            add(found, outside(phone.number().e164(), words));
        }
        String byCrm = words.say("live.crm");
        if (contains(byCrm, asked)) {
            add(found, new Choice(CRM, "live.group.crm", byCrm, words.say("live.crm.hint")));
        }
        employees()
                .filter(e -> contains(e.name(), asked) || number(e).startsWith(asked))
                .sorted(Comparator.comparing((Employee e) -> !number(e).equals(asked))
                        .thenComparing(Employee::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(e -> add(found, employee(e)));
        queuesWith(board).stream()
                .filter(queue -> contains(queue, asked))
                .forEach(queue -> add(found, new Choice(QUEUE + queue, "live.group.queue", queue, "")));
        extensionsOf(board).stream()
                .filter(extension -> extension.startsWith(asked))
                .forEach(extension -> add(found, extension(extension)));
        // one that nobody here has heard of may exist in Asterisk
        Extension.of(asked).filter(typed -> !asked.startsWith("+")).ifPresent(typed -> {
            add(found, extension(typed.name()));
            add(found, new Choice(QUEUE + typed.name(), "live.group.queue", typed.name(), ""));
        });
        List<Choice> choices = List.copyOf(found.values());
        int shown = Math.min(MOST, choices.size());
        return new FoundTargets(choices.subList(0, shown), choices.size() - shown);
    }

    /** A target as people know it. */
    String shown(String target, Words words) {
        if (target.equals(CRM)) {
            return words.say("live.crm");
        }
        String name = target.substring(target.indexOf(':') + 1);
        if (target.startsWith(EXTERNAL)) {
            return numbers.shown(name, words);
        }
        if (target.startsWith(QUEUE)) {
            return words.say("live.queue", name);
        }
        return nameOf(name).map(who -> who + " · " + name).orElse(words.say("live.extension", name));
    }

    /** Who has that inner number. */
    Optional<String> nameOf(String extension) {
        return employees()
                .filter(e -> number(e).equals(extension))
                .map(Employee::name)
                .findFirst();
    }

    private Stream<Employee> employees() {
        Collection<Employee> all = catalog.get().staff().employees();
        return all.stream().filter(e -> e.active() && e.inner().isPresent());
    }

    private Set<String> queuesWith(Optional<Board> board) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(queues.get());
        board.ifPresent(b -> b.calls()
                .forEach(call -> call.queue().flatMap(Extension::of).ifPresent(queue -> all.add(queue.name()))));
        return all;
    }

    private static Set<String> extensionsOf(Optional<Board> board) {
        return board.stream()
                .flatMap(b -> b.calls().stream())
                .flatMap(call -> call.agent().stream())
                .map(LiveParty::number)
                .filter(number -> number.matches("[0-9]{2,6}"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void add(Map<String, Choice> found, Choice choice) {
        found.putIfAbsent(choice.target(), choice);
    }

    private static Choice employee(Employee employee) {
        String number = number(employee);
        return new Choice(EXTENSION + number, "live.group.employee", employee.name(), number);
    }

    private static Choice extension(String name) {
        return new Choice(EXTENSION + name, "live.group.extension", name, "");
    }

    private Choice outside(String e164, Words words) {
        return new Choice(EXTERNAL + e164, "live.group.external", numbers.shown(e164, words), "");
    }

    private static String number(Employee employee) {
        return employee.inner().map(Extension::name).orElse("");
    }

    private static boolean contains(String name, String part) {
        return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
