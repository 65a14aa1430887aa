package org.wardpost.store.sql;

import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does every so often what H2's own thread would do whenever it liked. */
final class Housekeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final Runnable work;
    private final long everyNanos;
    private final Thread thread;
    private volatile boolean closed;

    Housekeeper(Runnable work, long everyNanos) {
        this.work = work;
        this.everyNanos = everyNanos;
        this.thread = Thread.ofPlatform().name("store-housekeeping").daemon().start(this::work);
    }

    private void work() {
        while (!closed) {
            try {
                work.run();
            } catch (RuntimeException failed) {
                LOG.error("Housekeeping in the database file ended and begins again at the next start", failed);
                return;
            }
            LockSupport.parkNanos(this, everyNanos);
        }
    }

    /** Waits for the work that runs. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
