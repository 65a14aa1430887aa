package org.wardpost.store.blob;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.SealedBytes;

/**
 * What one transaction does to objects: new ones, and references that come and go. They are counted here and written by
 * {@link #finish}, so a mail that goes from the queue into one mailbox costs no statement. Whoever changes how often an object is
 * referred to holds its row; rows are taken in ascending order.
 */
public final class ObjectChanges {
    private static final Sql INSERT = new Sql(
            "insert into object (number, id, blob, stored_size, summary, summary_blob) values (?, ?, ?, ?, ?, ?)");
    private static final Sql INSERT_BODY = new Sql("insert into object_body (number, body) values (?, ?)");

    private final WriteTransaction tx;
    private final ObjectNumbers numbers;
    private final ObjectReferences references;
    private final Map<SpooledObject, ObjectRef> fresh = new IdentityHashMap<>();
    private final List<NewObject> inserts = new ArrayList<>();
    private final TreeMap<Long, Long> net = new TreeMap<>();

    ObjectChanges(WriteTransaction tx, ObjectNumbers numbers, ObjectReferences references) {
        this.tx = tx;
        this.numbers = numbers;
        this.references = references;
    }

    private record NewObject(
            ObjectRef ref, SpooledObject object, @Nullable SealedBytes body) {}

    /**
     * One more row refers to this object.
     * @throws org.wardpost.store.RefusedException NotFound, here or at the end, if it was stored and is gone
     * @throws IllegalArgumentException if it was not spooled as a message
     */
    public ObjectRef refer(ObjectSource source) {
        return switch (source) {
            case StoredObject stored -> again(stored.ref());
            case SpooledObject spooled -> refer(spooled);
        };
    }

    /** One more row refers to an object that a row which this transaction holds refers to. */
    public ObjectRef again(ObjectRef ref) {
        net.merge(ref.number(), 1L, Long::sum);
        return ref;
    }

    /** One row less refers to it; the object goes with the last. */
    public void release(ObjectRef ref) {
        net.merge(ref.number(), -1L, Long::sum);
    }

    /** Writes everything; to be called once, before the commit. */
    public void finish() {
        tx.batch(
                INSERT,
                inserts,
                (b, each) -> b.number(each.ref.number())
                        .id(each.ref.id())
                        .id(each.object.blob())
                        .number(each.object.storedSize())
                        .sealed(each.object.inlineSummary())
                        .id(each.object.summaryBlob()));
        var bodies = inserts.stream().filter(each -> each.body != null).toList();
        tx.batch(INSERT_BODY, bodies, (b, each) -> b.number(each.ref.number()).sealed(each.body));
        net.values().removeIf(change -> change == 0);
        references.change(tx, net);
    }

    private ObjectRef refer(SpooledObject spooled) {
        if (spooled.type() != ObjectType.MESSAGE) {
            throw new IllegalArgumentException("spooled as " + spooled.type());
        }
        var ref = fresh.get(spooled);
        if (ref != null) {
            return again(ref);
        }
        var stored = spooled.stored();
        if (stored != null) {
            if (references.exists(tx, stored)) {
                return again(stored);
            }
            spooled.forgetStored();
        }
        return insert(spooled);
    }

    private ObjectRef insert(SpooledObject spooled) {
        var ref = new ObjectRef(numbers.next(tx), spooled.id());
        spooled.attempt();
        spooled.settle(); // done already, unless it was stored before and is gone
        inserts.add(new NewObject(ref, spooled, spooled.inlineBody()));
        fresh.put(spooled, ref);
        tx.afterCommit(() -> spooled.storedAs(ref));
        return ref;
    }
}
