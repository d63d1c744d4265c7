package org.crmroute.console.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords, one at a time in a thread of its own, and few wait: whoever signs in may take a core for a quarter of
 * a second, but not more of this host than that. By bcrypt, which does with 4 KiB; the 19 MiB that Argon2id wants for
 * each hash would be taken from calls, in a heap of 72 MiB.
 */
final class Passwords implements AutoCloseable {

    private static final int COST = 12;

    /** Bcrypt looks at no more. */
    private static final int MOST_BYTES = 72;

    private static final int LEAST = 10;
    private static final int MOST_WAITING = 16;

    /** Of nobody's password: who has no account must wait as long as who has one, or names could be found out. */
    private static final String NOBODYS = "$2a$12$Ro0CUfOqk6cXEKf3dyaM7OhSCvnwM9s4wIX9JeLapehKK5YdLxKcm";

    private final ThreadPoolExecutor hashing = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("passwords").factory());

    /** So many want to sign in that one more would wait too long. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy(Throwable cause) {
            super("too many passwords are being looked at", cause);
        }
    }

    /** What keeps a text from being a password. */
    enum Weakness {
        SHORT,
        LONG,
        /** It is the account's name, or hardly more than one letter. */
        EASY
    }

    static Optional<Weakness> weakness(String password, String account) {
        String plain = plain(password);
        if (plain.codePointCount(0, plain.length()) < LEAST) {
            return Optional.of(Weakness.SHORT);
        }
        if (plain.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of(Weakness.LONG);
        }
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean easy = plain.codePoints().distinct().count() < 5
                || (!account.isEmpty() && lower.replace(account, "").length() < 4);
        return easy ? Optional.of(Weakness.EASY) : Optional.empty();
    }

    /** The hash to keep. */
    String hash(String password) throws Busy {
        byte[] bytes = plain(password).getBytes(StandardCharsets.UTF_8);
        return inTurn(() -> new String(BCrypt.withDefaults().hash(COST, bytes), StandardCharsets.US_ASCII));
    }

    /** Whether it is the password; with no hash to compare with, it takes as long and is not. */
    boolean matches(String password, Optional<String> hash) throws Busy {
        byte[] bytes = plain(password).getBytes(StandardCharsets.UTF_8);
        boolean possible = bytes.length <= MOST_BYTES && hash.isPresent();
        byte[] compared = possible ? bytes : new byte[] {'x'};
        byte[] with = (possible ? hash.orElse(NOBODYS) : NOBODYS).getBytes(StandardCharsets.US_ASCII);
        return inTurn(() -> BCrypt.verifyer().verify(compared, with).verified) && possible;
    }

    /** The same letters are the same password, whichever way a keyboard composes them. */
    private static String plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T inTurn(Callable<T> work) throws Busy {
        try {
            return hashing.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new Busy(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy(e);
        }
    }

    @Override
    public void close() {
        hashing.shutdownNow();
    }
}
