package org.wardpost.identity.source;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets one Argon2id run a core go on at a time, and a bounded number wait: each run takes 19 MiB and some 25 ms, so a thousand logins
 * at once would otherwise take the machine's memory and everybody's mail.
 */
final class Argon2Gate {
    private static final long PATIENCE_SECONDS = 20;
    private final Semaphore cores;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int queue;

    Argon2Gate(int cores, int queue) {
        this.cores = new Semaphore(cores, true);
        this.queue = queue;
    }

    /** Runs {@code work} when a core is free; empty if too many wait already, or none came free in {@value #PATIENCE_SECONDS} s. */
    <T> Optional<T> run(Supplier<T> work) {
        if (waiting.incrementAndGet() > queue) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        boolean entered;
        try {
            entered = cores.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entered = false;
        } finally {
            waiting.decrementAndGet();
        }
        if (!entered) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            cores.release();
        }
    }
}
