package org.crmroute.console.access;

import io.javalin.http.Context;
import java.util.Optional;
import org.crmroute.console.page.Page;

/** A password in a form that asks for it twice: {@code password} and {@code again}. */
final class NewPassword {

    private NewPassword() {}

    static String of(Context request) {
        return Optional.ofNullable(request.formParam("password")).orElse("");
    }

    /** What is wrong with it, to its owner. */
    static Optional<String> problem(Context request, Page page, String account) {
        String password = of(request);
        Optional<String> weakness = Passwords.weakness(password, account).map(w -> switch (w) {
            case SHORT -> page.say("access.password-short");
            case LONG -> page.say("access.password-long");
            case EASY -> page.say("access.password-easy");
        });
        return weakness.or(() -> password.equals(request.formParam("again"))
                ? Optional.empty()
                : Optional.of(page.say("access.password-differs")));
    }
}
