package org.wardpost.store.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.AccountId;
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
    private static final CollectionId WAKE = new CollectionId(AccountId.SERVER, AccountId.SERVER.value());

    private final MailboxVerification verification;
    private final DamageListener damage;
    private final BlockingQueue<CollectionId> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Cache<CollectionId, Boolean> recent = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private final Thread worker;
    private volatile boolean closed;

    public Scrub(MailboxVerification verification, DamageListener damage) {
        this.verification = verification;
        this.damage = damage;
        this.worker = Thread.ofVirtual().name("store-scrub").start(this::work);
    }

    /** Checks a mailbox soon. With more than a thousand waiting it is left to the next time. */
    public void soon(CollectionId id) {
        if (!closed && recent.asMap().putIfAbsent(id, true) == null && !waiting.offer(id)) {
            recent.invalidate(id);
        }
    }

    private void work() {
        try {
            while (true) {
                var next = waiting.take();
                if (closed) {
                    return;
                }
                check(next);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Checks a mailbox now, on the caller's thread. @return how many rows were looked at */
    public long now(CollectionId id) {
        recent.put(id, true);
        return check(id);
    }

    private long check(CollectionId id) {
        long[] rows = {0};
        try {
            verification.verify(
                    id,
                    false,
                    found -> damage.found(id, found.object().orElse(id.value()), found.kind() + ": " + found.why()),
                    looked -> rows[0] += looked);
        } catch (RefusedException gone) {
            // deleted, or locked since
        } catch (StoreFault failed) {
            LOG.warn("checking a mailbox: {}", failed.getMessage());
        }
        return rows[0];
    }

    /** Waits until the mailbox that is being checked is done: an interrupt would close the file or connection that it reads. */
    @Override
    public void close() {
        closed = true;
        waiting.clear();
        waiting.add(WAKE);
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
