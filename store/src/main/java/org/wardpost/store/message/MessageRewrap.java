package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.RowMac;

/** Messages, by UID. Views and change log see nothing of it: UID, modseq and flags stay. */
public final class MessageRewrap implements RewrapStage {
    private static final Sql OLDER =
            new Sql("select uid from message where account = ? and collection = ? and epoch < ? limit 1");
    private static final Sql ASIDE =
            new Sql("select distinct epoch from message_aside where account = ? and collection = ?");

    private final KeyRing keys;

    public MessageRewrap(KeyRing keys) {
        this.keys = keys;
    }

    private record Carried(MessageRow row, RowMac mac) {}

    @Override
    public int code() {
        return 1;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        var id = head.id();
        var rows = tx.list(
                MessageSql.RANGE,
                b -> MessageRows.key(b, id).number(above + 1).number(UidSet.MAX).small(limit),
                MessageRow::read);
        var carried = new ArrayList<Carried>();
        var last = batch.each(rows, MessageRow::uid, row -> row.object().id(), row -> {
            if (row.epoch() != head.epoch()) {
                var old = CheckedRow.of(tx, row, keys, id);
                var now = row.sealedAs(
                        head.epoch(),
                        old.key().rewrap(row.wrappedKey(), head.key()),
                        old.record().seal(head.key(), row.object().id()));
                var mac = now.macUnder(head.key(), id);
                carried.add(new Carried(now, mac));
                batch.carried(row.uid() / MailboxChange.RUN, old.mac(), mac);
            }
        });
        write(tx, id, carried);
        return last;
    }

    private static void write(WriteTransaction tx, CollectionId id, List<Carried> carried) {
        tx.batch(
                MessageSql.UPDATE_RECORD,
                carried,
                (b, each) -> MessageRows.key(
                                b.number(each.row.modseq())
                                        .small(each.row.flags())
                                        .small(each.row.epoch())
                                        .wrapped(each.row.wrappedKey())
                                        .sealed(each.row.sealedRecord())
                                        .mac(each.mac),
                                id)
                        .number(each.row.uid()));
    }

    @Override
    public Set<Integer> keeps(ReadTransaction tx, CollectionId id) {
        return new HashSet<>(tx.list(ASIDE, b -> MessageRows.key(b, id), row -> row.small()));
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return tx.first(OLDER, b -> MessageRows.key(b, head.id()).small(head.epoch()), row -> row.number())
                .isPresent();
    }
}
