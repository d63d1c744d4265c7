package org.crmroute.console.api;

import io.javalin.http.ServiceUnavailableResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets few requests at a time do what takes memory or a core: calls need both more. */
final class Turns {

    private static final long PATIENCE_SECONDS = 5;

    private final Semaphore free;

    Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    /**
     * Works when it is this request's turn.
     *
     * @throws ServiceUnavailableResponse when it does not come soon
     */
    <T> T take(Callable<T> work) throws Exception {
        if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ServiceUnavailableResponse("others are being answered; try again in a few seconds");
        }
        try {
            return work.call();
        } finally {
            free.release();
        }
    }
}
