package org.wardpost.store.message;

import java.sql.SQLException;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;

/** What is left of a message: that it went, and when ({@code made}, milliseconds). */
record Tombstone(long uid, long modseq, int epoch, long made, byte[] mac) {
    private static final byte[] NOT_YET = {};

    static Tombstone of(long uid, long modseq, int epoch, long made) {
        return new Tombstone(uid, modseq, epoch, made, NOT_YET);
    }

    static Tombstone read(Row row) throws SQLException {
        return new Tombstone(row.number(), row.number(), row.small(), row.number(), row.bytes());
    }

    RowMac macUnder(CollectionKey key, CollectionId collection) {
        return key.mac(macInput(collection));
    }

    /** @throws org.wardpost.vault.TamperedException if it is not what was written */
    RowMac check(ReadTransaction tx, KeyRing keys, CollectionId collection) {
        return keys.epoch(tx, collection, epoch).checkedMac(macInput(collection), mac, collection.value());
    }

    private byte[] macInput(CollectionId collection) {
        return MacInput.of(TableId.TOMBSTONE)
                .id(collection.owner().value())
                .id(collection.value())
                .number(uid)
                .number(modseq)
                .small(epoch)
                .number(made)
                .done();
    }
}
