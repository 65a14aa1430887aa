package org.wardpost.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One fair lock a collection inside this process, taken before the collection's row: threads then queue here, in order, and
 * not in the database, where waiting ends in time-outs. Kept only while somebody uses it.
 */
final class CollectionLocks {
    private static final class Counted extends ReentrantLock {
        private static final long serialVersionUID = 1L;
        int users;

        Counted() {
            super(true);
        }
    }

    private final Map<CollectionId, Counted> locks = new HashMap<>();

    /** What one transaction holds. */
    final class Held implements AutoCloseable {
        private final TreeSet<CollectionId> held = new TreeSet<>();
        private final List<Counted> order = new ArrayList<>();

        /** @throws IllegalStateException if {@code id} comes before one that is held: two transactions could wait for each other */
        void take(CollectionId id) {
            if (held.contains(id)) {
                return;
            }
            if (!held.isEmpty() && held.last().compareTo(id) > 0) {
                throw new IllegalStateException("collections are locked in ascending order of their ids");
            }
            var lock = use(id);
            lock.lock();
            held.add(id);
            order.add(lock);
        }

        @Override
        public void close() {
            for (int i = order.size() - 1; i >= 0; i--) {
                order.get(i).unlock();
            }
            order.clear();
            held.forEach(CollectionLocks.this::leave);
            held.clear();
        }
    }

    Held none() {
        return new Held();
    }

    private Counted use(CollectionId id) {
        synchronized (locks) {
            var lock = locks.computeIfAbsent(id, _ -> new Counted());
            lock.users++;
            return lock;
        }
    }

    private void leave(CollectionId id) {
        synchronized (locks) {
            locks.computeIfPresent(id, (_, lock) -> --lock.users == 0 ? null : lock);
        }
    }
}
