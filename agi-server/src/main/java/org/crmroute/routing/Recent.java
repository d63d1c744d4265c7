package org.crmroute.routing;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what was worked out last, for whoever asks the same again; the oldest goes when there are too many, and all may go
 * when memory runs short. Several threads may ask; who asks the same at the same time works it out twice.
 */
final class Recent<K, V> {

    private record Kept<K, V>(K question, V answer) {}

    private final int most;
    /** The latest asked for first. */
    private final Deque<SoftReference<Kept<K, V>>> kept = new ArrayDeque<>();

    /** @param most how many are kept */
    Recent(int most) {
        this.most = most;
    }

    V get(K question, Supplier<V> work) {
        Optional<V> known = find(question);
        if (known.isPresent()) {
            return known.get();
        }
        V answer = work.get();
        keep(new SoftReference<>(new Kept<>(question, answer)));
        return answer;
    }

    private synchronized Optional<V> find(K question) {
        for (Iterator<SoftReference<Kept<K, V>>> each = kept.iterator(); each.hasNext(); ) {
            SoftReference<Kept<K, V>> reference = each.next();
            Kept<K, V> one = reference.get();
            if (one == null) {
                each.remove();
            } else if (one.question.equals(question)) {
                each.remove();
                kept.addFirst(reference);
                return Optional.of(one.answer);
            }
        }
        return Optional.empty();
    }

    private synchronized void keep(SoftReference<Kept<K, V>> one) {
        kept.addFirst(one);
        while (kept.size() > most) {
            kept.removeLast();
        }
    }
}
