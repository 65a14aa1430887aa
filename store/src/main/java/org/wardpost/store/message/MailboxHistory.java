package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Transactions;
import org.wardpost.store.collection.CollectionHead;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.vault.TamperedException;

/** What happened in a mailbox since a modseq: the change log as a view and a client read it. */
public final class MailboxHistory {
    private static final int OPTIMISTIC_TRIES = 3;

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final DamageListener damage;

    public MailboxHistory(Transactions transactions, CollectionHeads heads, KeyRing keys, DamageListener damage) {
        this.transactions = transactions;
        this.heads = heads;
        this.keys = keys;
        this.damage = damage;
    }

    /** One row. @throws org.wardpost.store.RefusedException NotFound */
    public MailboxCounters counters(CollectionId id) {
        return MailboxCounters.of(transactions.read(tx -> heads.read(tx, id)));
    }

    /** Everything after {@code since}, all of it at one modseq; from 0 it is the whole mailbox. Damaged rows are in it, marked. */
    public MailboxDelta since(CollectionId id, long since) {
        for (int i = 0; i < OPTIMISTIC_TRIES; i++) {
            var delta = transactions.read(tx -> {
                var before = heads.read(tx, id);
                var rows = rows(tx, id, since, before);
                // whoever wrote meanwhile may have moved a row out of what was read
                return heads.read(tx, id).modseq().equals(before.modseq()) ? List.of(rows) : List.<MailboxDelta>of();
            });
            if (!delta.isEmpty()) {
                return delta.getFirst();
            }
        }
        return transactions
                .commit(tx -> {
                    tx.lock(id); // a busy mailbox: its writers of this process wait for once
                    while (true) {
                        var before = heads.read(tx, id);
                        var rows = rows(tx, id, since, before);
                        if (heads.read(tx, id).modseq().equals(before.modseq())) {
                            return rows;
                        }
                    }
                })
                .value();
    }

    /** @see MessageRepository#changesSince */
    Changes changes(CollectionId id, Modseq since, int limit) {
        return transactions.read(tx -> {
            var head = heads.read(tx, id);
            if (since.compareTo(head.sweptModseq()) < 0) {
                return new Changes.Forgotten();
            }
            var all = new ArrayList<Change>();
            tx.each(
                    MessageSql.SINCE_UIDS,
                    b -> MessageRows.key(b, id).number(since.value()).small(limit + 1),
                    row -> new Change(row.number(), row.number(), true),
                    all::add);
            tx.each(
                    MessageSql.TOMBSTONES_SINCE,
                    b -> MessageRows.key(b, id).number(since.value()).small(limit + 1),
                    Tombstone::read,
                    stone -> all.add(new Change(stone.uid(), stone.modseq(), false)));
            return cut(all, head, limit);
        });
    }

    private record Change(long uid, long modseq, boolean present) {}

    /** What came after the head was read is left for the next time, so that the answer is right up to the modseq it names. */
    private static Changes cut(List<Change> all, CollectionHead head, int limit) {
        all.removeIf(change -> change.modseq > head.modseq().value());
        all.sort(Comparator.comparingLong(Change::modseq));
        boolean complete = all.size() <= limit;
        var some = complete ? all : all.subList(0, limit);
        return new Changes.Since(
                uids(some, true),
                uids(some, false),
                complete ? head.modseq() : new Modseq(some.getLast().modseq),
                complete);
    }

    private static UidSet uids(List<Change> changes, boolean present) {
        return UidSet.of(changes.stream()
                .filter(change -> change.present == present)
                .mapToLong(Change::uid)
                .toArray());
    }

    private MailboxDelta rows(ReadTransaction tx, CollectionId id, long since, CollectionHead head) {
        var entries = new ArrayList<MailboxEntry>();
        if (since == 0) {
            tx.each(
                    MessageSql.RANGE,
                    b -> MessageRows.key(b, id).number(1).number(UidSet.MAX).small(Integer.MAX_VALUE),
                    MessageRow::read,
                    row -> entries.add(entry(tx, id, row)));
            return new MailboxDelta(MailboxCounters.of(head), entries, new long[0]);
        }
        tx.each(
                MessageSql.SINCE,
                b -> MessageRows.key(b, id).number(since),
                MessageRow::read,
                row -> entries.add(entry(tx, id, row)));
        entries.sort(Comparator.comparingLong(MailboxEntry::uid));
        var vanished = tx
                .list(
                        MessageSql.TOMBSTONES_SINCE,
                        b -> MessageRows.key(b, id).number(since).small(Integer.MAX_VALUE),
                        Tombstone::read)
                .stream()
                .mapToLong(Tombstone::uid)
                .sorted()
                .toArray();
        return new MailboxDelta(MailboxCounters.of(head), entries, vanished);
    }

    private MailboxEntry entry(ReadTransaction tx, CollectionId id, MessageRow row) {
        try {
            return CheckedRow.of(tx, row, keys, id).view();
        } catch (TamperedException bad) {
            UUID object = row.object().id();
            damage.found(id, object, "message row " + row.uid() + ": " + bad.getMessage());
            return new MailboxEntry(
                    row.uid(),
                    row.modseq(),
                    row.flags() & MessageFlags.ALL,
                    Set.of(),
                    0,
                    row.internalDate(),
                    row.saveDate(),
                    object,
                    row.thread(),
                    true);
        }
    }
}
