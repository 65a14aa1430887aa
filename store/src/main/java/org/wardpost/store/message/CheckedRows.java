package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/**
 * Rows that a command is about to change, checked and opened before the mailbox's lock is taken. Under the lock they are used as
 * they are if the mailbox's digest is still the same, and read again if not: a re-wrap changes rows and no modseq.
 */
final class CheckedRows {
    private final KeyRing keys;
    private final CollectionHeads heads;
    private final DamageListener damage;

    CheckedRows(KeyRing keys, CollectionHeads heads, DamageListener damage) {
        this.keys = keys;
        this.heads = heads;
        this.damage = damage;
    }

    /** @param damaged UIDs whose rows are not what was written: they were reported, and are left alone */
    record Found(List<CheckedRow> rows, UidSet damaged) {
        private static final Found NOTHING = new Found(List.of(), UidSet.EMPTY);
    }

    /** @param sum of the mailbox before they were read, empty if they were not */
    record Ahead(CollectionId id, UidSet uids, Optional<MaskedSum> sum, Found found) {}

    /** Below this many UIDs reading ahead costs more than it spares. */
    private static final long FEW = 8;

    Ahead ahead(Transactions transactions, CollectionId id, UidSet uids) {
        if (uids.span() <= FEW) {
            return new Ahead(id, uids, Optional.empty(), Found.NOTHING);
        }
        return transactions.read(tx -> {
            var sum = heads.locate(tx, id).sum(); // before the rows, never after
            return new Ahead(id, uids, Optional.of(sum), read(tx, id, uids));
        });
    }

    /** The rows as they are now. @throws TamperedException if all of them are damaged */
    Found under(MailboxWriter writer, Ahead ahead) {
        return ahead.sum.filter(writer.mailbox(ahead.id)::isStill).isPresent()
                ? ahead.found
                : read(writer.tx(), ahead.id, ahead.uids);
    }

    private Found read(ReadTransaction tx, CollectionId id, UidSet uids) {
        var rows = new ArrayList<CheckedRow>();
        var damagedUids = new ArrayList<Long>();
        TamperedException bad = null;
        for (var looked : looked(tx, id, MessageRows.all(tx, id, uids))) {
            switch (looked) {
                case Good(var row) -> rows.add(row);
                case Bad(var row, var damaged) -> {
                    damage.found(id, row.object().id(), "message row " + row.uid() + ": " + damaged.getMessage());
                    damagedUids.add(row.uid());
                    bad = damaged;
                }
            }
        }
        if (bad != null && rows.isEmpty()) {
            throw bad;
        }
        return new Found(rows, UidSet.of(damagedUids));
    }

    private sealed interface Looked {}

    private record Good(CheckedRow row) implements Looked {}

    private record Bad(MessageRow row, TamperedException damage) implements Looked {}

    /** Many rows are checked by all cores: a check is arithmetic only, the keys are looked up before. */
    private List<Looked> looked(ReadTransaction tx, CollectionId id, List<MessageRow> found) {
        var keysByEpoch = new HashMap<Integer, Supplier<CollectionKey>>();
        found.forEach(row -> keysByEpoch.computeIfAbsent(row.epoch(), epoch -> keyOf(tx, id, epoch)));
        return AllCores.map(found, row -> {
            try {
                return new Good(CheckedRow.of(row, key(keysByEpoch, row), id));
            } catch (TamperedException damaged) {
                return new Bad(row, damaged);
            }
        });
    }

    private static Supplier<CollectionKey> key(Map<Integer, Supplier<CollectionKey>> byEpoch, MessageRow row) {
        return Objects.requireNonNull(byEpoch.get(row.epoch()));
    }

    /** What is missing fails for its rows only. */
    private Supplier<CollectionKey> keyOf(ReadTransaction tx, CollectionId id, int epoch) {
        try {
            var key = keys.epoch(tx, id, epoch);
            return () -> key;
        } catch (UnknownKeyException | RefusedException missing) {
            return () -> {
                throw missing;
            };
        }
    }

    /** Exact size of a row's message, or 0 if it cannot be believed: the quota's sum is then repaired by {@code verify --repair}. */
    long sizeOrZero(ReadTransaction tx, CollectionId id, MessageRow row) {
        try {
            return CheckedRow.of(tx, row, keys, id).record().size();
        } catch (TamperedException damaged) {
            return 0;
        }
    }
}
