package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionHead;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.RowMac;

/**
 * What one transaction does to one mailbox whose head it holds: rows are gathered and written in batches by {@link #finish}, with
 * both digests and the head, and the view hears of it after the commit.
 */
final class MailboxChange {
    /** UIDs a run of the digest. */
    static final int RUN = 256;

    private static final int SEEN = MessageFlags.SEEN;

    private final WriteTransaction tx;
    private final LockedHead before;
    private final List<MessageRow> inserts = new ArrayList<>();
    private final List<MessageRow> flagUpdates = new ArrayList<>();
    private final List<MessageRow> recordUpdates = new ArrayList<>();
    private final List<Tombstone> buried = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private final List<Long> exhumed = new ArrayList<>();
    private final Map<Long, RunSums.RunChange> runs = new TreeMap<>();
    private final List<RowMac> removed = new ArrayList<>();
    private final List<RowMac> added = new ArrayList<>();
    private final List<MailboxEntry> views = new ArrayList<>();
    private long modseq;
    private long uidNext;
    private long total;
    private long unseen;
    private long deleted;
    private long bytes;
    private OptionalLong recentFrom = OptionalLong.empty();

    MailboxChange(WriteTransaction tx, LockedHead before) {
        this.tx = tx;
        this.before = before;
        this.modseq = before.modseq().value();
        this.uidNext = before.uidNext();
    }

    private record Written(MessageRow row, RowMac mac) {}

    private record Buried(Tombstone stone, RowMac mac) {}

    CollectionId id() {
        return before.id();
    }

    CollectionKey key() {
        return before.key();
    }

    int epoch() {
        return before.epoch();
    }

    CollectionHead head() {
        return before.head();
    }

    /** Whether no row was changed since the mailbox had this digest. */
    boolean isStill(MaskedSum sum) {
        return before.sum().equals(sum);
    }

    long takeUid() {
        return uidNext++;
    }

    long takeModseq() {
        return ++modseq;
    }

    long lastModseq() {
        return modseq;
    }

    /** For {@link InsertedMessage}: a UID and modseq that were taken earlier, or skip some. */
    void reach(long uid, long toModseq, long now) {
        modseq = Math.max(modseq, toModseq);
        while (uidNext < uid) {
            reserveUid(now);
        }
        uidNext = Math.max(uidNext, uid + 1);
    }

    /** A new row, sealed for this mailbox and with its UID and modseq. */
    void insert(MessageRow row, MessageRecord record) {
        inserts.add(row);
        count(row, 1);
        views.add(CheckedRow.viewOf(row, record));
    }

    /** A row in place of the one that is there; the record is written only if it is another. */
    void update(CheckedRow old, MessageRow row, MessageRecord record) {
        (row.record() == old.row().record() ? flagUpdates : recordUpdates).add(row);
        count(old.row(), -1);
        count(row, 1);
        digest(row.uid()).removed().add(old.mac());
        removed.add(old.mac());
        views.add(CheckedRow.viewOf(row, record));
    }

    /** Leaves a tombstone. @return its modseq */
    long bury(CheckedRow old, long now) {
        long at = takeModseq();
        gone.add(old.uid());
        count(old.row(), -1);
        digest(old.uid()).removed().add(old.mac());
        removed.add(old.mac());
        entomb(old.uid(), at, now);
        return at;
    }

    /** A UID that is taken and has no message yet, maybe never: a tombstone stands for it, so that no UID is simply missing. */
    long reserveUid(long now) {
        long uid = takeUid();
        entomb(uid, modseq, now);
        return uid;
    }

    /** A message takes its reserved UID after all. */
    void exhume(Tombstone stone, RowMac mac) {
        exhumed.add(stone.uid());
        digest(stone.uid()).removed().add(mac);
        removed.add(mac);
    }

    private void entomb(long uid, long at, long now) {
        buried.add(Tombstone.of(uid, at, epoch(), now));
    }

    /** No message of a lower UID is recent any more. */
    void recentFrom(long uid) {
        recentFrom = OptionalLong.of(uid);
    }

    /** Something to write at all. */
    boolean isEmpty() {
        return inserts.isEmpty()
                && flagUpdates.isEmpty()
                && recordUpdates.isEmpty()
                && buried.isEmpty()
                && recentFrom.isEmpty()
                && uidNext == before.uidNext()
                && modseq == before.modseq().value();
    }

    /** Writes everything and tells of it; to be called once, last. @return the mailbox's modseq */
    Modseq finish(CollectionHeads heads, MailboxListener listener) {
        if (isEmpty()) {
            return before.modseq();
        }
        var owner = id().owner().value();
        var collection = id().value();
        tx.batch(MessageSql.DELETE, gone, (b, uid) -> b.id(owner).id(collection).number(uid));
        tx.batch(
                MessageSql.DELETE_TOMBSTONE,
                exhumed,
                (b, uid) -> b.id(owner).id(collection).number(uid));
        tx.batch(
                MessageSql.INSERT_TOMBSTONE,
                stones(),
                (b, each) -> b.id(owner)
                        .id(collection)
                        .number(each.stone.uid())
                        .number(each.stone.modseq())
                        .small(each.stone.epoch())
                        .number(each.stone.made())
                        .mac(each.mac));
        tx.batch(
                MessageSql.INSERT,
                written(inserts),
                (b, each) -> each.row.bind(b.id(owner).id(collection), each.mac));
        tx.batch(
                MessageSql.UPDATE_FLAGS,
                written(flagUpdates),
                (b, each) -> b.number(each.row.modseq())
                        .small(each.row.flags())
                        .mac(each.mac)
                        .id(owner)
                        .id(collection)
                        .number(each.row.uid()));
        tx.batch(
                MessageSql.UPDATE_RECORD,
                written(recordUpdates),
                (b, each) -> b.number(each.row.modseq())
                        .small(each.row.flags())
                        .small(each.row.epoch())
                        .wrapped(each.row.wrappedKey())
                        .sealed(each.row.sealedRecord())
                        .mac(each.mac)
                        .id(owner)
                        .id(collection)
                        .number(each.row.uid()));
        RunSums.change(tx, key(), id(), runs);
        var head = heads.change(
                tx,
                before,
                new HeadChange(
                        modseq - before.modseq().value(),
                        uidNext - before.uidNext(),
                        total,
                        unseen,
                        deleted,
                        bytes,
                        recentFrom,
                        OptionalLong.empty(),
                        removed,
                        added));
        tell(head, listener);
        return head.modseq();
    }

    /** With their MACs, which count in the digests from now on. */
    private List<Written> written(List<MessageRow> rows) {
        var all = AllCores.map(rows, row -> new Written(row, row.macUnder(key(), id())));
        all.forEach(each -> added(each.row.uid(), each.mac));
        return all;
    }

    private List<Buried> stones() {
        var all = AllCores.map(buried, stone -> new Buried(stone, stone.macUnder(key(), id())));
        all.forEach(each -> added(each.stone.uid(), each.mac));
        return all;
    }

    private void added(long uid, RowMac mac) {
        digest(uid).added().add(mac);
        added.add(mac);
    }

    private void tell(CollectionHead head, MailboxListener listener) {
        views.sort(Comparator.comparingLong(MailboxEntry::uid));
        var vanished = gone.stream().mapToLong(Long::longValue).sorted().toArray();
        var delta = new MailboxDelta(MailboxCounters.of(head), views, vanished);
        tx.afterCommit(() -> listener.committed(id(), before.modseq().value(), delta));
        if (!head.modseq().equals(before.modseq())) {
            tx.afterDurable(() -> listener.durable(id(), head.modseq().value()));
            tx.announce(id(), head.modseq());
        }
    }

    private void count(MessageRow row, int sign) {
        total += sign;
        unseen += (row.flags() & SEEN) == 0 ? sign : 0;
        deleted += (row.flags() & MessageFlags.DELETED) != 0 ? sign : 0;
        bytes += sign * row.paddedSize();
    }

    private RunSums.RunChange digest(long uid) {
        return runs.computeIfAbsent(uid / RUN, _ -> new RunSums.RunChange());
    }
}
