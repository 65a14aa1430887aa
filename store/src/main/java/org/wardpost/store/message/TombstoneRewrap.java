package org.wardpost.store.message;

import java.util.OptionalLong;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;
import org.wardpost.store.sql.Sql;

/** Tombstones of messages, by UID. */
public final class TombstoneRewrap implements RewrapStage {
    private static final String IN = " where t.account = ? and t.collection = ?";
    private static final Sql ABOVE = new Sql("select t.uid, t.modseq, t.epoch, t.made, t.mac from tombstone t" + IN
            + " and t.uid > ? order by t.account, t.collection, t.uid limit ?");
    private static final Sql OLDER = new Sql("select t.uid from tombstone t" + IN + " and t.epoch < ? limit 1");
    private static final Sql UPDATE =
            new Sql("update tombstone set epoch = ?, mac = ? where account = ? and collection = ? and uid = ?");

    private final KeyRing keys;

    public TombstoneRewrap(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public int code() {
        return 2;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        var id = head.id();
        var stones = tx.list(ABOVE, b -> MessageRows.key(b, id).number(above).small(limit), Tombstone::read);
        return batch.each(stones, Tombstone::uid, _ -> id.value(), stone -> {
            if (stone.epoch() != head.epoch()) {
                var old = stone.check(tx, keys, id);
                var now = Tombstone.of(stone.uid(), stone.modseq(), head.epoch(), stone.made());
                var mac = now.macUnder(head.key(), id);
                tx.update(
                        UPDATE,
                        b -> MessageRows.key(b.small(now.epoch()).mac(mac), id).number(now.uid()));
                batch.carried(stone.uid() / MailboxChange.RUN, old, mac);
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return tx.first(OLDER, b -> MessageRows.key(b, head.id()).small(head.epoch()), row -> row.number())
                .isPresent();
    }
}
