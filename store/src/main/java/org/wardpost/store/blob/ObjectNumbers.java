package org.wardpost.store.blob;

import org.wardpost.store.ReadTransaction;
import org.wardpost.store.sql.Sql;

/** Numbers for new rows, ascending within this process: a database sequence is asked once for {@link #BLOCK} of them. */
public final class ObjectNumbers {
    /** What the sequence grows by, as the migration says. */
    private static final int BLOCK = 512;

    private final Sql next;
    private long number;
    private long end;

    private ObjectNumbers(Sql next) {
        this.next = next;
    }

    public static ObjectNumbers ofObjects() {
        return new ObjectNumbers(new Sql("select nextval('object_number')"));
    }

    public static ObjectNumbers ofQueue() {
        return new ObjectNumbers(new Sql("select nextval('queue_number')"));
    }

    /** A number of a transaction that is rolled back is not used again. */
    public synchronized long next(ReadTransaction tx) {
        if (number == end) {
            number = tx.first(next, _ -> {}, row -> row.number()).orElseThrow();
            end = number + BLOCK;
        }
        return number++;
    }
}
