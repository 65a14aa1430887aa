package org.wardpost.store.item;

import java.util.OptionalLong;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;

/** Removals of items, by modseq. */
public final class ItemTombstoneRewrap implements RewrapStage {
    private final ItemRows rows;

    public ItemTombstoneRewrap(KeyRing keys) {
        this.rows = new ItemRows(keys.tenant(), keys);
    }

    @Override
    public int code() {
        return 5;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        var some = rows.rawTombsSince(tx, head.id(), above, limit);
        return batch.each(some, ItemRows.RawTomb::modseq, ItemRows.RawTomb::item, raw -> {
            if (raw.epoch() != head.epoch()) {
                var old = rows.openTomb(tx, head.id(), raw);
                var mac = rows.carry(tx, head.id(), old, head.key());
                batch.carried(ItemRepository.run(raw.item()), old.mac(), mac);
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return rows.isTombLeft(tx, head.id(), head.epoch());
    }
}
