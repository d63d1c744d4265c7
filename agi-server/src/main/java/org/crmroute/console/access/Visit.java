package org.crmroute.console.access;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A request of somebody who is signed in.
 *
 * @param csrf what every change they ask for must carry: proves that the request comes from a page of ours
 * @param lasts whether they are still signed in and may still see the page, for answers that take long
 */
public record Visit(Person person, String csrf, BooleanSupplier lasts) {

    private static final String KEY = Visit.class.getName();

    /** One that lasts. */
    public Visit(Person person, String csrf) {
        this(person, csrf, () -> true);
    }

    /** Notes who asks, for the handlers that follow. */
    public void note(Context request) {
        request.attribute(KEY, this);
    }

    /** Who asks; empty when nobody is signed in. */
    public static Optional<Visit> of(Context request) {
        return Optional.ofNullable(request.attribute(KEY));
    }

    /** Who asks, in a handler of a page that names a role, which nobody else reaches. */
    public static Person person(Context request) {
        return of(request)
                .orElseThrow(() -> new IllegalStateException(request.path() + " was reached without signing in"))
                .person();
    }
}
