package org.wardpost.store.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.RefusedException;
import org.wardpost.store.StoreFault;

/**
 * Compares the rows of a mailbox with its digests behind the answer of whoever opened it, one mailbox at a time and each once an hour
 * at most: an older row that was put back has a good MAC, and only the digest knows it.
 */
public final class Scrub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
    private static final int WAITING = 1024;

    private final MailboxVerification verification;
    private final DamageListener damage;
    private final BlockingQueue<CollectionId> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Cache<CollectionId, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private final Thread worker;

    public Scrub(MailboxVerification verification, DamageListener damage) {
        this.verification = verification;
        this.damage = damage;
        this.worker = Thread.ofVirtual().name("store-scrub").start(this::work);
    }

    /** Checks a mailbox soon. With more than a thousand waiting it is left to the next time. */
    public void soon(CollectionId id) {
        if (recent.asMap().putIfAbsent(id, true) == null && !waiting.offer(id)) {
            recent.invalidate(id);
        }
    }

    private void work() {
        try {
            while (true) {
                check(waiting.take());
            }
        } catch (InterruptedException closed) {
            // the store closes
        }
    }

    private void check(CollectionId id) {
        try {
            verification.verify(
                    id,
                    false,
                    found -> damage.found(id, found.object().orElse(id.value()), found.kind() + ": " + found.why()),
                    _ -> {});
        } catch (RefusedException gone) {
            // deleted, or locked since
        } catch (StoreFault failed) {
            LOG.warn("checking a mailbox: {}", failed.getMessage());
        }
    }

    /** Waits until the mailbox that is being checked is done. */
    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
