package org.wardpost.store.message;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.OverQuota;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/** COPY and MOVE (RFC 9051 §6.4.7, §6.4.8): both mailboxes in one commit, all messages or none. Objects are only re-wrapped. */
final class Copying {
    private final Transactions transactions;
    private final MailboxWriters writers;
    private final CheckedRows reader;
    private final KeyRing keys;
    private final Clock clock;

    Copying(Transactions transactions, MailboxWriters writers, CheckedRows reader, KeyRing keys, Clock clock) {
        this.transactions = transactions;
        this.writers = writers;
        this.reader = reader;
        this.keys = keys;
        this.clock = clock;
    }

    /** A row and what is sealed of it for the target. */
    private record Resealed(CheckedRow source, MessageRecord kept, int epoch, WrappedKey wrapped, SealedBytes record) {
        static Resealed of(CheckedRow source, KeptFlags flags, CollectionKey target) {
            var kept = flags.of(source.record());
            return new Resealed(
                    source,
                    kept,
                    target.context().epoch(),
                    source.key().rewrap(source.row().wrappedKey(), target),
                    kept.seal(target, source.row().object().id()));
        }
    }

    /**
     * What is asked for.
     *
     * @param move whether the originals go
     * @param flags what the copies keep
     */
    record Order(CollectionId from, UidSet uids, CollectionId to, boolean move, KeptFlags flags) {}

    Copied copy(Order order) {
        var from = order.from;
        var to = order.to;
        if (order.uids.isEmpty()) {
            return Copied.NOTHING;
        }
        var ahead = reader.ahead(transactions, from, order.uids);
        var resealedAhead = reseal(ahead.found().rows(), order.flags, keys.current(to));
        return transactions.write(tx -> {
            var writer = writers.open(tx);
            writer.lock(Set.of(from).equals(Set.of(to)) ? Set.of(from) : Set.of(from, to));
            writer.charge(new TreeSet<>(List.of(from.owner(), to.owner())));
            var found = reader.under(writer, ahead);
            var rows = found.rows();
            var target = writer.mailbox(to);
            var resealed = found == ahead.found() && upToDate(resealedAhead, target.epoch())
                    ? resealedAhead
                    : reseal(rows, order.flags, target.key());
            charge(writer, from.owner(), to.owner(), rows, order.move);
            var results = insert(writer, order, resealed);
            writer.finish();
            return new Copied(results, found.damaged());
        });
    }

    private List<CopyResult> insert(MailboxWriter writer, Order order, List<Resealed> resealed) {
        var now = Instant.ofEpochMilli(clock.millis());
        var target = writer.mailbox(order.to);
        var results = new ArrayList<CopyResult>(resealed.size());
        for (var each : resealed) {
            var old = each.source.row();
            var row = old.placed(target.takeUid(), target.takeModseq(), now.toEpochMilli())
                    .sealedAs(each.epoch, each.wrapped, each.record)
                    .changed(target.lastModseq(), order.flags.of(old.flags()) | MessageFlags.RECENT);
            if (!order.from.owner().equals(order.to.owner())) {
                row = row.inThread(old.object().id()); // thread tags are one account's: it starts its own thread there
            }
            target.insert(row, each.kept);
            if (order.move) {
                writer.mailbox(order.from).bury(each.source, now.toEpochMilli());
            } else {
                writer.objects().again(old.object());
            }
            results.add(result(each, row, now));
        }
        return results;
    }

    private static void charge(
            MailboxWriter writer, AccountId from, AccountId to, List<CheckedRow> rows, boolean move) {
        if (move && from.equals(to)) {
            return;
        }
        long bytes = rows.stream().mapToLong(row -> row.record().size()).sum();
        if (!writer.charge(to).add(bytes, rows.size())) {
            throw new RefusedException(new OverQuota());
        }
        if (move) {
            writer.charge(from).remove(bytes, rows.size());
        }
    }

    private static List<Resealed> reseal(List<CheckedRow> rows, KeptFlags flags, CollectionKey target) {
        return AllCores.map(rows, row -> Resealed.of(row, flags, target));
    }

    private static boolean upToDate(List<Resealed> resealed, int epoch) {
        return resealed.stream().allMatch(each -> each.epoch == epoch);
    }

    private static CopyResult result(Resealed copy, MessageRow row, Instant now) {
        return new CopyResult(
                copy.source.uid(),
                row.uid(),
                new Modseq(row.modseq()),
                new MessageFlags(row.flags(), copy.kept.keywords()),
                copy.kept.size(),
                Instant.ofEpochMilli(row.internalDate()),
                now,
                row.object().id(),
                row.thread());
    }
}
