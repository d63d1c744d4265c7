package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;

/**
 * What an author can choose from: fields by the CRM's own labels, how each can be compared, and what with. Everything is
 * said in the words of scenarios. For one thread: it keeps what was looked up.
 */
public final class Glossary {

    private final Catalog catalog;
    private final Vocabulary vocabulary;
    private final Map<String, Optional<Entry>> entries = new HashMap<>();

    /**
     * Opens it for a state of the CRM.
     *
     * @param zone of the scenario, or the server's own
     */
    public Glossary(Catalog catalog, NumberPlan plan, ZoneId zone) {
        this.catalog = catalog;
        this.vocabulary = new Vocabulary(catalog, plan, zone);
    }

    /** How a value is entered. */
    public enum Input {
        TEXT,
        NUMBER,
        MONEY,
        DAY,
        MOMENT,
        TIME,
        WEEKDAY,
        YES_NO,
        PHONE,
        /** One or more of a closed set. */
        CHOICE
    }

    /**
     * Something a condition can look at.
     *
     * @param path as scenarios write it
     * @param group {@code deal}, {@code lead}, {@code contact}, {@code company} or {@code call}
     * @param title the CRM's label; for what is of the call, the path
     * @param input how its values are entered
     * @param several whether a record can hold several values at once
     * @param operators how it can be compared, the usual first
     */
    public record Entry(
            String path, String group, String title, Input input, boolean several, List<Operator> operators) {}

    /** What the CRM makes of a value. */
    public enum Standing {
        /** One thing is meant. */
        KNOWN,
        /** The scenario says an id that the CRM does not have (any more). */
        GONE,
        /** No name fits. */
        UNKNOWN,
        /** Several things have the name. */
        AMBIGUOUS
    }

    /**
     * A value and what is meant by it.
     *
     * @param choice the one thing meant, if there is one, under a name that no other has
     */
    public record Meaning(Standing standing, Optional<Choice> choice) {}

    /** Whether nothing is known of the CRM. */
    public boolean isEmpty() {
        return vocabulary.isEmpty();
    }

    /** What stands at a path; empty when the CRM has no such field, or the path is none. */
    public Optional<Entry> entry(String path) {
        return entries.computeIfAbsent(path, p -> Subject.of(p.strip()).flatMap(this::entry));
    }

    private Optional<Entry> entry(Subject subject) {
        if (subject instanceof Subject.OfRecord && catalog.isEmpty()) {
            return Optional.empty();
        }
        return vocabulary.of(subject).map(term -> {
            Input input = term.choices().isPresent() ? Input.CHOICE : inputOf(term.kind());
            return new Entry(
                    subject.path(),
                    group(subject),
                    term.title(),
                    input,
                    isMultiple(subject),
                    Comparisons.of(input, isMultiple(subject), subject instanceof Subject.OfCall));
        });
    }

    private static String group(Subject subject) {
        return subject instanceof Subject.OfRecord record ? record.entity().word() : "call";
    }

    private static Input inputOf(Kind<?, ?> kind) {
        return switch (kind) {
            case TextKinds.Dialled dialled -> Input.PHONE;
            case TextKinds.Flag flag -> Input.YES_NO;
            case NumberKinds.Amount amount -> Input.NUMBER;
            case NumberKinds.Money money -> Input.MONEY;
            case TimeKinds.Day day -> Input.DAY;
            case TimeKinds.Moment moment -> Input.MOMENT;
            case TimeKinds.TimeOfDay time -> Input.TIME;
            case TimeKinds.Weekday weekday -> Input.WEEKDAY;
            default -> Input.TEXT;
        };
    }

    private boolean isMultiple(Subject subject) {
        return subject instanceof Subject.OfRecord record
                && catalog.field(record.entity(), record.name())
                        .filter(Field::multiple)
                        .isPresent();
    }

    /**
     * Everything whose label or path has all the words of a question in it, in the order in which it is offered.
     *
     * @param titles labels the catalogue does not have, by path: those of what is of the call
     */
    public Stream<Entry> find(String words, UnaryOperator<String> titles) {
        List<String> wanted = words(words);
        return Stream.concat(Stream.of(EntityType.values()).flatMap(this::subjects), Stream.of(Subject.OfCall.values()))
                .flatMap(subject -> entry(subject).stream())
                .map(e -> e.group().equals("call")
                        ? new Entry(e.path(), e.group(), titles.apply(e.path()), e.input(), e.several(), e.operators())
                        : e)
                .filter(e -> fits(wanted, e.title() + " " + e.path()));
    }

    /** Those people ask for most come first, the others by their labels. */
    private Stream<Subject> subjects(EntityType entity) {
        List<String> first = vocabulary.paths(entity).stream().distinct().toList();
        Stream<Subject> friendly = first.stream()
                .filter(path -> Subject.OfRecord.friendly(entity).contains(path))
                .sorted(Comparator.comparingInt(Glossary::rank))
                .flatMap(path -> Subject.of(path).stream());
        Stream<Subject> others = catalog.fields().stream()
                .filter(f -> f.entity() == entity)
                .sorted(Comparator.comparing((Field f) -> f.title().toLowerCase(Locale.ROOT))
                        .thenComparing(Field::name))
                .map(f -> (Subject) new Subject.OfRecord(entity, f.name()));
        return Stream.concat(friendly, others).distinct();
    }

    private static int rank(String path) {
        return path.endsWith(".funnel") ? 0 : path.endsWith(".stage") ? 1 : 2;
    }

    /**
     * What a field can hold, and has all the words of a question in its name; nothing for fields that hold no choices.
     *
     * @param funnels values of the conditions on the funnel beside this one: stages of these only; empty = of all
     */
    public List<Choice> choices(String path, List<Expression.Value> funnels, String words) {
        Optional<Subject> subject = Subject.of(path);
        List<Choice> all = subject.map(s -> near(s, funnels)).orElse(List.of());
        List<String> wanted = words(words);
        return all.stream().filter(c -> fits(wanted, c.name() + " " + c.id())).toList();
    }

    private List<Choice> near(Subject subject, List<Expression.Value> funnels) {
        if (Vocabulary.isDealStage(subject)) {
            List<String> ids = ids(funnels);
            return ids.isEmpty()
                    ? vocabulary.choices(subject).qualified()
                    : vocabulary.choices(subject, ids).named();
        }
        if (holdsEmployees(subject)) {
            return workingEmployees();
        }
        return vocabulary.choices(subject).named();
    }

    /** Of the funnels that are meant by one thing each. */
    private List<String> ids(List<Expression.Value> funnels) {
        return funnels.stream()
                .flatMap(f -> meaning("deal.funnel", f, List.of()).choice().stream())
                .map(Choice::id)
                .toList();
    }

    private boolean holdsEmployees(Subject subject) {
        return subject instanceof Subject.OfRecord record
                && (record.isAssignee()
                        || catalog.field(record.entity(), record.name())
                                .filter(f -> f.type() == FieldType.EMPLOYEE)
                                .isPresent());
    }

    private List<Choice> workingEmployees() {
        return catalog.staff().employees().stream()
                .filter(e -> e.active())
                .sorted(Comparator.comparing(e -> e.name().toLowerCase(Locale.ROOT)))
                .map(e -> new Choice(
                        Long.toString(e.id()),
                        e.inner()
                                .map(inner -> e.name() + " (" + inner.name() + ")")
                                .orElse(e.name())))
                .toList();
    }

    /** Who works there, by name, with their inner numbers. */
    public List<Choice> employees(String words) {
        List<String> wanted = words(words);
        return workingEmployees().stream().filter(c -> fits(wanted, c.name())).toList();
    }

    /** What a value of a condition means; empty standing for fields that hold no choices. */
    public Meaning meaning(String path, Expression.Value value, List<Expression.Value> funnels) {
        ChoiceList all = choices(path);
        ChoiceList near = funnels.isEmpty()
                ? all
                : Subject.of(path)
                        .map(subject -> vocabulary.choices(subject, ids(funnels)))
                        .orElse(all);
        return meaning(value, near, all);
    }

    private ChoiceList choices(String path) {
        return Subject.of(path).map(vocabulary::choices).orElse(ChoiceList.NONE);
    }

    /** Who is meant by the name or id of an employee. */
    public Meaning employee(Expression.Value value) {
        return meaning(value, vocabulary.employees(), vocabulary.employees());
    }

    private static Meaning meaning(Expression.Value value, ChoiceList near, ChoiceList all) {
        List<Choice> meanings = Meanings.of(value, near, all);
        if (meanings.size() == 1) {
            String id = meanings.getFirst().id();
            return new Meaning(
                    Standing.KNOWN, near.nameOf(id).or(() -> all.nameOf(id)).map(name -> new Choice(id, name)));
        }
        Standing standing =
                !meanings.isEmpty() ? Standing.AMBIGUOUS : Meanings.isId(value) ? Standing.GONE : Standing.UNKNOWN;
        return new Meaning(standing, Optional.empty());
    }

    /** What to write for the choice with an id, so that it alone is meant. */
    public String written(String path, String id) {
        return choices(path).written(id);
    }

    /** What to write for an employee, so that they alone are meant. */
    public String writtenEmployee(String id) {
        return vocabulary.employees().written(id);
    }

    private static List<String> words(String question) {
        return Stream.of(question.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean fits(List<String> wanted, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(lower::contains);
    }
}
