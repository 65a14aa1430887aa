package org.wardpost.store.item;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.Malformed;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.Refusal.StaleToken;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHead;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RunSums;
import org.wardpost.store.collection.RunSums.RunChange;
import org.wardpost.store.item.ItemChanges.Change;
import org.wardpost.store.item.ItemChanges.Changes;
import org.wardpost.store.item.ItemChanges.Forgotten;
import org.wardpost.store.item.ItemChanges.Removed;
import org.wardpost.store.item.ItemChanges.Written;
import org.wardpost.store.item.ItemRows.ItemRow;
import org.wardpost.store.item.ItemRows.TombRow;
import org.wardpost.vault.RowMac;

/** Items by resource name, and what changed among them. Sealing comes before the collection's lock, the disk after it. */
public final class ItemRepository {
    /** Bytes of a body at most. */
    public static final int LONGEST_BODY = 900_000;

    private static final int LONGEST_SUMMARY = 64 * 1024;
    private static final int LONGEST_NAME = 1024;
    private static final int SWEEP = 256;

    private final Transactions transactions;
    private final ItemRows rows;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final Clock clock;

    public ItemRepository(Transactions transactions, CollectionHeads heads, KeyRing keys, Clock clock) {
        this.transactions = transactions;
        this.rows = new ItemRows(keys.tenant(), keys);
        this.heads = heads;
        this.keys = keys;
        this.clock = clock;
    }

    /** What a write came to. */
    public record Stored(Modseq modseq, UUID etag, boolean created) {}

    /**
     * Stores an item under its name, new or in place of the one that is there; durable when this returns.
     *
     * @throws RefusedException NotFound without the collection, PreconditionFailed, or Malformed if something is too long; the
     *     collection and its modseq are then as before
     */
    public Stored put(CollectionId collection, Precondition precondition, ItemDraft draft) {
        requireBounds(draft);
        var key = keys.current(collection);
        var ahead = rows.seal(key, collection, draft);
        return transactions.write(tx -> {
            var head = heads.lock(tx, collection);
            var sealed = head.epoch() == key.context().epoch() ? ahead : rows.seal(head.key(), collection, draft);
            var old = rows.find(tx, keys.inUse(tx, head), collection, draft.name());
            precondition.check(old.map(row -> row.item().etag()));
            old.ifPresent(row -> rows.delete(tx, collection, row.nameTag()));
            var modseq = new Modseq(head.modseq().value() + 1);
            var added = Map.of(sealed.id(), rows.insert(tx, head.key(), sealed, modseq));
            long grown = sealed.size() - old.map(ItemRow::paddedSize).orElse(0L);
            change(tx, head, 1, old.isPresent() ? 0 : 1, grown, macs(old), added);
            return new Stored(modseq, sealed.id(), old.isEmpty());
        });
    }

    /** @return the modseq of the removal. @throws RefusedException NotFound without the item, PreconditionFailed */
    public Modseq delete(CollectionId collection, Precondition precondition, String name) {
        return transactions.write(tx -> {
            var head = heads.lock(tx, collection);
            var old = rows.find(tx, keys.inUse(tx, head), collection, name);
            precondition.check(old.map(row -> row.item().etag()));
            var row = old.orElseThrow(() -> new RefusedException(new NotFound()));
            rows.delete(tx, collection, row.nameTag());
            var modseq = new Modseq(head.modseq().value() + 1);
            var tomb = Map.of(row.item().etag(), rows.bury(tx, head.key(), row, modseq, clock.millis()));
            change(tx, head, 1, -1, -row.paddedSize(), macs(old), tomb);
            return modseq;
        });
    }

    public Optional<Item> find(CollectionId collection, String name) {
        return keys.lookUp(
                collection,
                inUse -> transactions
                        .read(tx -> rows.find(tx, inUse, collection, name))
                        .map(ItemRow::item));
    }

    /** The body of an item that was found; empty if it changed since. */
    public Optional<byte[]> body(Item item) {
        return keys.lookUp(
                item.collection(),
                inUse -> transactions.read(tx -> rows.body(tx, inUse, item.collection(), item.name(), item.etag())));
    }

    /**
     * What changed after {@code since}, each name once, in ascending order of modseq.
     *
     * @param limit how many at most
     * @throws RefusedException NotFound; StaleToken for a modseq that the collection never had
     */
    public ItemChanges changesSince(CollectionId collection, Modseq since, int limit) {
        return transactions.read(tx -> {
            var head = heads.read(tx, collection);
            if (since.compareTo(head.modseq()) > 0) {
                throw new RefusedException(new StaleToken());
            }
            if (since.value() > 0 && since.compareTo(head.sweptModseq()) < 0) {
                return new Forgotten();
            }
            return since.equals(head.modseq())
                    ? new Changes(List.of(), since, true)
                    : changes(tx, collection, head, since, limit);
        });
    }

    /** Forgets removals up to a modseq; who asks for changes before it must begin anew. */
    public void sweep(CollectionId collection, Modseq upTo) {
        while (transactions.<Integer>write(tx -> sweepUpTo(tx, collection, upTo)) == SWEEP) {
            // 256 a commit, so that nobody waits long for the collection
        }
    }

    /**
     * Forgets removals that are long ago.
     *
     * @return how many
     */
    public int sweep(CollectionId collection, Instant before) {
        int swept = 0;
        int step;
        do {
            step = transactions.write(tx -> sweepBefore(tx, collection, before));
            swept += step;
        } while (step == SWEEP);
        return swept;
    }

    /** Deletes all items and tombstones, in the commit that deletes the collection. */
    public void deleteAll(WriteTransaction tx, CollectionId collection) {
        rows.deleteAll(tx, collection);
    }

    /**
     * Reads, authenticates and opens everything.
     * @param bad hears of each row that is damaged
     * @return the MACs of all other rows, by run of the digest
     */
    Map<Long, List<RowMac>> verify(ReadTransaction tx, CollectionId collection, Consumer<RuntimeException> bad) {
        var macs = new HashMap<Long, List<RowMac>>();
        long at = 0;
        List<ItemRows.Verified> page;
        do {
            page = rows.verified(tx, collection, at, SWEEP, bad);
            for (var each : page) {
                each.row()
                        .ifPresent(row -> macs.computeIfAbsent(run(row.item().etag()), _ -> new ArrayList<>())
                                .add(row.mac()));
                at = each.modseq();
            }
        } while (!page.isEmpty());
        for (var tomb : rows.tombs(tx, collection, bad)) {
            macs.computeIfAbsent(run(tomb.item()), _ -> new ArrayList<>()).add(tomb.mac());
        }
        return macs;
    }

    LockedHead lock(WriteTransaction tx, CollectionId collection) {
        return heads.lock(tx, collection);
    }

    <T> T locked(Function<WriteTransaction, T> work) {
        return transactions.commit(work).value();
    }

    private Changes changes(ReadTransaction tx, CollectionId collection, CollectionHead head, Modseq since, int limit) {
        var all = new ArrayList<Change>();
        rows.since(tx, collection, since, limit + 1).forEach(row -> all.add(new Written(row.item())));
        rows.tombsSince(tx, collection, since, limit + 1)
                .forEach(tomb -> all.add(new Removed(tomb.name(), tomb.modseq())));
        all.sort(Comparator.comparing(Change::modseq));
        boolean complete = all.size() <= limit;
        var some = complete ? all : all.subList(0, limit);
        var last = new LinkedHashMap<String, Change>(); // of a name that was removed and written again, what it is now
        some.forEach(change -> {
            last.remove(change.name());
            last.put(change.name(), change);
        });
        return new Changes(
                List.copyOf(last.values()),
                complete ? head.modseq() : some.getLast().modseq(),
                complete);
    }

    private int sweepUpTo(WriteTransaction tx, CollectionId collection, Modseq upTo) {
        var head = heads.lock(tx, collection);
        var tombs = rows.tombsUpTo(tx, collection, upTo, SWEEP);
        sweep(
                tx,
                head,
                tombs,
                tombs.size() == SWEEP
                        ? tombs.getLast().modseq().value()
                        : Math.min(upTo.value(), head.modseq().value()));
        return tombs.size();
    }

    private int sweepBefore(WriteTransaction tx, CollectionId collection, Instant before) {
        var head = heads.lock(tx, collection);
        var tombs = rows.tombsUpTo(tx, collection, head.modseq(), SWEEP).stream()
                .takeWhile(tomb -> tomb.isBefore(before))
                .toList();
        if (!tombs.isEmpty()) {
            sweep(tx, head, tombs, tombs.getLast().modseq().value());
        }
        return tombs.size();
    }

    private void sweep(WriteTransaction tx, LockedHead head, List<TombRow> tombs, long upTo) {
        rows.sweep(tx, head.id(), tombs);
        var changes = new HashMap<Long, RunChange>();
        tombs.forEach(tomb -> changes.computeIfAbsent(run(tomb.item()), _ -> new RunChange())
                .removed()
                .add(tomb.mac()));
        RunSums.change(tx, head.key(), head.id(), changes);
        var removed = tombs.stream().map(TombRow::mac).toList();
        long swept = Math.max(upTo, head.head().sweptModseq().value());
        heads.change(tx, head, HeadChange.of(0, removed, List.of()).swept(swept));
    }

    private void change(
            WriteTransaction tx,
            LockedHead head,
            long modseqs,
            long total,
            long bytes,
            Map<UUID, RowMac> removed,
            Map<UUID, RowMac> added) {
        var changes = new HashMap<Long, RunChange>();
        removed.forEach((id, mac) ->
                changes.computeIfAbsent(run(id), _ -> new RunChange()).removed().add(mac));
        added.forEach((id, mac) ->
                changes.computeIfAbsent(run(id), _ -> new RunChange()).added().add(mac));
        RunSums.change(tx, head.key(), head.id(), changes);
        var after = heads.change(
                tx,
                head,
                HeadChange.of(modseqs, List.copyOf(removed.values()), List.copyOf(added.values()))
                        .counting(0, total, 0, 0, bytes));
        tx.announce(head.id(), after.modseq());
    }

    private static Map<UUID, RowMac> macs(Optional<ItemRow> old) {
        return old.map(row -> Map.of(row.item().etag(), row.mac())).orElse(Map.of());
    }

    /** By the first byte of the id. */
    static long run(UUID item) {
        return item.getMostSignificantBits() >>> 56;
    }

    private static void requireBounds(ItemDraft draft) {
        require(draft.body().length, LONGEST_BODY, "body");
        require(draft.summary().length, LONGEST_SUMMARY, "summary");
        require(draft.name().length(), LONGEST_NAME, "name");
    }

    private static void require(int length, int longest, String what) {
        if (length > longest) {
            throw new RefusedException(new Malformed(what, "it is longer than " + longest));
        }
    }
}
