package org.wardpost.store.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.wardpost.store.StoreFault;

/**
 * Makes commits durable together: {@link #await} returns after the first sync that <em>began</em> after it was called, and one
 * thread runs one sync for all who wait meanwhile. A sync that fails breaks the barrier for good, because what an earlier
 * write did is then unknown.
 */
public final class GroupBarrier implements AutoCloseable {
    /** Makes everything committed so far durable. */
    public interface Sync {
        void run() throws Exception;
    }

    private final Sync sync;
    private final Thread worker;
    private final ReentrantLock lock = new ReentrantLock();
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private boolean wanted;
    private volatile boolean closed;

    public GroupBarrier(Sync sync) {
        this.sync = sync;
        this.worker = Thread.ofPlatform().name("store-barrier").daemon().start(this::work);
    }

    /** @throws StoreFault if the sync failed, now or ever before, or the store is closed */
    public void await() {
        CompletableFuture<Void> mine;
        lock.lock();
        try {
            mine = next;
            wanted = true;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(worker);
        try {
            mine.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StoreFault fault ? fault : StoreFault.of("waiting for the disk", failed);
        }
    }

    private void work() {
        while (!closed) {
            var running = begin();
            if (running == null) {
                LockSupport.park(this);
                continue;
            }
            try {
                sync.run();
                running.complete(null);
            } catch (Exception failed) {
                breakDown(running, StoreFault.of("writing to the disk", failed));
                return;
            }
        }
        breakDown(next, StoreFault.of("the store is closed"));
    }

    @org.jspecify.annotations.Nullable
    private CompletableFuture<Void> begin() {
        lock.lock();
        try {
            if (!wanted) {
                return null;
            }
            var running = next;
            next = new CompletableFuture<>();
            wanted = false;
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void breakDown(CompletableFuture<Void> running, StoreFault fault) {
        lock.lock();
        try {
            running.completeExceptionally(fault);
            next.completeExceptionally(fault);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the sync that runs; who still waits for another one gets a {@link StoreFault}. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(worker);
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
