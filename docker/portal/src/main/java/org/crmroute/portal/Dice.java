package org.crmroute.portal;

import java.util.List;
import java.util.Random;

/**
 * Chance that repeats itself: a throw depends on the seed, what it is for, and an id. {@link Random}'s numbers are
 * part of Java's specification, so they are the same everywhere.
 */
final class Dice {

    private final Random random;

    private Dice(long seed) {
        this.random = new Random(seed);
    }

    static Dice of(long seed, String what, long id) {
        // SplitMix64's last steps: neighbouring ids must not give neighbouring seeds
        long mixed = seed * 0x9e3779b97f4a7c15L + what.hashCode() * 0xbf58476d1ce4e5b9L + id;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return new Dice(mixed ^ (mixed >>> 31));
    }

    /** 0 … bound − 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T one(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** 1 … most, small ones far more often than big ones: few customers have most of the deals. */
    int skewed(int most) {
        double throwing = random.nextDouble();
        return 1 + (int) (most * throwing * throwing * throwing);
    }
}
