package org.wardpost.store.message;

import java.util.List;
import java.util.OptionalLong;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RewrapBatch;
import org.wardpost.store.collection.RewrapStage;

/** Notes of swept tombstones, by their runs. */
public final class SweptRunRewrap implements RewrapStage {
    private final KeyRing keys;

    public SweptRunRewrap(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public int code() {
        return 3;
    }

    @Override
    public OptionalLong step(WriteTransaction tx, LockedHead head, long above, int limit, RewrapBatch batch) {
        var id = head.id();
        return batch.each(SweptRun.above(tx, id, above, limit), SweptRun::run, _ -> id.value(), row -> {
            if (row.epoch() != head.epoch()) {
                var old = row.check(tx, keys, id);
                var now = row.with(List.of(), head.epoch());
                var mac = now.macUnder(head.key(), id);
                now.write(tx, id, mac);
                batch.carried(row.run(), old, mac);
            }
        });
    }

    @Override
    public boolean isLeft(ReadTransaction tx, LockedHead head) {
        return SweptRun.isLeft(tx, head.id(), head.epoch());
    }
}
