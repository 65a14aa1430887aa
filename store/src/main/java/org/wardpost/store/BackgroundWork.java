package org.wardpost.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.wardpost.store.lease.LeaseRepository;

/**
 * One kind of work that may take long, on a thread of its own, under a lease so that one node at a time does it. What another node
 * is at is left to the next time.
 */
final class BackgroundWork implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** Does what there is to do, part by part, and ends when {@code pace} says so. */
    interface Round {
        /** @param prolong keeps the lease; to be called every few minutes */
        void run(Pace pace, Runnable prolong);
    }

    private final String name;
    private final LeaseRepository leases;
    private final Round round;
    private final Semaphore wanted = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread worker;

    BackgroundWork(String name, LeaseRepository leases, Round round) {
        this.name = name;
        this.leases = leases;
        this.round = round;
        this.worker = Thread.ofVirtual().name("store-" + name).start(this::work);
    }

    /** A round begins as soon as the one that may be under way has ended. */
    void soon() {
        wanted.release();
    }

    private void work() {
        while (true) {
            wanted.acquireUninterruptibly();
            if (closing.getCount() == 0) {
                return;
            }
            wanted.drainPermits();
            Duties.run(name, this::underLease);
        }
    }

    private void underLease() {
        var lease = leases.take(name, LEASE);
        if (lease.isEmpty()) {
            return;
        }
        try {
            round.run(new Pace(closing), () -> leases.take(name, LEASE));
        } finally {
            leases.release(lease.get());
        }
    }

    /** Lets the part that is under way end. */
    @Override
    public void close() {
        closing.countDown();
        wanted.release();
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
