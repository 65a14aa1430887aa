package org.wardpost.store.message;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.RowMac;

/**
 * Which UIDs of a run had tombstones that are swept: one bit each, so that a UID that is simply missing is still noticed. Its MAC is
 * in the digest of the run like that of any row.
 */
record SweptRun(long run, int epoch, byte[] uids, byte[] mac) {
    private static final String KEY = " where account = ? and collection = ?";
    private static final Sql FIND = new Sql("select run, epoch, uids, mac from swept_run" + KEY + " and run = ?");
    private static final Sql ABOVE =
            new Sql("select run, epoch, uids, mac from swept_run" + KEY + " and run > ? order by run limit ?");
    private static final Sql OLDER = new Sql("select run from swept_run" + KEY + " and epoch < ? limit 1");
    private static final Sql INSERT =
            new Sql("insert into swept_run (epoch, uids, mac, account, collection, run) values (?, ?, ?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update swept_run set epoch = ?, uids = ?, mac = ?" + KEY + " and run = ?");
    static final Sql DELETE_ALL = new Sql("delete from swept_run" + KEY);

    static SweptRun none(long run) {
        return new SweptRun(run, 0, new byte[MailboxChange.RUN / 8], new byte[0]);
    }

    static Optional<SweptRun> find(ReadTransaction tx, CollectionId id, long run) {
        return tx.first(FIND, b -> MessageRows.key(b, id).number(run), SweptRun::read);
    }

    static List<SweptRun> above(ReadTransaction tx, CollectionId id, long run, int limit) {
        return tx.list(ABOVE, b -> MessageRows.key(b, id).number(run).small(limit), SweptRun::read);
    }

    static boolean isLeft(ReadTransaction tx, CollectionId id, int epoch) {
        return tx.first(OLDER, b -> MessageRows.key(b, id).small(epoch), Row::number)
                .isPresent();
    }

    private static SweptRun read(Row row) throws SQLException {
        return new SweptRun(row.number(), row.small(), row.bytes(), row.bytes());
    }

    boolean isNew() {
        return mac.length == 0;
    }

    boolean has(long uid) {
        int bit = (int) (uid - run * MailboxChange.RUN);
        return bit / 8 < uids.length && (uids[bit / 8] & (0x80 >> bit % 8)) != 0;
    }

    SweptRun with(List<Long> more, int newEpoch) {
        var bits = uids.clone();
        for (long uid : more) {
            int bit = (int) (uid - run * MailboxChange.RUN);
            bits[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return new SweptRun(run, newEpoch, bits, mac);
    }

    void write(WriteTransaction tx, CollectionId id, RowMac newMac) {
        tx.update(
                isNew() ? INSERT : UPDATE,
                b -> MessageRows.key(b.small(epoch).open(uids).mac(newMac), id).number(run));
    }

    RowMac macUnder(CollectionKey key, CollectionId id) {
        return key.mac(macInput(id));
    }

    /** @throws org.wardpost.vault.TamperedException if it is not what was written */
    RowMac check(ReadTransaction tx, KeyRing keys, CollectionId id) {
        return keys.epoch(tx, id, epoch).checkedMac(macInput(id), mac, id.value());
    }

    private byte[] macInput(CollectionId id) {
        return MacInput.of(TableId.SWEPT_RUN)
                .id(id.owner().value())
                .id(id.value())
                .number(run)
                .small(epoch)
                .bytes(uids)
                .done();
    }
}
