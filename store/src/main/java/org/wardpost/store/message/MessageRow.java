package org.wardpost.store.message;

import java.sql.SQLException;
import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.blob.ObjectRef;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WrappedKey;

/**
 * One row of table {@code message}, as it is stored and not yet believed: {@link #check} comes first. Dates are milliseconds.
 * @param mac the 16 stored bytes; empty in a row that was not written yet
 */
record MessageRow(
        long uid,
        long modseq,
        int epoch,
        ObjectRef object,
        byte[] wrapped,
        int flags,
        long internalDate,
        long saveDate,
        long paddedSize,
        UUID thread,
        byte[] record,
        byte[] mac) {
    static final String COLUMNS = "m.uid, m.modseq, m.epoch, m.object_number, m.object_id, m.wrapped, m.flags,"
            + " m.internal_date, m.save_date, m.padded_size, m.thread, m.record, m.mac";
    private static final byte[] NOT_YET = {};

    static MessageRow read(Row row) throws SQLException {
        return new MessageRow(
                row.number(),
                row.number(),
                row.small(),
                new ObjectRef(row.number(), row.id()),
                row.bytes(),
                row.small(),
                row.number(),
                row.number(),
                row.number(),
                row.id(),
                row.bytes(),
                row.bytes());
    }

    /** In the order of the INSERT, behind account and collection. */
    void bind(Bind bind, RowMac newMac) throws SQLException {
        bind.number(uid)
                .number(modseq)
                .small(epoch)
                .number(object.number())
                .id(object.id())
                .wrapped(wrappedKey())
                .small(flags)
                .number(internalDate)
                .number(saveDate)
                .number(paddedSize)
                .id(thread)
                .sealed(sealedRecord())
                .mac(newMac);
    }

    MessageRow changed(long newModseq, int newFlags) {
        return new MessageRow(
                uid,
                newModseq,
                epoch,
                object,
                wrapped,
                newFlags,
                internalDate,
                saveDate,
                paddedSize,
                thread,
                record,
                NOT_YET);
    }

    MessageRow sealedAs(int newEpoch, WrappedKey newKey, SealedBytes newRecord) {
        return new MessageRow(
                uid,
                modseq,
                newEpoch,
                object,
                newKey.bytes(),
                flags,
                internalDate,
                saveDate,
                paddedSize,
                thread,
                newRecord.bytes(),
                NOT_YET);
    }

    MessageRow placed(long newUid, long newModseq, long newSaveDate) {
        return new MessageRow(
                newUid,
                newModseq,
                epoch,
                object,
                wrapped,
                flags,
                internalDate,
                newSaveDate,
                paddedSize,
                thread,
                record,
                NOT_YET);
    }

    MessageRow inThread(UUID newThread) {
        return new MessageRow(
                uid,
                modseq,
                epoch,
                object,
                wrapped,
                flags,
                internalDate,
                saveDate,
                paddedSize,
                newThread,
                record,
                NOT_YET);
    }

    /** The MAC that this row should have. @throws TamperedException if a column is not even well-formed */
    RowMac macUnder(CollectionKey key, CollectionId collection) {
        return key.mac(macInput(collection));
    }

    /** @throws TamperedException if the row is not what was written */
    RowMac check(CollectionKey key, CollectionId collection) {
        return key.checkedMac(macInput(collection), mac, object.id());
    }

    WrappedKey wrappedKey() {
        return WrappedKey.ofStored(wrapped);
    }

    SealedBytes sealedRecord() {
        return SealedBytes.ofStored(record);
    }

    private byte[] macInput(CollectionId collection) {
        return MacInput.of(TableId.MESSAGE)
                .id(collection.owner().value())
                .id(collection.value())
                .number(uid)
                .number(modseq)
                .small(epoch)
                .number(object.number())
                .id(object.id())
                .wrapped(wrappedKey())
                .small(flags)
                .number(internalDate)
                .number(saveDate)
                .number(paddedSize)
                .id(thread)
                .sealed(sealedRecord())
                .done();
    }

    /** Nothing of it is worth printing. */
    @Override
    public String toString() {
        return "MessageRow[uid=" + uid + "]";
    }
}
