package org.crmroute.console.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.crmroute.call.NumberPlan;
import org.crmroute.console.access.Audit;
import org.crmroute.console.access.Role;
import org.crmroute.console.access.Visit;
import org.crmroute.console.page.Pages;
import org.crmroute.console.page.Words;
import org.crmroute.crm.Catalog;

/** {@code /live}: calls that are going on, and what an administrator can do with them. The browser asks us, we ask ari-app. */
public final class LivePages implements Consumer<RoutesConfig> {

    static final String PATH = "/live";
    private static final Pattern CALL = Pattern.compile("[!-~]{1,150}");
    static final Pattern TRANSFER = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f-]{36}");
    private static final Set<String> KINDS = Set.of("blind", "attended");
    private static final int LONGEST_QUESTION = 100;

    private final Pages pages;
    private final TransferApp app;
    private final LiveBoard board;
    private final Targets targets;
    private final NumberText numbers;
    private final Audit audit;
    private final Clock clock;
    private final ZoneId zone;

    /**
     * @param catalog whose employees calls are handed to; may be a few seconds old
     * @param queues those that scenarios lead to
     * @param numbers shows numbers as people write them
     * @param zone in which moments are shown
     */
    public LivePages(
            Pages pages,
            TransferApp app,
            Supplier<Catalog> catalog,
            Supplier<Set<String>> queues,
            NumberPlan plan,
            NumberText numbers,
            Audit audit,
            Clock clock,
            ZoneId zone) {
        this.pages = pages;
        this.app = app;
        this.board = new LiveBoard(app, clock);
        this.targets = new Targets(catalog, queues, plan, numbers);
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get(PATH, request -> show(request, Panel.EMPTY), Role.VIEWER);
        routes.get(PATH + "/state", this::showState, Role.VIEWER);
        routes.get(PATH + "/targets", this::find, Role.ADMIN);
        routes.get(PATH + "/transfer", this::open, Role.ADMIN);
        routes.post(PATH + "/transfer", this::start, Role.ADMIN);
        BoardWriter.WISHES.forEach(
                wish -> routes.post(PATH + "/transfers/{id}/" + wish, request -> tell(request, wish), Role.ADMIN));
    }

    /** The piece that htmx asked for, else the whole page: all of it works by plain links and forms too. */
    private void show(Context request, Panel panel) {
        Map<String, Object> model = new HashMap<>();
        model.put("panel", panel);
        if (request.header("HX-Request") != null) {
            request.html(pages.text(request, "live/panel.jte", model));
            return;
        }
        model.put("board", view(words(request), board.look()));
        pages.show(request, "live/show.jte", model);
    }

    /** Nothing when nothing has changed: what is under somebody's finger stays. */
    private void showState(Context request) {
        LiveBoard.Seen seen = board.look();
        if (Long.toString(seen.version()).equals(request.queryParam("seen"))) {
            request.status(204);
            return;
        }
        request.html(pages.text(request, "live/state.jte", Map.of("board", view(words(request), seen))));
    }

    private BoardView view(Words words, LiveBoard.Seen seen) {
        return writer(words).view(seen, app.address());
    }

    private BoardWriter writer(Words words) {
        return new BoardWriter(targets, numbers, words, zone, clock.instant());
    }

    private Words words(Context request) {
        return pages.page(request).words();
    }

    private void find(Context request) {
        String question = Optional.ofNullable(request.queryParam("q")).orElse("");
        String asked = question.substring(0, Math.min(question.length(), LONGEST_QUESTION));
        FoundTargets found = targets.find(asked, board.look().board(), words(request));
        request.html(pages.text(request, "live/targets.jte", Map.of("found", found)));
    }

    private void open(Context request) {
        Words words = words(request);
        String id = Optional.ofNullable(request.queryParam("call")).orElse("");
        Optional<Panel.Form> form = form(words, id, UUID.randomUUID().toString(), "");
        show(
                request,
                form.map(f -> new Panel(Optional.of(f), Optional.empty()))
                        .orElseGet(() -> Panel.of(error(words.say("live.refused.unknown_call")))));
    }

    /** Empty when the call is no longer there, or nobody has answered it. */
    private Optional<Panel.Form> form(Words words, String call, String key, String target) {
        BoardWriter writer = writer(words);
        return board.look().board().stream()
                .flatMap(b -> b.calls().stream())
                .filter(c -> c.id().equals(call) && c.isAnswered())
                .findFirst()
                .map(c -> new Panel.Form(
                        call,
                        key,
                        writer.customer(c),
                        writer.staff(c.agent().orElseThrow()),
                        target,
                        target.isEmpty() ? "" : targets.shown(target, words)));
    }

    private void start(Context request) {
        Words words = words(request);
        String call = posted(request, "call");
        String kind = posted(request, "kind");
        String target = posted(request, "target");
        String key = posted(request, "key");
        if (!CALL.matcher(call).matches()
                || !KINDS.contains(kind)
                || !KEY.matcher(key).matches()) {
            refuse(request, Panel.of(error(words.say("live.refused.malformed"))));
            return;
        }
        if (!Targets.isTarget(target)) {
            again(request, call, key, "", error(words.say("live.refused.no_target")));
            return;
        }
        String wish = kind + " → " + target;
        try {
            LiveTransfer transfer = app.start(call, kind, target, key);
            audit.note(
                    Visit.person(request),
                    "live.audit.transfer",
                    transfer.customer().number(),
                    wish + ", " + transfer.id());
            String shown = targets.shown(target, words);
            String customer = numbers.shown(transfer.customer().number(), words);
            done(request, words.say("live.begun." + kind, customer, shown));
        } catch (TransferRefused e) {
            // the next wish is another one
            again(request, call, UUID.randomUUID().toString(), target, told(words, e));
        } catch (TransfersAway e) {
            if (e.isUndecided()) {
                audit.note(Visit.person(request), "live.audit.unanswered", call, wish);
            }
            again(request, call, key, target, told(words, e));
        }
    }

    private void tell(Context request, String wish) {
        Words words = words(request);
        String id = request.pathParam("id");
        if (!TRANSFER.matcher(id).matches()) {
            throw new NotFoundResponse();
        }
        try {
            LiveTransfer transfer = app.tell(id, wish);
            note(request, wish, transfer.customer().number(), transfer.target() + ", " + id);
            done(request, words.say("live.done." + wish, targets.shown(transfer.target(), words)));
        } catch (TransferRefused e) {
            refuse(request, Panel.of(told(words, e)));
        } catch (TransfersAway e) {
            if (e.isUndecided()) {
                audit.note(Visit.person(request), "live.audit.unanswered", id, wish);
            }
            refuse(request, Panel.of(told(words, e)));
        }
    }

    private void note(Context request, String wish, String subject, String detail) {
        String what = switch (wish) {
            case "complete" -> "live.audit.complete";
            case "swap" -> "live.audit.swap";
            default -> "live.audit.cancel";
        };
        audit.note(Visit.person(request), what, subject, detail);
    }

    private void done(Context request, String text) {
        board.outdate();
        request.header("HX-Trigger", "live-changed");
        show(request, Panel.of(new Panel.Told("good", text, "")));
    }

    private void again(Context request, String call, String key, String target, Panel.Told told) {
        refuse(request, new Panel(form(words(request), call, key, target), Optional.of(told)));
    }

    private void refuse(Context request, Panel panel) {
        board.outdate();
        request.status(422).header("HX-Trigger", "live-changed");
        show(request, panel);
    }

    private static Panel.Told told(Words words, TransferRefused refused) {
        return new Panel.Told(
                "error", words.say("live.refused." + refused.reason().word()), refused.detail());
    }

    private static Panel.Told told(Words words, TransfersAway away) {
        return error(words.say(
                away.isUndecided()
                        ? "live.unanswered"
                        : "live.away." + away.why().name().toLowerCase(Locale.ROOT)));
    }

    private static Panel.Told error(String text) {
        return new Panel.Told("error", text, "");
    }

    private static String posted(Context request, String field) {
        return Optional.ofNullable(request.formParam(field)).orElse("").strip();
    }
}
