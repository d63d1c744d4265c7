package org.crmroute.routing;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crmroute.runtime.yaml.InvalidDocument;
import org.crmroute.runtime.yaml.Position;
import org.crmroute.runtime.yaml.Problem;
import org.crmroute.runtime.yaml.Saying;
import org.crmroute.runtime.yaml.Source;
import org.crmroute.runtime.yaml.YamlNode;
import org.crmroute.runtime.yaml.YamlReader;
import org.crmroute.scenario.Scenario;
import org.crmroute.scenario.ScenarioReader;
import org.crmroute.scenario.sketch.Sketch;
import org.crmroute.scenario.sketch.SketchReader;
import org.crmroute.scenario.sketch.SketchWriter;

/** Where scenarios are changed by several people without anybody's work being lost. */
public final class DraftDesk {

    private final ScenarioDesk desk;
    private final Drafts drafts;
    private final Clock clock;
    private final Recent<Stored, Boolean> same = new Recent<>(4);
    private final Recent<Looked, DraftReview> reviews = new Recent<>(4);

    public DraftDesk(ScenarioDesk desk, Drafts drafts, Clock clock) {
        this.desk = desk;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** Somebody else, or the author in another window, changed the draft since it was looked at. */
    public static final class Stale extends Exception {

        private static final long serialVersionUID = 1L;

        Stale() {
            super("the draft was changed meanwhile");
        }
    }

    /** What came of publishing. */
    public sealed interface Outcome {

        /** Calls follow it from now on. */
        record Published(ScenarioStore.Version version) implements Outcome {}

        /** It cannot be used as it is. */
        record Refused(List<Problem> problems) implements Outcome {}

        /** Something else is in force than what the draft began from. */
        record Overtaken(Optional<ScenarioStore.Version> by) implements Outcome {}
    }

    /** The author's draft; where there is none, what is in force, ready to be changed; empty when there is neither. */
    public Optional<Draft> open(String scenario, String author) {
        return drafts.find(scenario, author)
                .or(() -> active(scenario).map(version -> beginning(version, author, Optional.empty())));
    }

    /** What is in force. */
    public Optional<ScenarioStore.Version> active(String scenario) {
        return desk.find(scenario, Optional.empty());
    }

    /** By whom and when it was put in force; empty when nothing is. */
    public Optional<ScenarioStore.Activation> activation(String scenario) {
        return desk.activations(scenario, 1).stream().findFirst();
    }

    /** A version as calls would read it; empty when it cannot be read any more. */
    public Optional<Scenario> scenario(ScenarioStore.Version version) {
        return desk.readable(version);
    }

    public Optional<ScenarioStore.Version> version(String scenario, long version) {
        return desk.find(scenario, Optional.of(version));
    }

    /** A version as people change it: as its author wrote it, if that still means the same, else with today's names. */
    public String text(ScenarioStore.Version version) {
        try {
            return meansTheSame(version) ? version.source() : desk.show(version);
        } catch (InvalidDocument e) {
            return version.source();
        }
    }

    /** A version, and all that decides what it means. */
    private record Stored(String scenario, long version, ScenarioDesk.Circumstances circumstances) {}

    private boolean meansTheSame(ScenarioStore.Version version) {
        return same.get(
                new Stored(version.scenario(), version.version(), desk.circumstances()), () -> compared(version));
    }

    private boolean compared(ScenarioStore.Version version) {
        try {
            return desk.canonical(new Source("source", version.source())).equals(version.document());
        } catch (InvalidDocument e) {
            return false;
        }
    }

    private Draft beginning(ScenarioStore.Version version, String author, Optional<String> aside) {
        return new Draft(
                version.scenario(), author, version.version(), 0, version.at(), text(version), Optional.empty(), aside);
    }

    /**
     * Begins a scenario that does not exist yet.
     *
     * @return empty when there is one of that name, or the author has a draft of it
     */
    public Optional<Draft> begin(String scenario, String author) {
        if (active(scenario).isPresent() || drafts.find(scenario, author).isPresent()) {
            return Optional.empty();
        }
        String text = SketchWriter.write(Sketch.blank(scenario));
        return drafts.save(
                new Draft(scenario, author, 0, 0, clock.instant(), text, Optional.empty(), Optional.empty()));
    }

    /**
     * Changes a draft.
     *
     * @param revision the one the author looked at
     * @throws Stale when that is not the newest
     */
    public Draft change(Draft draft, long revision, UnaryOperator<String> change) throws Stale {
        if (draft.revision() != revision) {
            throw new Stale();
        }
        String text = change.apply(draft.text());
        if (text.equals(draft.text())) {
            return draft;
        }
        return save(draft, draft.base(), text, Optional.of(draft.text()), draft.aside());
    }

    /** Takes the last change back; taking that back brings it again. */
    public Draft undo(Draft draft, long revision) throws Stale {
        return change(draft, revision, text -> draft.before().orElse(text));
    }

    /** A text, and all that decides what it comes to. */
    private record Looked(String scenario, String text, ScenarioDesk.Circumstances circumstances) {}

    /** Reads a draft and checks it as if it were published; the problems of one that can be are warnings. */
    public DraftReview review(Draft draft) {
        return reviews.get(
                new Looked(draft.scenario(), draft.text(), desk.circumstances()),
                () -> reviewed(draft.scenario(), new Source("draft", draft.text())));
    }

    private DraftReview reviewed(String scenario, Source source) {
        YamlNode root;
        try {
            root = YamlReader.read(source);
        } catch (InvalidDocument e) {
            return DraftReview.of(SketchReader.unreadable(e), e.problems());
        }
        SketchReader.Reading reading = SketchReader.read(root);
        try {
            return DraftReview.of(
                    reading,
                    check(scenario, source, ScenarioReader.read(source, root)).warnings());
        } catch (InvalidDocument e) {
            return DraftReview.of(reading, e.problems());
        }
    }

    private ScenarioDesk.Checked check(String scenario, Source source, Scenario written) throws InvalidDocument {
        ScenarioDesk.Checked checked = desk.check(source, written);
        if (!checked.scenario().name().equals(scenario)) {
            throw new InvalidDocument(
                    source,
                    List.of(Problem.error(
                            Position.START,
                            Saying.of(
                                    "called",
                                    "this is scenario '%s'; here it must be called '%s'. To have it under another name, add a scenario",
                                    checked.scenario().name(),
                                    scenario))));
        }
        return checked;
    }

    /**
     * Puts a draft in force; then it is no draft any more.
     *
     * @param over the version that may be replaced: mostly the one the draft began from
     */
    public Outcome publish(Draft draft, long revision, long over) throws Stale {
        if (draft.revision() != revision) {
            throw new Stale();
        }
        ScenarioDesk.Checked checked;
        try {
            Source source = new Source("draft", draft.text());
            checked = check(draft.scenario(), source, ScenarioReader.read(source));
        } catch (InvalidDocument e) {
            return new Outcome.Refused(e.problems());
        }
        Optional<ScenarioStore.Version> published = desk.apply(checked, draft.author(), over);
        if (published.isEmpty()) {
            return new Outcome.Overtaken(active(draft.scenario()));
        }
        // a change made in another window this very moment stays, as a draft of what is now older
        drafts.delete(draft.scenario(), draft.author(), revision);
        return new Outcome.Published(published.get());
    }

    /** Goes on from what is in force now; the author's own text is put aside. */
    public Draft takeTheirs(Draft draft, long revision) throws Stale {
        if (draft.revision() != revision) {
            throw new Stale();
        }
        ScenarioStore.Version theirs = active(draft.scenario()).orElseThrow(Stale::new);
        return save(draft, theirs.version(), text(theirs), Optional.empty(), Optional.of(draft.text()));
    }

    /** Throws away what was put aside. */
    public Draft forgetAside(Draft draft, long revision) throws Stale {
        if (draft.revision() != revision) {
            throw new Stale();
        }
        return save(draft, draft.base(), draft.text(), draft.before(), Optional.empty());
    }

    public void delete(Draft draft, long revision) throws Stale {
        if (!drafts.delete(draft.scenario(), draft.author(), revision)) {
            throw new Stale();
        }
    }

    /** Who is changing what, the latest change first. */
    public List<Drafts.Entry> list() {
        return drafts.list();
    }

    private Draft save(Draft draft, long base, String text, Optional<String> before, Optional<String> aside)
            throws Stale {
        return drafts.save(new Draft(
                        draft.scenario(), draft.author(), base, draft.revision(), clock.instant(), text, before, aside))
                .orElseThrow(Stale::new);
    }
}
