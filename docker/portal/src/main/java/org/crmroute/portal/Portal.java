package org.crmroute.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmroute.portal.Catalog.Book;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in Bitrix24 portal, for tests and the demo only: an HTTP server that answers REST methods in Bitrix24's
 * shapes, keeps its limits and makes its mistakes. What it holds is a {@link Dataset} or a snapshot folder, and edits
 * over it in memory.
 *
 * <p>Shapes, codes and limits are as apidocs.bitrix24.com documents them. Thread-safe.
 */
public final class Portal implements AutoCloseable {

    private final PortalSettings settings;
    private final PortalClock clock;
    private final Catalog catalog;
    private final Records records;
    private final Counters counters = new Counters();
    private final Faults faults;
    private final EventFaults eventFaults;
    private final Events events;
    private final Tokens tokens;
    private final Edits edits;
    private final CatalogEdits catalogEdits;
    private final StaffEdits staffEdits;
    private final ListMethods lists;
    private final Access access;
    private final PortalServer server;

    private Portal(Content content, PortalSettings settings) {
        this.settings = settings;
        this.clock = new PortalClock(settings.clock, settings.zone);
        this.catalog = new Catalog(content);
        this.records = new Records(content, catalog);
        this.faults = new Faults(settings.seed);
        this.eventFaults = new EventFaults(settings.seed + 1);
        this.events = new Events(settings, clock, eventFaults, this::address);
        this.tokens = new Tokens(settings, this::address);
        this.edits = new Edits(records, catalog, clock, events);
        this.catalogEdits = new CatalogEdits(catalog, records, events);
        this.staffEdits = new StaffEdits(catalog, events);
        this.lists = new ListMethods(records, catalog);
        this.access = new Access(settings, tokens);
        Batch batch = new Batch(counters, faults);
        MethodRunner runner = new MethodRunner(methods(content, batch), settings, clock, counters);
        batch.runBy(runner);
        RestHandler rest = new RestHandler(runner, access, new LeakyBucket(settings), faults, counters);
        this.server = new PortalServer(settings, rest, tokens, new AdminHandler(new AdminOperations(this)));
    }

    /** A portal with made-up content, on a free port of 127.0.0.1. */
    public static Portal of(Dataset dataset) {
        return of(dataset, new PortalSettings());
    }

    /** A portal with the content of a snapshot folder, on a free port of 127.0.0.1. */
    public static Portal of(Path snapshotFolder) throws IOException {
        return of(snapshotFolder, new PortalSettings());
    }

    /** A portal with made-up content. */
    public static Portal of(Dataset dataset, PortalSettings settings) {
        return new Portal(dataset, settings);
    }

    /** A portal with the content of a snapshot folder. */
    public static Portal of(Path snapshotFolder, PortalSettings settings) throws IOException {
        return new Portal(Snapshot.read(snapshotFolder), settings);
    }

    private Map<String, Method> methods(Content content, Batch batch) {
        BookMethods books = new BookMethods(catalog);
        DuplicateMethods duplicates = new DuplicateMethods(content, records);
        ItemEditMethods items = new ItemEditMethods(edits, lists);
        SystemMethods system = new SystemMethods(catalog, clock, events);
        Map<String, Method> methods = new HashMap<>();
        methods.put("batch", batch);
        methods.put("crm.item.list", (p, c) -> lists.items(p));
        methods.put("crm.item.get", (p, c) -> lists.item(p));
        methods.put("crm.item.fields", (p, c) -> lists.itemFields(p));
        methods.put("crm.item.add", (p, c) -> items.add(p));
        methods.put("crm.item.update", (p, c) -> items.update(p));
        methods.put("crm.item.delete", (p, c) -> items.delete(p));
        methods.put("crm.entity.mergebatch", (p, c) -> items.merge(p));
        for (Entity entity : Entity.values()) {
            methods.put("crm." + entity.word() + ".list", (p, c) -> lists.records(entity, p));
            methods.put("crm." + entity.word() + ".get", (p, c) -> lists.record(entity, p));
            methods.put("crm." + entity.word() + ".fields", (p, c) -> lists.recordFields(entity));
        }
        methods.put("crm.category.list", (p, c) -> books.categories(p));
        methods.put("crm.status.list", (p, c) -> books.statuses(p));
        methods.put("crm.duplicate.findbycomm", (p, c) -> duplicates.find(p));
        methods.put("user.get", (p, c) -> books.users(p));
        methods.put("user.current", (p, c) -> books.user(c));
        methods.put("department.get", (p, c) -> books.departments(p));
        methods.put("scope", (p, c) -> SystemMethods.scope());
        methods.put("profile", (p, c) -> system.profile(c));
        methods.put("server.time", (p, c) -> system.time());
        methods.put("event.bind", system::bind);
        methods.put("event.get", (p, c) -> system.bound());
        methods.put("event.unbind", (p, c) -> system.unbind(p));
        return methods;
    }

    /** Begins to listen. */
    public Portal start() throws IOException {
        server.start();
        return this;
    }

    /** Where it listens now: {@code http://127.0.0.1:8099/}. */
    public URI address() {
        return server.address();
    }

    /** The inbound webhook, to which a method's name is appended. */
    public URI webhook() {
        return address().resolve("/rest/" + settings.webhookUser + "/" + settings.webhookCode + "/");
    }

    /** What people do to records. */
    public Edits edits() {
        return edits;
    }

    /** What administrators do to fields, funnels and stages. */
    public CatalogEdits catalog() {
        return catalogEdits;
    }

    /** What happens to employees and departments. */
    public StaffEdits staff() {
        return staffEdits;
    }

    public Faults faults() {
        return faults;
    }

    public EventFaults eventFaults() {
        return eventFaults;
    }

    public Events events() {
        return events;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Counters counters() {
        return counters;
    }

    /** Whether the webhook is valid; without it requests are answered with INVALID_CREDENTIALS. */
    public void webhookValid(boolean valid) {
        access.webhookValid(valid);
    }

    /** Whether the webhook's user may read an entity; otherwise lists are empty and get is ACCESS_DENIED. */
    public void readable(Entity entity, boolean may) {
        lists.readable(entity, may);
    }

    /** Moves the portal to another port; at the old one requests are answered with 302. */
    public URI rename() throws IOException {
        return server.rename();
    }

    /** Refuses connections until {@link #comeUp}. */
    public void goDown() {
        server.goDown();
    }

    /** Listens again where it did. */
    public void comeUp() throws IOException {
        server.comeUp();
    }

    /** Refuses connections for a while, and listens again by itself. */
    public void goDown(Duration time) {
        goDown();
        Thread.ofVirtual().start(() -> {
            MethodRunner.sleep(time);
            try {
                comeUp();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Sets the portal's clock wrong by this much; again to make it jump. */
    public void clockOffset(Duration offset) {
        clock.offset(offset);
    }

    /** What is true: ids of all records, ascending. */
    public int[] ids(Entity entity) {
        return records.table(entity).allIds();
    }

    /** What is true: how many records there are. */
    public int count(Entity entity) {
        return records.table(entity).count();
    }

    /** What is true: a record in full, as {@code crm.item.get} would answer it; empty if there is none. */
    public Optional<Map<String, @Nullable Object>> item(Entity entity, int id) {
        return records.item(entity, id);
    }

    /** What is true: {@code result.fields} of {@code crm.item.fields}. */
    public Map<String, Map<String, @Nullable Object>> fields(Entity entity) {
        return catalog.fields(entity);
    }

    /** What is true: {@code result.categories} of {@code crm.category.list}. */
    public List<Map<String, @Nullable Object>> categories() {
        return catalog.rows(Book.CATEGORIES);
    }

    /** What is true: rows of {@code crm.status.list}, of all ENTITY_IDs. */
    public List<Map<String, @Nullable Object>> statuses() {
        return catalog.rows(Book.STATUSES);
    }

    /** What is true: rows of {@code user.get}. */
    public List<Map<String, @Nullable Object>> users() {
        return catalog.rows(Book.USERS);
    }

    /** What is true: rows of {@code department.get}. */
    public List<Map<String, @Nullable Object>> departments() {
        return catalog.rows(Book.DEPARTMENTS);
    }

    @Override
    public void close() {
        server.close();
        events.close();
    }
}
