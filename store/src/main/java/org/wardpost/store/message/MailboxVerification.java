package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.LockedHead;
import org.wardpost.store.collection.RunSums;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/** Authenticates everything in a mailbox, while it is in use: rows, tombstones, digests, counters, objects. */
public final class MailboxVerification {
    private static final int TRIES = 5;

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final MessageRepository messages;

    public MailboxVerification(
            Transactions transactions, CollectionHeads heads, KeyRing keys, MessageRepository messages) {
        this.transactions = transactions;
        this.heads = heads;
        this.keys = keys;
        this.messages = messages;
    }

    /**
     * Verifies one mailbox.
     * @param objects whether bodies and summaries are opened too, each to its last octet
     * @param findings hears of each thing that is wrong
     * @param progress hears how many messages were looked at since it was last told
     * @return exact octets and number of the messages that are good, for the account's counters
     * @throws RefusedException NotFound, Locked
     */
    public Totals verify(CollectionId id, boolean objects, Consumer<Finding> findings, LongConsumer progress) {
        var found = rows(id, progress);
        found.findings.forEach(findings);
        if (objects && !found.headIsBad) {
            objects(id, findings, progress);
        }
        return new Totals(found.octets, found.messages);
    }

    /** What the messages of a mailbox come to. */
    public record Totals(long octets, long messages) {}

    /** What was gathered of a mailbox at one modseq. */
    private static final class Found {
        final List<Finding> findings = new ArrayList<>();
        final List<RowMac> macs = new ArrayList<>();
        boolean headIsBad;
        long octets;
        long messages;
        long unseen;
        long deleted;
        long padded;
    }

    private Found rows(CollectionId id, LongConsumer progress) {
        for (int i = 0; i < TRIES; i++) {
            var found = transactions.read(tx -> Optional.ofNullable(stable(tx, id, progress)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return transactions // a busy mailbox: its writers wait for once
                .commit(tx -> {
                    tx.lock(id);
                    while (true) {
                        var found = stable(tx, id, progress);
                        if (found != null) {
                            return found;
                        }
                    }
                })
                .value();
    }

    /** Null if the mailbox was changed meanwhile: each change gives its digest a fresh nonce. */
    private @Nullable Found stable(ReadTransaction tx, CollectionId id, LongConsumer progress) {
        var found = new Found();
        LockedHead head;
        try {
            head = heads.locate(tx, id);
        } catch (TamperedException bad) {
            found.headIsBad = true;
            found.findings.add(finding(id, Finding.Kind.HEAD, OptionalLong.empty(), null, bad.getMessage()));
            return found;
        }
        for (long run = 0; run * MailboxChange.RUN < head.uidNext(); run++) {
            run(tx, head, run, found);
            progress.accept(MailboxChange.RUN);
        }
        if (!unchanged(tx, head)) {
            return null;
        }
        whole(head, found);
        return found;
    }

    private boolean unchanged(ReadTransaction tx, LockedHead head) {
        return heads.locate(tx, head.id()).sum().equals(head.sum());
    }

    private void whole(LockedHead head, Found found) {
        boolean rowsAreGood = found.findings.isEmpty();
        if (rowsAreGood && !CollectionDigest.matches(head.key(), CollectionHeads.WHOLE, head.sum(), found.macs)) {
            found.findings.add(finding(
                    head.id(),
                    Finding.Kind.WHOLE,
                    OptionalLong.empty(),
                    null,
                    "the mailbox's digest is not that of its rows"));
        }
        var counts = head.head();
        if (rowsAreGood
                && (counts.total() != found.messages
                        || counts.unseen() != found.unseen
                        || counts.deleted() != found.deleted
                        || counts.bytes() != found.padded)) {
            found.findings.add(finding(
                    head.id(), Finding.Kind.COUNTERS, OptionalLong.empty(), null, "counters do not fit the rows"));
        }
    }

    private void run(ReadTransaction tx, LockedHead head, long run, Found found) {
        var id = head.id();
        long first = Math.max(1, run * MailboxChange.RUN);
        long last = Math.min(run * MailboxChange.RUN + MailboxChange.RUN - 1, head.uidNext() - 1);
        var macs = new ArrayList<RowMac>();
        var known = new HashSet<Long>();
        int before = found.findings.size();
        for (var row : MessageRows.all(tx, id, UidSet.ofRange(first, last))) {
            known.add(row.uid());
            row(tx, id, row, macs, found);
        }
        tombstones(tx, id, first, last, known, macs, found);
        swept(tx, id, run, first, last, known, macs, found);
        for (long uid = first; uid <= last; uid++) {
            if (!known.contains(uid)) {
                found.findings.add(
                        finding(id, Finding.Kind.MISSING, OptionalLong.of(uid), null, "a message's row is missing"));
            }
        }
        if (found.findings.size() == before && !matches(head, run, RunSums.find(tx, id, run), macs)) {
            found.findings.add(finding(
                    id,
                    Finding.Kind.RUN,
                    OptionalLong.of(first),
                    null,
                    "one of the UIDs " + first + " to " + last + " has an older row"));
        }
        found.macs.addAll(macs);
    }

    private static boolean matches(LockedHead head, long run, Optional<MaskedSum> sum, List<RowMac> macs) {
        return sum.map(stored -> CollectionDigest.matches(head.key(), run, stored, macs))
                .orElse(macs.isEmpty());
    }

    private void row(ReadTransaction tx, CollectionId id, MessageRow row, List<RowMac> macs, Found found) {
        try {
            var checked = CheckedRow.of(tx, row, keys, id);
            macs.add(checked.mac());
            found.octets += checked.record().size();
            found.messages++;
            found.unseen += checked.flags().seen() ? 0 : 1;
            found.deleted += checked.flags().deleted() ? 1 : 0;
            found.padded += row.paddedSize();
        } catch (TamperedException bad) {
            found.findings.add(finding(
                    id,
                    Finding.Kind.ROW,
                    OptionalLong.of(row.uid()),
                    row.object().id(),
                    bad.getMessage()));
        }
    }

    private void tombstones(
            ReadTransaction tx,
            CollectionId id,
            long first,
            long last,
            Set<Long> known,
            List<RowMac> macs,
            Found found) {
        var stones = tx.list(
                MessageSql.TOMBSTONES_RANGE,
                b -> MessageRows.key(b, id).number(first).number(last),
                Tombstone::read);
        for (var stone : stones) {
            try {
                macs.add(stone.check(tx, keys, id));
            } catch (TamperedException | RefusedException bad) {
                found.findings.add(finding(
                        id, Finding.Kind.TOMBSTONE, OptionalLong.of(stone.uid()), null, "a tombstone was changed"));
            }
            if (!known.add(stone.uid())) {
                found.findings.add(finding(
                        id, Finding.Kind.ROW, OptionalLong.of(stone.uid()), null, "a removed message's row is back"));
            }
        }
    }

    private void swept(
            ReadTransaction tx,
            CollectionId id,
            long run,
            long first,
            long last,
            Set<Long> known,
            List<RowMac> macs,
            Found found) {
        SweptRun.find(tx, id, run).ifPresent(row -> {
            try {
                macs.add(row.check(tx, keys, id));
            } catch (TamperedException | RefusedException bad) {
                found.findings.add(finding(
                        id, Finding.Kind.TOMBSTONE, OptionalLong.of(first), null, "a note of swept UIDs was changed"));
            }
            for (long uid = first; uid <= last; uid++) {
                if (row.has(uid)) {
                    known.add(uid);
                }
            }
        });
    }

    private void objects(CollectionId id, Consumer<Finding> findings, LongConsumer progress) {
        var buffer = new byte[64 * 1024];
        var seen = new HashSet<UUID>();
        messages.read(id, UidSet.ALL, true).filter(StoredMessage::intact).forEach(message -> {
            try {
                if (seen.add(message.objectId())) {
                    message.summary();
                    readThrough(message, buffer);
                }
            } catch (TamperedException bad) {
                findings.accept(finding(
                        id, Finding.Kind.OBJECT, OptionalLong.of(message.uid()), message.objectId(), bad.getMessage()));
            } catch (RefusedException gone) {
                // expunged while it was being read
            }
            progress.accept(1);
        });
    }

    private static void readThrough(StoredMessage message, byte[] buffer) {
        try (var reader = message.body()) {
            long size = message.size();
            for (long at = 0; at < size; ) {
                int read = reader.read(at, buffer, 0, buffer.length);
                if (read <= 0) {
                    throw new TamperedException(message.objectId(), "A sealed object is shorter than its row says");
                }
                at += read;
            }
        }
    }

    private static Finding finding(
            CollectionId id, Finding.Kind kind, OptionalLong uid, @Nullable UUID object, @Nullable String why) {
        return new Finding(id, kind, uid, Optional.ofNullable(object), String.valueOf(why));
    }
}
