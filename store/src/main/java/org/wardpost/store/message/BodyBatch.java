package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wardpost.store.DamageListener;
import org.wardpost.store.Transactions;
import org.wardpost.store.blob.ObjectRef;
import org.wardpost.store.blob.ObjectRows;
import org.wardpost.vault.SealedSource;

/**
 * Bodies of the messages of one page. The first is read alone; whoever goes on asking gets the next ones together, up to a
 * number and a size, so that a fetch of many costs few statements and a fetch of one no more than it needs.
 */
final class BodyBatch {
    private static final int MOST = 32;
    private static final long MOST_BYTES = 2 * 1024 * 1024;

    private final Transactions transactions;
    private final ObjectRows objects;
    private final DamageListener damage;
    private final List<MessageRow> rows = new ArrayList<>();
    private final Map<Long, SealedSource> ahead = new HashMap<>();
    private int step = 1;

    BodyBatch(Transactions transactions, ObjectRows objects, DamageListener damage) {
        this.transactions = transactions;
        this.objects = objects;
        this.damage = damage;
    }

    /** @return its place in the batch */
    synchronized int add(MessageRow row) {
        rows.add(row);
        return rows.size() - 1;
    }

    ObjectRows objects() {
        return objects;
    }

    DamageListener damage() {
        return damage;
    }

    Transactions transactions() {
        return transactions;
    }

    /** @throws org.wardpost.vault.TamperedException if it is missing or changed */
    synchronized SealedSource body(int place) {
        var ref = rows.get(place).object();
        var ready = ahead.remove(ref.number()); // handed out once: nobody keeps bodies of a page in memory
        if (ready != null) {
            return ready;
        }
        var next = next(place);
        if (next.size() > 1) {
            ahead.clear();
            ahead.putAll(transactions.read(tx -> objects.bodies(tx, next)));
            ready = ahead.remove(ref.number());
        }
        return ready != null ? ready : transactions.read(tx -> objects.body(tx, ref));
    }

    private List<ObjectRef> next(int place) {
        var refs = new ArrayList<ObjectRef>();
        long bytes = 0;
        for (int i = place; i < rows.size() && refs.size() < step && bytes < MOST_BYTES; i++) {
            refs.add(rows.get(i).object());
            bytes += rows.get(i).paddedSize();
        }
        step = Math.min(MOST, step * 4);
        return refs;
    }
}
