package org.wardpost.store.message;

import java.util.function.Supplier;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/**
 * A row that is what was written, with its sealed record open.
 * @param key of the row's epoch
 */
record CheckedRow(MessageRow row, RowMac mac, MessageRecord record, CollectionKey key) {
    /** @throws TamperedException if it is not what was written */
    static CheckedRow of(ReadTransaction tx, MessageRow row, KeyRing keys, CollectionId collection) {
        return of(row, () -> keys.epoch(tx, collection, row.epoch()), collection);
    }

    /**
     * The same with the key of the row's epoch from elsewhere.
     * @throws TamperedException also if that says that there is no such key
     */
    static CheckedRow of(MessageRow row, Supplier<CollectionKey> ofEpoch, CollectionId collection) {
        try {
            var key = ofEpoch.get();
            var mac = row.check(key, collection);
            return new CheckedRow(row, mac, MessageRecord.open(key, row.object().id(), row.record()), key);
        } catch (UnknownKeyException unknown) {
            throw new TamperedException(row.object().id(), String.valueOf(unknown.getMessage()));
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof NotFound) {
                throw new TamperedException(row.object().id(), "A row names an epoch that there is not");
            }
            throw refused;
        }
    }

    long uid() {
        return row.uid();
    }

    MessageFlags flags() {
        return new MessageFlags(row.flags(), record.keywords());
    }

    MailboxEntry view() {
        return viewOf(row, record);
    }

    static MailboxEntry viewOf(MessageRow row, MessageRecord record) {
        return new MailboxEntry(
                row.uid(),
                row.modseq(),
                row.flags(),
                record.keywords(),
                record.size(),
                row.internalDate(),
                row.saveDate(),
                row.object().id(),
                row.thread(),
                false);
    }
}
