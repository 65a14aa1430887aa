package org.wardpost.store.blob;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.TamperedException;

/**
 * How many rows refer to an object. Table {@code object_references} has a row only where it is more than one, so storing a message
 * costs no statement here. An amount with a bad MAC is never believed: its object stays for ever and {@code verify} names it.
 */
final class ObjectReferences {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectReferences.class);
    private static final String OBJECTS = "select number, blob, summary_blob from object where number = ";
    private static final Sql LOCK = new Sql(OBJECTS + "? for update");
    private static final Sql LOCK_ALL = new Sql(OBJECTS + "any(?) order by number for update");
    private static final String AMOUNTS_OF = "select number, amount, mac from object_references where number = ";
    private static final Sql AMOUNT = new Sql(AMOUNTS_OF + "?");
    private static final Sql AMOUNTS = new Sql(AMOUNTS_OF + "any(?)");
    private static final Sql ALL = new Sql("select number, amount, mac from object_references order by number");
    private static final Sql COUNTED = new Sql("select object_number, count(*) from (select object_number from message"
            + " union all select object_number from queue_mail union all select object_number from message_aside) r"
            + " group by object_number having count(*) > ?");
    private static final Sql INSERT = new Sql("insert into object_references (amount, mac, number) values (?, ?, ?)");
    private static final Sql UPDATE = new Sql("update object_references set amount = ?, mac = ? where number = ?");
    private static final Sql DELETE = new Sql("delete from object_references where number = ?");
    private static final Sql DELETE_OBJECT = new Sql("delete from object where number = ?");
    private static final Sql DELETE_BODY = new Sql("delete from object_body where number = ?");

    private final Supplier<AccountKey> server;
    private final BlobDeletion deletion;

    ObjectReferences(Supplier<AccountKey> server, BlobDeletion deletion) {
        this.server = server;
        this.deletion = deletion;
    }

    private record Held(
            long number, @Nullable UUID blob, @Nullable UUID summaryBlob) {}

    private record Amount(long number, long amount, byte[] mac) {}

    private record Written(long number, long amount) {}

    boolean exists(WriteTransaction tx, ObjectRef ref) {
        return !lock(tx, new long[] {ref.number()}).isEmpty();
    }

    /**
     * @param changes difference by object number, none of them zero
     * @throws RefusedException NotFound if an object that shall be referred to is gone
     */
    void change(WriteTransaction tx, NavigableMap<Long, Long> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var numbers = changes.keySet().stream().mapToLong(Long::longValue).toArray();
        var held = lock(tx, numbers);
        var amounts = new HashMap<Long, Amount>();
        tx.eachOf(
                AMOUNT,
                AMOUNTS,
                _ -> {},
                numbers,
                row -> new Amount(row.number(), row.number(), row.bytes()),
                found -> amounts.put(found.number, found));
        var inserted = new ArrayList<Written>();
        var updated = new ArrayList<Written>();
        var single = new ArrayList<Long>();
        var gone = new ArrayList<Held>();
        changes.forEach((number, change) -> {
            var object = held.get(number);
            var before = amounts.get(number);
            if (object == null) {
                if (change > 0) {
                    throw new RefusedException(new NotFound());
                }
                return; // whoever took it away was not us; the row that referred to it goes all the same
            }
            if (before != null && !believable(before)) {
                return;
            }
            long after = (before == null ? 1 : before.amount) + change;
            if (after >= 2) {
                (before == null ? inserted : updated).add(new Written(number, after));
            } else if (before != null) {
                single.add(number);
            }
            if (after < 1) {
                gone.add(object);
            }
        });
        tx.batch(
                INSERT,
                inserted,
                (b, w) -> b.number(w.amount)
                        .mac(server.get().mac(macInput(w.number, w.amount)))
                        .number(w.number));
        tx.batch(
                UPDATE,
                updated,
                (b, w) -> b.number(w.amount)
                        .mac(server.get().mac(macInput(w.number, w.amount)))
                        .number(w.number));
        tx.batch(DELETE, single, (b, number) -> b.number(number));
        delete(tx, gone);
    }

    List<Long> wrong(ReadTransaction tx) {
        var counted = new TreeMap<Long, Long>();
        tx.each(
                COUNTED,
                b -> b.number(1),
                row -> new Written(row.number(), row.number()),
                each -> counted.put(each.number, each.amount));
        var wrong = new ArrayList<Long>();
        tx.each(ALL, _ -> {}, row -> new Amount(row.number(), row.number(), row.bytes()), noted -> {
            Long real = counted.remove(noted.number);
            if (!believable(noted) || real == null || real != noted.amount) {
                wrong.add(noted.number);
            }
        });
        wrong.addAll(counted.keySet()); // referred to several times, and nothing says so
        return wrong;
    }

    private void delete(WriteTransaction tx, List<Held> gone) {
        tx.batch(DELETE_OBJECT, gone, (b, each) -> b.number(each.number));
        tx.batch(
                DELETE_BODY,
                gone.stream().filter(each -> each.blob == null).toList(),
                (b, each) -> b.number(each.number));
        for (var each : gone) {
            deleteBlob(tx, each.blob);
            deleteBlob(tx, each.summaryBlob);
        }
    }

    private void deleteBlob(WriteTransaction tx, @Nullable UUID blob) {
        if (blob != null) {
            tx.afterDurable(() -> deletion.later(blob));
        }
    }

    private Map<Long, Held> lock(WriteTransaction tx, long[] numbers) {
        var held = new HashMap<Long, Held>();
        tx.eachOf(
                LOCK,
                LOCK_ALL,
                _ -> {},
                numbers,
                row -> new Held(row.number(), row.optionalId(), row.optionalId()),
                each -> held.put(each.number, each));
        return held;
    }

    private boolean believable(Amount found) {
        try {
            server.get().checkMac(macInput(found.number, found.amount), found.mac, new UUID(0, found.number));
            return found.amount >= 2;
        } catch (TamperedException bad) {
            LOG.warn(
                    "the number of references to object {} was changed from outside; it is kept for ever",
                    found.number);
            return false;
        }
    }

    private static byte[] macInput(long number, long amount) {
        return MacInput.of(TableId.OBJECT_REFERENCES)
                .number(number)
                .number(amount)
                .done();
    }
}
