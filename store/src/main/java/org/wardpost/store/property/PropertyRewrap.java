package org.wardpost.store.property;

import java.util.Comparator;
import java.util.OptionalLong;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionRows;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;
import org.wardpost.store.property.PropertyRows.Raw;

/** Properties of an account, which its HOME collection seals. Walked by the high half of their random ids. */
public final class PropertyRewrap implements RewrapStage {
    private final PropertyRows rows;
    private final CollectionRows collections;
    private final KeyRing keys;

    public PropertyRewrap(CollectionRows collections, KeyRing keys) {
        this.rows = new PropertyRows(keys.tenant(), keys);
        this.collections = collections;
        this.keys = keys;
    }

    @Override
    public int code() {
        return 7;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        if (!collections.isHome(tx, head.id())) {
            return OptionalLong.empty();
        }
        var some = rows.raw(tx, head.id()).stream()
                .filter(raw -> raw.place() > above)
                .sorted(Comparator.comparingLong(Raw::place))
                .limit(limit)
                .toList();
        return batch.each(some, Raw::place, Raw::id, raw -> {
            if (raw.epoch() != head.epoch()) {
                var old = rows.open(tx, head.id(), raw).mac();
                batch.carried(old, rows.carry(tx, head.id(), raw, keys.epoch(tx, head.id(), raw.epoch()), head.key()));
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return collections.isHome(tx, head.id())
                && rows.raw(tx, head.id()).stream().anyMatch(raw -> raw.epoch() != head.epoch());
    }
}
