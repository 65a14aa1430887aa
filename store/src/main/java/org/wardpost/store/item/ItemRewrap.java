package org.wardpost.store.item;

import java.util.OptionalLong;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;

/** Items, by modseq: what is written meanwhile has a higher one and is of the new epoch. ETags stay. */
public final class ItemRewrap implements RewrapStage {
    private final ItemRows rows;
    private final KeyRing keys;

    public ItemRewrap(KeyRing keys) {
        this.rows = new ItemRows(keys.tenant(), keys);
        this.keys = keys;
    }

    @Override
    public int code() {
        return 4;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        var some = rows.rawSince(tx, head.id(), above, limit);
        return batch.each(some, ItemRows.Raw::modseq, ItemRows.Raw::id, raw -> {
            if (raw.epoch() != head.epoch()) {
                var old = rows.open(tx, raw);
                var mac = rows.carry(tx, old, keys.epoch(tx, head.id(), raw.epoch()), head.key());
                batch.carried(ItemRepository.run(raw.id()), old.mac(), mac);
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return rows.isLeft(tx, head.id(), head.epoch());
    }
}
