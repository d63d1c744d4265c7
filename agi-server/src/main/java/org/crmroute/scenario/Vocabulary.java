package org.crmroute.scenario;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.call.NumberPlan;
import org.crmroute.crm.Catalog;
import org.crmroute.crm.Employee;
import org.crmroute.crm.EntityType;
import org.crmroute.crm.Field;
import org.crmroute.crm.Field.Choice;
import org.crmroute.crm.FieldType;

/** What the things a scenario speaks of mean in this CRM at this time. For one thread: it keeps what was looked up. */
final class Vocabulary {

    private final Catalog catalog;
    private final NumberPlan plan;
    private final ZoneId zone;
    private final Map<Subject, Optional<Term>> terms = new HashMap<>();
    /** Of deals, by the ids of their funnels. */
    private final Map<List<String>, ChoiceList> stages = new HashMap<>();

    private Optional<ChoiceList> employees = Optional.empty();

    Vocabulary(Catalog catalog, NumberPlan plan, ZoneId zone) {
        this.catalog = catalog;
        this.plan = plan;
        this.zone = zone;
    }

    /**
     * What a subject is.
     *
     * @param kind how its values compare
     * @param title the CRM's label
     * @param choices what it can hold; empty when that is not a closed set
     */
    record Term(Kind<?, ?> kind, String title, Optional<ChoiceList> choices) {

        Optional<String> nameOf(String id) {
            return choices.flatMap(c -> c.nameOf(id));
        }
    }

    boolean isEmpty() {
        return catalog.isEmpty();
    }

    /** Empty when the CRM has no such field. */
    Optional<Term> of(Subject subject) {
        return terms.computeIfAbsent(subject, this::lookedUp);
    }

    private Optional<Term> lookedUp(Subject subject) {
        return switch (subject) {
            case Subject.OfCall call -> Optional.of(ofCall(call));
            case Subject.OfRecord record -> ofRecord(record);
        };
    }

    /** What a subject can hold; nothing for subjects that hold no choices. */
    ChoiceList choices(Subject subject) {
        return of(subject).flatMap(Term::choices).orElse(ChoiceList.NONE);
    }

    /**
     * What a subject can hold beside conditions on the funnel: stages of these funnels only.
     *
     * @param funnels ids; empty = of all
     */
    ChoiceList choices(Subject subject, List<String> funnels) {
        ChoiceList all = choices(subject);
        return isDealStage(subject) && !funnels.isEmpty()
                ? stages.computeIfAbsent(funnels, of -> new ChoiceList(stagesOf(of), all.qualified()))
                : all;
    }

    static boolean isDealStage(Subject subject) {
        return subject instanceof Subject.OfRecord record && record.isStage() && record.entity() == EntityType.DEAL;
    }

    private Term ofCall(Subject.OfCall subject) {
        Kind<?, ?> kind = switch (subject) {
            case DID, CALLER -> new TextKinds.Dialled(plan);
            case ANONYMOUS -> new TextKinds.Flag();
            case TIME -> new TimeKinds.TimeOfDay();
            case WEEKDAY -> new TimeKinds.Weekday();
        };
        return new Term(kind, subject.path(), Optional.empty());
    }

    private Optional<Term> ofRecord(Subject.OfRecord subject) {
        if (catalog.isEmpty()) {
            return Optional.of(new Term(new TextKinds.Text(), subject.path(), Optional.empty()));
        }
        Optional<Field> field = catalog.field(subject.entity(), subject.name());
        String title = field.map(Field::title).filter(t -> !t.isBlank()).orElse(subject.path());
        if (subject.isFunnel()) {
            return Optional.of(new Term(new TextKinds.Id(false), title, Optional.of(funnels())));
        }
        if (subject.isStage()) {
            return Optional.of(new Term(new TextKinds.Id(false), title, Optional.of(stages(subject.entity()))));
        }
        if (subject.isAssignee()) {
            return Optional.of(new Term(new TextKinds.Id(true), title, Optional.of(employees())));
        }
        if (subject.name().equals("ID")) {
            return Optional.of(new Term(new NumberKinds.Amount(), title, Optional.empty()));
        }
        return field.map(f -> new Term(kindOf(f), title, choicesOf(f)));
    }

    private Kind<?, ?> kindOf(Field field) {
        FieldType type = field.name().equals("OPPORTUNITY") ? FieldType.MONEY : field.type();
        return switch (type) {
            case TEXT -> new TextKinds.Text();
            case NUMBER -> new NumberKinds.Amount();
            case MONEY -> new NumberKinds.Money();
            case DATE -> new TimeKinds.Day();
            case MOMENT -> new TimeKinds.Moment(zone);
            case YES_NO -> new TextKinds.Flag();
            case FUNNEL, STAGE, STATUS -> new TextKinds.Id(false);
            case OPTION, EMPLOYEE, REFERENCE -> new TextKinds.Id(true);
        };
    }

    private Optional<ChoiceList> choicesOf(Field field) {
        return switch (field.type()) {
            case OPTION -> Optional.of(new ChoiceList(field.choices(), List.of()));
            // a reference book we were not given says nothing about what is missing from it
            case STATUS ->
                field.choices().isEmpty() ? Optional.empty() : Optional.of(new ChoiceList(field.choices(), List.of()));
            case EMPLOYEE -> Optional.of(employees());
            case FUNNEL -> Optional.of(funnels());
            case STAGE -> Optional.of(stages(field.entity()));
            default -> Optional.empty();
        };
    }

    private ChoiceList funnels() {
        return new ChoiceList(
                catalog.funnels().stream()
                        .map(f -> new Choice(Long.toString(f.id()), f.name()))
                        .toList(),
                List.of());
    }

    private ChoiceList stages(EntityType entity) {
        return new ChoiceList(
                catalog.stages(entity).map(s -> new Choice(s.id(), s.name())).toList(),
                entity == EntityType.DEAL ? qualifiedStages() : List.of());
    }

    private List<Choice> stagesOf(List<String> funnelIds) {
        return catalog.funnels().stream()
                .filter(f -> funnelIds.contains(Long.toString(f.id())))
                .flatMap(f -> f.stages().stream())
                .map(s -> new Choice(s.id(), s.name()))
                .toList();
    }

    /** {@code Sales / Contract Negotiation}: every stage of deals with its funnel, to tell namesakes apart. */
    private List<Choice> qualifiedStages() {
        return catalog.funnels().stream()
                .flatMap(f -> f.stages().stream().map(s -> new Choice(s.id(), f.name() + " / " + s.name())))
                .toList();
    }

    ChoiceList employees() {
        ChoiceList known = employees.orElseGet(() -> new ChoiceList(
                catalog.staff().employees().stream()
                        .sorted(Comparator.comparingLong(Employee::id))
                        .map(e -> new Choice(Long.toString(e.id()), e.name()))
                        .toList(),
                List.of()));
        employees = Optional.of(known);
        return known;
    }

    /** Paths of an entity's fields, to offer; friendly ones first. */
    List<String> paths(EntityType entity) {
        List<String> paths = new ArrayList<>(Subject.OfRecord.friendly(entity));
        catalog.fields().stream()
                .filter(f -> f.entity() == entity)
                .map(Field::path)
                .forEach(paths::add);
        return paths;
    }

    /** Fields of an entity that people know by this label. */
    List<String> titled(EntityType entity, String title) {
        return catalog.fields().stream()
                .filter(f -> f.entity() == entity && f.title().equalsIgnoreCase(title))
                .map(Field::path)
                .toList();
    }
}
