package org.wardpost.store.sql;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps statements that write and the writing of the file apart. H2 gathers the roots of its tables and indexes one after the other
 * while statements go on, so what it writes to the file may hold one half of a statement; killed then, it has no record by which to
 * take that half back (decision 0031). Many statements are inside at once, or one writer of the file is. Between its
 * statements a transaction is outside: H2's record of it is whole then.
 */
final class StatementGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private int inside;
    private boolean closing;
    private boolean closed;

    /**
     * Waits while the file is being written, then counts as inside until {@link #leave}.
     * @param wrote whether the transaction has written already. Somebody inside may wait for its rows, so it is let in while the gate
     *     closes; others wait.
     */
    void enter(boolean wrote) {
        lock.lock();
        try {
            while (closed || closing && !wrote) {
                opened.awaitUninterruptibly();
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #enter} began. */
    void leave() {
        lock.lock();
        try {
            if (--inside == 0 && closing) {
                emptied.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when no statement is inside, and none comes in until {@link #open}. By one thread at a time, not from inside. */
    void close() {
        lock.lock();
        try {
            closing = true;
            while (inside > 0) {
                emptied.awaitUninterruptibly();
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets those in who wait. */
    void open() {
        lock.lock();
        try {
            closing = false;
            closed = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
