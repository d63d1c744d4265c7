package org.crmroute.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.crmroute.portal.Entity;
import org.crmroute.portal.Fault;
import org.crmroute.portal.Portal;

/** What goes wrong with a portal, its events and its clock, as a seed has it. Of one thread. */
final class Weather {

    /** Events are no later. */
    static final Duration LATEST = Duration.ofMillis(800);

    private static final List<Fault> FAULTS = List.of(
            Fault.QUERY_LIMIT_EXCEEDED,
            Fault.INTERNAL_SERVER_ERROR,
            Fault.ERROR_UNEXPECTED_ANSWER,
            Fault.BAD_GATEWAY,
            Fault.CUT_JSON,
            Fault.EMPTY_CODE,
            Fault.INTEGER_CODE,
            Fault.CONNECTION_RESET,
            Fault.ANSWER_LOST,
            new Fault.Slow(Duration.ofMillis(250)));

    private static final List<Duration> OFFSETS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(50),
            Duration.ofSeconds(-50),
            Duration.ofSeconds(-100),
            Duration.ofHours(2),
            Duration.ofHours(-3));

    private static final List<String> COMMANDS = List.of("crm.item.list", "crm.item.get", "user.get");

    private final Portal portal;
    private final Random random;
    private boolean down;

    Weather(Portal portal, Random random) {
        this.portal = portal;
        this.random = random;
    }

    /**
     * For the next while.
     *
     * @param early whether there is time left to sit out a method's being blocked, a minute at worst
     */
    void change(boolean early) throws IOException {
        clear();
        for (int i = random.nextInt(4); i > 0; i--) {
            portal.faults().chance(0.3 * random.nextDouble(), one(FAULTS));
            portal.faults().chance(0.1 * random.nextDouble(), one(COMMANDS), answered());
        }
        if (early && random.nextInt(30) == 0) {
            portal.faults().next(1, "crm.item.list", Fault.OPERATION_TIME_LIMIT);
        }
        portal.eventFaults()
                .lost(random.nextInt(4) == 0 ? 1 : 0.3 * random.nextDouble())
                .doubled(0.3 * random.nextDouble())
                .reordered(0.3 * random.nextDouble())
                .late(0.3 * random.nextDouble(), LATEST)
                .wrongToken(0.2 * random.nextDouble())
                .deleteBeforeAdd(random.nextInt(5) == 0)
                .withoutHandlerId(random.nextBoolean());
        if (random.nextInt(3) == 0) {
            portal.clockOffset(one(OFFSETS));
        }
        switch (random.nextInt(12)) {
            case 0 -> {
                portal.goDown();
                down = true;
            }
            case 1 -> portal.webhookValid(false);
            case 2 -> portal.readable(one(List.of(Entity.values())), false);
            default -> {
                // it works
            }
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Fault answered() {
        return one(FAULTS.stream().filter(Fault.Answered.class::isInstance).toList());
    }

    /** All is well again; but the clock stays as it is. */
    void clear() throws IOException {
        portal.faults().clear();
        portal.eventFaults().clear();
        portal.webhookValid(true);
        for (Entity entity : Entity.values()) {
            portal.readable(entity, true);
        }
        if (down) {
            portal.comeUp();
            down = false;
        }
    }
}
