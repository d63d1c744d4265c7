package org.crmroute.crm;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the CRM can hold: fields, funnels, stages and choices; immutable and in memory. A catalogue of which nothing is
 * known yet (a mirror never filled) is {@link #isEmpty()}: then nothing can be said to be missing.
 */
public final class Catalog {

    public static final Catalog EMPTY = new Catalog(List.of(), List.of(), List.of(), Staff.NONE);

    private final Map<String, Field> fields = new TreeMap<>();
    private final List<Funnel> funnels;
    private final List<Stage> leadStages;
    private final Staff staff;

    public Catalog(Collection<Field> fields, List<Funnel> funnels, List<Stage> leadStages, Staff staff) {
        fields.forEach(f -> this.fields.put(f.path(), f));
        this.funnels = List.copyOf(funnels);
        this.leadStages = List.copyOf(leadStages);
        this.staff = staff;
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public Optional<Field> field(EntityType entity, String name) {
        return Optional.ofNullable(fields.get(entity.word() + "." + name));
    }

    public Collection<Field> fields() {
        return Collections.unmodifiableCollection(fields.values());
    }

    public List<Funnel> funnels() {
        return funnels;
    }

    public Optional<Funnel> funnel(long id) {
        return funnels.stream().filter(f -> f.id() == id).findFirst();
    }

    public List<Stage> leadStages() {
        return leadStages;
    }

    /** Stages of all funnels, or of leads. */
    public Stream<Stage> stages(EntityType entity) {
        return switch (entity) {
            case DEAL -> funnels.stream().flatMap(f -> f.stages().stream());
            case LEAD -> leadStages.stream();
            case CONTACT, COMPANY -> Stream.empty();
        };
    }

    public Staff staff() {
        return staff;
    }
}
