package org.wardpost.store.collection;

import java.util.Comparator;
import java.util.OptionalLong;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;

/** What collections are called: rows sealed by their owner's HOME collection. Walked by the high half of their ids. */
public final class CollectionRewrap implements RewrapStage {
    private final CollectionRows rows;

    public CollectionRewrap(CollectionRows rows) {
        this.rows = rows;
    }

    @Override
    public int code() {
        return 6;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        if (!rows.isHome(tx, head.id())) {
            return OptionalLong.empty();
        }
        var some = rows.raw(tx, head.id()).stream()
                .filter(raw -> raw.place() > above)
                .sorted(Comparator.comparingLong(CollectionRows.Raw::place))
                .limit(limit)
                .toList();
        return batch.each(some, CollectionRows.Raw::place, raw -> raw.id().value(), raw -> {
            if (raw.homeEpoch() != head.epoch()) {
                var row = rows.open(tx, head.id(), raw);
                batch.carried(row.mac(), rows.update(tx, head.key(), row.inEpoch(row.epoch())));
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return rows.isHome(tx, head.id())
                && rows.raw(tx, head.id()).stream().anyMatch(raw -> raw.homeEpoch() != head.epoch());
    }
}
