package org.wardpost.vault;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Idle JCE engines, which are slow to look up and not thread-safe. Not a {@link ThreadLocal}: each virtual thread would make its
 * own. An engine that lies idle still has its last key in the heap; whoever borrows it sets another (docs/threat-model.md).
 */
final class EnginePool<T> {
    private static final int PLACES = 64;

    private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;

    EnginePool(Supplier<T> maker) {
        this.maker = maker;
    }

    T borrow() {
        var engine = idle.getAndSet(place(), null);
        return engine != null ? engine : maker.get();
    }

    void giveBack(T engine) {
        idle.setRelease(place(), engine);
    }

    private static int place() {
        return (int) Thread.currentThread().threadId() & (PLACES - 1);
    }
}
