package org.wardpost.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.Database;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.Statements;

/**
 * One transaction that writes. It may be run again if the database says so: what it does besides SQL belongs into the hooks.
 * Locks and row changes end with the commit; the wait for the disk comes after it.
 */
public final class WriteTransaction extends ReadTransaction {
    private final CollectionLocks.Held locks;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Runnable> afterDurable = new ArrayList<>();
    private final List<Runnable> onRollback = new ArrayList<>();
    private final Map<CollectionId, Modseq> announced = new TreeMap<>();
    private boolean changed;
    private boolean committed;

    WriteTransaction(Database database, CollectionLocks locks, Consumer<RuntimeException> damage) {
        super(database, damage);
        this.locks = locks.none();
    }

    /** Takes the in-process lock of a collection until the commit; taking it twice is fine. Ascending ids only. */
    public void lock(CollectionId id) {
        locks.take(id);
    }

    /** Takes the locks of several collections in the order that cannot deadlock. */
    public void lock(Collection<CollectionId> ids) {
        ids.stream().sorted().forEach(locks::take);
    }

    /** @return how many rows were changed */
    public int update(Sql sql, Bind.Values values) {
        try {
            int rows = Statements.update(connection(), sql, values);
            changed |= rows > 0;
            return rows;
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** Runs a statement once for each element, in one round trip. */
    public <E> int[] batch(Sql sql, List<E> elements, Statements.EachValues<E> values) {
        if (elements.isEmpty()) {
            return new int[0];
        }
        try {
            changed = true;
            return Statements.batch(connection(), sql, elements, values);
        } catch (SQLException failed) {
            throw new SqlFailure(failed);
        }
    }

    /** Counts as a change, whatever the statement is. */
    @Override
    public <T extends @Nullable Object> T jdbc(JdbcWork<T> work) {
        changed = true;
        return super.jdbc(work);
    }

    /** Counts as a change, whatever the statement is. */
    @Override
    public DSLContext sql() {
        changed = true;
        return super.sql();
    }

    /** Whether a statement that changes rows found one. */
    boolean hasChanged() {
        return changed;
    }

    /** Tells subscribers that the collection is at {@code modseq}, once that is durable. */
    public void announce(CollectionId collection, Modseq modseq) {
        announced.merge(collection, modseq, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** Runs when others can read the change, before the locks are given back: for caches. */
    public void afterCommit(Runnable hook) {
        afterCommit.add(hook);
    }

    /** Runs when the change survives a power cut. */
    public void afterDurable(Runnable hook) {
        afterDurable.add(hook);
    }

    /** Runs if this attempt came to nothing. */
    public void onRollback(Runnable hook) {
        onRollback.add(hook);
    }

    Map<CollectionId, Modseq> announced() {
        return announced;
    }

    @Override
    Connection open() throws SQLException {
        var connection = super.open();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    void commit() throws SQLException {
        if (touched()) {
            connection().commit();
        }
        committed = true;
    }

    boolean isCommitted() {
        return committed;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    void durable() {
        afterDurable.forEach(Runnable::run);
    }

    void rollback() throws SQLException {
        onRollback.forEach(Runnable::run);
        if (touched()) {
            connection().rollback();
        }
    }

    void unlock() {
        locks.close();
    }
}
