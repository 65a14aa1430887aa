package org.wardpost.store.queue;

import java.sql.SQLException;
import java.util.UUID;
import org.wardpost.store.blob.ObjectRef;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.LookupTag;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/**
 * One row of table {@code queue_mail} as it is stored, without the lease columns, and not yet believed.
 * @param mac the 16 stored bytes; empty in a row that was not written yet
 */
record QueueRow(
        UUID id,
        byte[] queue,
        long number,
        int priority,
        long due,
        int generation,
        ObjectRef object,
        byte[] wrapped,
        long storedSize,
        byte[] tags,
        byte[] envelope,
        byte[] mac,
        int attempts) {
    static final String COLUMNS =
            "id, queue, number, priority, due, generation, object_number, object_id, wrapped, stored_size,"
                    + " tags, envelope, mac, attempts";

    static QueueRow read(Row row) throws SQLException {
        return new QueueRow(
                row.id(),
                row.bytes(),
                row.number(),
                row.small(),
                row.number(),
                row.small(),
                new ObjectRef(row.number(), row.id()),
                row.bytes(),
                row.number(),
                row.bytes(),
                row.bytes(),
                row.bytes(),
                row.small());
    }

    /** In the order of {@link #COLUMNS}. */
    void bind(Bind bind, AccountKey server) throws SQLException {
        bind.id(id)
                .tag(LookupTag.ofStored(queue))
                .number(number)
                .small(priority)
                .number(due)
                .small(generation)
                .number(object.number())
                .id(object.id())
                .wrapped(WrappedKey.ofStored(wrapped))
                .number(storedSize)
                .open(tags)
                .sealed(SealedBytes.ofStored(envelope))
                .mac(server.mac(macInput()))
                .small(attempts);
    }

    /** @throws org.wardpost.vault.TamperedException if it is not what was written */
    void check(AccountKey server) {
        server.checkMac(macInput(), mac, id);
    }

    QueueRow dueAt(long newDue) {
        return new QueueRow(
                id,
                queue,
                number,
                priority,
                newDue,
                generation,
                object,
                wrapped,
                storedSize,
                tags,
                envelope,
                mac,
                attempts);
    }

    QueueRow claimedOnceMore() {
        return new QueueRow(
                id,
                queue,
                number,
                priority,
                due,
                generation,
                object,
                wrapped,
                storedSize,
                tags,
                envelope,
                mac,
                attempts + 1);
    }

    byte[] macInput() {
        return MacInput.of(TableId.QUEUE_MAIL)
                .id(id)
                .tag(LookupTag.ofStored(queue))
                .number(number)
                .small(priority)
                .number(due)
                .small(generation)
                .number(object.number())
                .id(object.id())
                .wrapped(WrappedKey.ofStored(wrapped))
                .number(storedSize)
                .bytes(tags)
                .sealed(SealedBytes.ofStored(envelope))
                .done();
    }

    /** Its id only. */
    @Override
    public String toString() {
        return "QueueRow[" + id + "]";
    }
}
