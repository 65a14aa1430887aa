package org.wardpost.store.message;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/**
 * Makes a damaged mailbox whole again: rows with a bad MAC are set aside, UIDs that are missing get tombstones, digests and counters
 * are made anew. Clients see those messages vanish. Who calls it audits what it returns.
 */
public final class MailboxRepair {
    private final Transactions transactions;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final MailboxListener listener;
    private final Clock clock;

    public MailboxRepair(
            Transactions transactions, CollectionHeads heads, KeyRing keys, MailboxListener listener, Clock clock) {
        this.transactions = transactions;
        this.heads = heads;
        this.keys = keys;
        this.listener = listener;
        this.clock = clock;
    }

    /** @param aside UIDs of rows that were set aside @param missing UIDs that had no row */
    public record Repaired(UidSet aside, UidSet missing) {}

    /** @throws TamperedException if the mailbox's own row is damaged: nothing can be told from it then */
    public Repaired repair(CollectionId id) {
        return repair(id, UidSet.EMPTY);
    }

    /** @param unreadable messages whose row is good and whose body or summary does not open: they are set aside too */
    public Repaired repair(CollectionId id, UidSet unreadable) {
        var repaired = transactions.write(tx -> {
            var head = heads.lock(tx, id);
            return new Run(tx, head, unreadable).repair();
        });
        listener.removed(id); // the view is made anew
        return repaired;
    }

    /** One repair. */
    private final class Run {
        private final WriteTransaction tx;
        private final LockedHead head;
        private final CollectionId id;
        private final TreeMap<Long, RunSums.RunChange> runs = new TreeMap<>();
        private final List<RowMac> macs = new ArrayList<>();
        private final Set<Long> known = new HashSet<>();
        private final List<Long> aside = new ArrayList<>();
        private final List<Long> missing = new ArrayList<>();
        private final UidSet unreadable;
        private long modseq;
        private long total;
        private long unseen;
        private long deleted;
        private long bytes;

        Run(WriteTransaction tx, LockedHead head, UidSet unreadable) {
            this.tx = tx;
            this.unreadable = unreadable;
            this.head = head;
            this.id = head.id();
            this.modseq = head.modseq().value();
        }

        Repaired repair() {
            tx.list(
                            MessageSql.TOMBSTONES_RANGE,
                            b -> MessageRows.key(b, id).number(1).number(UidSet.MAX),
                            Tombstone::read)
                    .forEach(this::tombstone);
            MessageRows.all(tx, id, UidSet.ALL).forEach(this::row);
            for (long run = 0; run * MailboxChange.RUN < head.uidNext(); run++) {
                SweptRun.find(tx, id, run).ifPresent(this::swept);
            }
            for (long uid = 1; uid < head.uidNext(); uid++) {
                if (!known.contains(uid)) {
                    missing.add(uid);
                    entomb(uid);
                }
            }
            RunSums.clear(tx, id);
            RunSums.change(tx, head.key(), id, runs);
            heads.replace(
                    tx,
                    id,
                    head.epoch(),
                    head.key(),
                    head.head().counted(new Modseq(modseq), total, unseen, deleted, bytes),
                    CollectionDigest.of(head.key(), CollectionHeads.WHOLE, macs));
            tx.announce(id, new Modseq(modseq));
            return new Repaired(UidSet.of(aside), UidSet.of(missing));
        }

        private void row(MessageRow row) {
            try {
                var checked = CheckedRow.of(tx, row, keys, id);
                if (unreadable.contains(row.uid()) || row.uid() >= head.uidNext() || !known.add(row.uid())) {
                    setAside(row); // does not open, or its UID was never given, or its message was removed
                    return;
                }
                add(row.uid(), checked.mac());
                total++;
                unseen += checked.flags().seen() ? 0 : 1;
                deleted += checked.flags().deleted() ? 1 : 0;
                bytes += row.paddedSize();
            } catch (TamperedException bad) {
                setAside(row);
            }
        }

        private void setAside(MessageRow row) {
            tx.update(
                    MessageSql.SET_ASIDE,
                    b -> MessageRows.key(b.number(clock.millis()), id).number(row.uid()));
            tx.update(MessageSql.DELETE, b -> MessageRows.key(b, id).number(row.uid()));
            aside.add(row.uid());
            if (row.uid() >= 1 && row.uid() < head.uidNext() && known.add(row.uid())) {
                entomb(row.uid());
            }
        }

        private void tombstone(Tombstone stone) {
            try {
                add(stone.uid(), stone.check(tx, keys, id));
                known.add(stone.uid());
            } catch (TamperedException bad) {
                tx.update(
                        MessageSql.DELETE_TOMBSTONE, b -> MessageRows.key(b, id).number(stone.uid()));
            }
        }

        private void swept(SweptRun row) {
            add(row.run() * MailboxChange.RUN, row.check(tx, keys, id));
            for (long uid = row.run() * MailboxChange.RUN; uid < (row.run() + 1) * MailboxChange.RUN; uid++) {
                if (row.has(uid)) {
                    known.add(uid);
                }
            }
        }

        private void entomb(long uid) {
            var stone = Tombstone.of(uid, ++modseq, head.epoch(), clock.millis());
            var mac = stone.macUnder(head.key(), id);
            tx.update(
                    MessageSql.INSERT_TOMBSTONE,
                    b -> MessageRows.key(b, id)
                            .number(uid)
                            .number(stone.modseq())
                            .small(stone.epoch())
                            .number(stone.made())
                            .mac(mac));
            add(uid, mac);
        }

        private void add(long uid, RowMac mac) {
            runs.computeIfAbsent(uid / MailboxChange.RUN, _ -> new RunSums.RunChange())
                    .added()
                    .add(mac);
            macs.add(mac);
        }
    }
}
