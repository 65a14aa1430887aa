package org.wardpost.store.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits for work in a queue of this process. */
final class QueueSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Long> counts = new HashMap<>();

    /** A number that moves with each {@link #wake}. */
    long count(String queue) {
        lock.lock();
        try {
            return counts.getOrDefault(queue, 0L);
        } finally {
            lock.unlock();
        }
    }

    void wake(String queue) {
        lock.lock();
        try {
            counts.merge(queue, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when {@link #count} is no longer {@code seen}, or after a while. */
    void await(String queue, long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (left > 0 && counts.getOrDefault(queue, 0L) == seen) {
                left = changed.awaitNanos(Math.min(left, TimeUnit.DAYS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
    }
}
