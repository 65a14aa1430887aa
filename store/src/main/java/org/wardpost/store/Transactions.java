package org.wardpost.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.sql.Database;

/**
 * The one way to the database. {@link #write} returns when the change survives a power cut, and only then is it announced.
 * A transaction that the database refuses for another's sake is run again.
 */
public final class Transactions {
    private static final int ATTEMPTS = 12;

    private final Database database;
    private final BiConsumer<CollectionId, Modseq> announcer;
    private final Consumer<RuntimeException> damage;
    private final CollectionLocks locks = new CollectionLocks();
    private final ScopedValue<Consumer<WriteTransaction>> lastWords = ScopedValue.newInstance();

    /**
     * @param announcer hears of every collection that moved, when that is durable
     * @param damage hears of rows that are not what was written: those that end a transaction, and those that are left out
     */
    public Transactions(
            Database database, BiConsumer<CollectionId, Modseq> announcer, Consumer<RuntimeException> damage) {
        this.database = database;
        this.announcer = announcer;
        this.damage = damage;
    }

    /** A change that others can read already and that the disk may not have yet. */
    public static final class Committed<T extends @Nullable Object> {
        private final T value;
        private final Runnable durable;

        private Committed(T value, Runnable durable) {
            this.value = value;
            this.durable = durable;
        }

        public T value() {
            return value;
        }

        /** Waits for the disk, runs the hooks, announces. To be called once. */
        public T await() {
            durable.run();
            return value;
        }
    }

    /** Runs {@code work} and commits; durable when this returns. */
    public <T extends @Nullable Object> T write(Function<WriteTransaction, T> work) {
        return commit(work).await();
    }

    /** The same for work without an answer. */
    public void run(Consumer<WriteTransaction> work) {
        this.<@Nullable Object>write(tx -> {
            work.accept(tx);
            return null;
        });
    }

    /** Runs {@code work} and commits, and leaves the waiting for the disk to the caller. */
    public <T extends @Nullable Object> Committed<T> commit(Function<WriteTransaction, T> work) {
        database.requireRoom();
        for (int attempt = 1; ; attempt++) {
            var tx = new WriteTransaction(database, locks, damage);
            try {
                T value = work.apply(tx);
                if (tx.hasChanged() && lastWords.isBound()) {
                    lastWords.get().accept(tx);
                }
                tx.commit();
                tx.committed();
                return new Committed<>(value, () -> settle(tx));
            } catch (SQLException | RuntimeException failed) {
                if (tx.isCommitted()) {
                    throw StoreFault.of("a hook after a commit", failed);
                }
                rollBack(tx);
                var cause = sqlCause(failed);
                if (cause == null) {
                    damage.accept((RuntimeException) failed);
                    throw (RuntimeException) failed;
                }
                if (attempt == ATTEMPTS || !database.isTransient(cause)) {
                    throw StoreFault.of("writing to the database", cause);
                }
            } catch (Error failed) {
                rollBack(tx);
                throw failed;
            } finally {
                end(tx);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L << Math.min(attempt, 6)));
        }
    }

    /**
     * Runs {@code work}; each transaction of it that changed something calls {@code lastWords} before it commits, so that what they
     * write comes with the change or not at all. This holds for transactions of the calling thread only.
     */
    public <T extends @Nullable Object> T withLastWords(Consumer<WriteTransaction> lastWords, Supplier<T> work) {
        return ScopedValue.where(this.lastWords, lastWords).call(work::get);
    }

    /** Reads; each statement sees what is committed when it starts. */
    public <T extends @Nullable Object> T read(Function<ReadTransaction, T> work) {
        var tx = new ReadTransaction(database, damage);
        try {
            return work.apply(tx);
        } catch (RuntimeException failed) {
            var cause = sqlCause(failed);
            if (cause == null) {
                damage.accept(failed);
                throw failed;
            }
            throw StoreFault.of("reading the database", cause);
        } finally {
            end(tx);
        }
    }

    private void settle(WriteTransaction tx) {
        if (tx.touched()) {
            database.awaitDurable();
        }
        tx.durable();
        tx.announced().forEach(announcer);
    }

    private static void rollBack(WriteTransaction tx) {
        try {
            tx.rollback();
        } catch (SQLException lost) {
            // the connection is gone and with it the transaction; what made us roll back is what the caller hears
        }
    }

    private static void end(ReadTransaction tx) {
        try {
            tx.release();
        } catch (SQLException lost) {
            // the pool throws it away
        } finally {
            if (tx instanceof WriteTransaction write) {
                write.unlock();
            }
        }
    }

    private static @Nullable SQLException sqlCause(Throwable failed) {
        for (Throwable t = failed; t != null; t = t.getCause()) {
            if (t instanceof ReadTransaction.SqlFailure failure) {
                return failure.failure;
            }
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
