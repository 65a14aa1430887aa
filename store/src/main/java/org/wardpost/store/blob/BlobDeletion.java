package org.wardpost.store.blob;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.StoreFault;

/**
 * Deletes blobs a while after their rows, so that a session that is reading one reads it to the end. What is still to be deleted
 * when the process dies is an orphan, and the sweep at the next start takes it.
 */
final class BlobDeletion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobDeletion.class);

    private final BlobStore blobs;
    private final long graceNanos;
    private final DelayQueue<Doomed> waiting = new DelayQueue<>();
    private final AtomicInteger holds = new AtomicInteger();
    private final Thread worker;

    BlobDeletion(BlobStore blobs, Duration grace) {
        this.blobs = blobs;
        this.graceNanos = grace.toNanos();
        this.worker = Thread.ofVirtual().name("store-blob-deletion").start(this::work);
    }

    private record Doomed(UUID name, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    void later(UUID name) {
        waiting.add(new Doomed(name, System.nanoTime() + graceNanos));
    }

    /** Nothing is deleted until what this returns is closed: for a backup, whose rows were read before. */
    Objects.Kept hold() {
        holds.incrementAndGet();
        return () -> holds.decrementAndGet();
    }

    private void work() {
        try {
            while (true) {
                var next = waiting.take();
                if (holds.get() > 0) {
                    later(next.name);
                } else {
                    delete(next.name);
                }
            }
        } catch (InterruptedException closed) {
            // close() deletes the rest
        }
    }

    private void delete(UUID name) {
        try {
            blobs.delete(name);
        } catch (StoreFault failed) {
            LOG.warn("a sealed object could not be deleted: {}", failed.getMessage());
        }
    }

    @Override
    public void close() {
        worker.interrupt();
        waiting.forEach(doomed -> delete(doomed.name));
    }
}
