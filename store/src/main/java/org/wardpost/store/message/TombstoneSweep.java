package org.wardpost.store.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.RowMac;

/** Forgets removals that are so long ago that every client has asked meanwhile, or has to start anew. */
public final class TombstoneSweep {
    private static final int STEP = 1024;

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final KeyRing keys;

    public TombstoneSweep(Transactions transactions, CollectionHeads heads, KeyRing keys) {
        this.transactions = transactions;
        this.heads = heads;
        this.keys = keys;
    }

    /**
     * Sweeps a mailbox, some hundred tombstones a commit.
     * @param before removals before it are forgotten: who asks for changes since then gets {@link Changes.Forgotten}
     * @return how many were forgotten
     * @throws org.wardpost.vault.TamperedException if a tombstone is damaged: nothing of its step is swept
     */
    public int sweep(CollectionId id, Instant before) {
        int swept = 0;
        int step;
        do {
            step = transactions.write(tx -> step(tx, id, before));
            swept += step;
        } while (step == STEP);
        return swept;
    }

    private int step(WriteTransaction tx, CollectionId id, Instant before) {
        var head = heads.lock(tx, id);
        var stones = tx.list(
                MessageSql.TOMBSTONES_BEFORE,
                b -> MessageRows.key(b, id).number(before.toEpochMilli()).small(STEP),
                Tombstone::read);
        if (stones.isEmpty()) {
            return 0;
        }
        var removed = new ArrayList<RowMac>();
        var added = new ArrayList<RowMac>();
        var changes = new TreeMap<Long, RunSums.RunChange>();
        byRun(stones).forEach((run, some) -> {
            var change = new RunSums.RunChange();
            some.forEach(stone -> change.removed().add(stone.check(tx, keys, id)));
            var old = SweptRun.find(tx, id, run);
            old.ifPresent(row -> change.removed().add(row.check(tx, keys, id)));
            var row = old.orElseGet(() -> SweptRun.none(run))
                    .with(some.stream().map(Tombstone::uid).toList(), head.epoch());
            var mac = row.macUnder(head.key(), id);
            row.write(tx, id, mac);
            change.added().add(mac);
            removed.addAll(change.removed());
            added.addAll(change.added());
            changes.put(run, change);
        });
        tx.batch(
                MessageSql.DELETE_TOMBSTONE,
                stones,
                (b, stone) -> MessageRows.key(b, id).number(stone.uid()));
        RunSums.change(tx, head.key(), id, changes);
        long upTo = Math.max(
                head.head().sweptModseq().value(),
                stones.stream().mapToLong(Tombstone::modseq).max().orElse(0));
        heads.change(
                tx,
                head,
                new HeadChange(0, 0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.of(upTo), removed, added));
        return stones.size();
    }

    private static Map<Long, List<Tombstone>> byRun(List<Tombstone> stones) {
        var runs = new TreeMap<Long, List<Tombstone>>();
        stones.forEach(stone -> runs.computeIfAbsent(stone.uid() / MailboxChange.RUN, _ -> new ArrayList<>())
                .add(stone));
        return runs;
    }
}
