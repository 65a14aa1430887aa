package org.wardpost.store.collection;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Intact;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.TamperedException;

/**
 * Heads of collections: the row that each change takes, so that the order of modseqs is the order of commits. It carries the
 * digest of the collection's rows and two MACs, by the collection's key and by account 0's. Public for the store's packages.
 */
public final class CollectionHeads {
    /** The run that stands for the whole collection in masks of sums. */
    public static final long WHOLE = CollectionDigest.WHOLE;

    private static final String COLUMNS =
            "account, collection, epoch, uid_validity, modseq, uid_next, total, unseen, deleted, bytes, swept_modseq,"
                    + " recent_from, rewrap_from, rewrap_stage, rewrap_at, sum_nonce, sum_value, mac, server_mac";
    private static final String KEY = " where account = ? and collection = ?";
    private static final Sql FIND = new Sql("select " + COLUMNS + " from collection_head" + KEY);
    private static final Sql LOCK = new Sql("select " + COLUMNS + " from collection_head" + KEY + " for update");
    private static final Sql OF_OWNER = new Sql("select " + COLUMNS + " from collection_head where account = ?");
    private static final Sql INSERT = new Sql("insert into collection_head (" + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql UPDATE =
            new Sql("update collection_head set epoch = ?, uid_validity = ?, modseq = ?, uid_next = ?,"
                    + " total = ?, unseen = ?, deleted = ?, bytes = ?, swept_modseq = ?, recent_from = ?, rewrap_from = ?,"
                    + " rewrap_stage = ?, rewrap_at = ?, sum_nonce = ?, sum_value = ?, mac = ?, server_mac = ?" + KEY);
    private static final Sql REWRAPPING =
            new Sql("select account, collection from collection_head where rewrap_from is not null");
    private static final Sql DELETE = new Sql("delete from collection_head" + KEY);
    private static final Sql DELETE_RUNS = new Sql("delete from digest_run" + KEY);

    private final Supplier<AccountKey> server;
    private final CollectionKeys keys;

    /**
     * @param server account 0's key
     * @param keys the key of a collection's epoch
     */
    public CollectionHeads(Supplier<AccountKey> server, CollectionKeys keys) {
        this.server = server;
        this.keys = keys;
    }

    /** One row as it lies there. */
    private record HeadRow(
            CollectionId id, int epoch, CollectionHead head, MaskedSum sum, byte[] mac, byte[] serverMac) {
        byte[] macInput() {
            return CollectionHeads.macInput(id, epoch, head, sum);
        }
    }

    /** Epoch and counters, checked by account 0 only, so that listing opens no collection's key. */
    public record ServerCheckedHead(CollectionId id, int epoch, CollectionHead head) {}

    /**
     * Takes the collection for this transaction: first the lock of this process, then the row.
     *
     * @throws RefusedException NotFound
     * @throws TamperedException if the row was changed
     */
    public LockedHead lock(WriteTransaction tx, CollectionId id) {
        tx.lock(id);
        // H2 is this process's alone: the lock is enough, and H2 parses FOR UPDATE anew each time
        var row = tx.first(tx.isShared() ? LOCK : FIND, b -> key(b, id), CollectionHeads::read)
                .orElseThrow(() -> new RefusedException(new NotFound()));
        var key = keys.epoch(tx, id, row.epoch);
        check(row, key);
        return new LockedHead(id, row.head, row.epoch, key, row.sum);
    }

    /**
     * Writes the head as the change leaves it; the caller announces it.
     *
     * @return the head as it is now; the modseqs taken are those after the one in {@code before}
     */
    public CollectionHead change(WriteTransaction tx, LockedHead before, HeadChange change) {
        var old = before.head();
        var head = new CollectionHead(
                new Modseq(old.modseq().value() + change.modseqs()),
                old.uidNext() + change.uids(),
                old.uidValidity(),
                old.total() + change.total(),
                old.unseen() + change.unseen(),
                old.deleted() + change.deleted(),
                old.bytes() + change.bytes(),
                change.sweptModseq().isPresent()
                        ? new Modseq(change.sweptModseq().getAsLong())
                        : old.sweptModseq(),
                change.recentFrom().orElse(old.recentFrom()),
                old.rewrapping());
        var sum = change.removed().isEmpty() && change.added().isEmpty()
                ? before.sum()
                : CollectionDigest.change(before.key(), WHOLE, before.sum(), change.removed(), change.added());
        write(tx, before.id(), before.epoch(), before.key(), head, sum);
        return head;
    }

    /** Begins the epoch of {@code next}; rows of earlier ones stay as they are and are counted on. */
    LockedHead begin(WriteTransaction tx, LockedHead before, CollectionKey next) {
        int from = before.head().rewrapping().map(Rewrapping::from).orElse(before.epoch());
        var head = before.head().withRewrapping(Optional.of(Rewrapping.begin(from)));
        var sum = CollectionDigest.remask(before.key(), next, WHOLE, before.sum());
        RunSums.remask(tx, before.id(), before.key(), next);
        int epoch = next.context().epoch();
        write(tx, before.id(), epoch, next, head, sum);
        return new LockedHead(before.id(), head, epoch, next, sum);
    }

    /** Notes how far a re-wrap has come; neither modseq nor counters move. @param batch rows that were carried in this commit */
    void rewrapped(WriteTransaction tx, LockedHead before, Optional<Rewrapping> position, RewrapBatch batch) {
        RunSums.change(tx, before.key(), before.id(), batch.runs());
        var sum = CollectionDigest.change(before.key(), WHOLE, before.sum(), batch.removed(), batch.added());
        write(tx, before.id(), before.epoch(), before.key(), before.head().withRewrapping(position), sum);
    }

    /** Collections whose rows are not all of their epoch. */
    List<CollectionId> rewrapping(ReadTransaction tx) {
        return tx.list(REWRAPPING, _ -> {}, row -> new CollectionId(new AccountId(row.id()), row.id()));
    }

    /** Puts a digest made anew into the head. */
    public void replace(
            WriteTransaction tx, CollectionId id, int epoch, CollectionKey key, CollectionHead head, MaskedSum sum) {
        write(tx, id, epoch, key, head, sum);
    }

    /** One row, both MACs checked. @throws RefusedException NotFound */
    public CollectionHead read(ReadTransaction tx, CollectionId id) {
        return locate(tx, id).head();
    }

    /** The head with its digest, not locked. @throws RefusedException NotFound */
    public LockedHead locate(ReadTransaction tx, CollectionId id) {
        var row = tx.first(FIND, b -> key(b, id), CollectionHeads::read)
                .orElseThrow(() -> new RefusedException(new NotFound()));
        var key = keys.epoch(tx, id, row.epoch);
        check(row, key);
        return new LockedHead(id, row.head, row.epoch, key, row.sum);
    }

    /** All heads of an account. @throws TamperedException if one is damaged */
    public List<ServerCheckedHead> of(ReadTransaction tx, AccountId owner) {
        return of(tx, owner, Intact.ALL);
    }

    /** All heads of an account but those that are damaged. @param bad hears of each of them */
    public List<ServerCheckedHead> of(ReadTransaction tx, AccountId owner, Consumer<RuntimeException> bad) {
        return tx.intact(OF_OWNER, b -> b.id(owner.value()), row -> serverChecked(read(row)), bad);
    }

    public Optional<ServerCheckedHead> find(ReadTransaction tx, CollectionId id) {
        return tx.first(FIND, b -> key(b, id), row -> serverChecked(read(row)));
    }

    /** Where a collection stands, as checkpoints of the audit log tell it. */
    public record Stand(CollectionId id, Modseq modseq, byte[] serverMac) {}

    public Optional<Stand> anchor(ReadTransaction tx, CollectionId id) {
        return tx.first(FIND, b -> key(b, id), row -> {
            var read = read(row);
            return new Stand(id, serverChecked(read).head().modseq(), read.serverMac);
        });
    }

    /** A head for a new collection without rows. */
    public void insert(WriteTransaction tx, CollectionId id, int epoch, CollectionKey key, long uidValidity) {
        var head = new CollectionHead(Modseq.ZERO, 1, uidValidity, 0, 0, 0, 0, Modseq.ZERO, 1, Optional.empty());
        var sum = CollectionDigest.empty(key, WHOLE);
        tx.update(INSERT, b -> columns(key(b, id), id, epoch, key, head, sum));
    }

    /** The head of a collection that this transaction made, whose key no grant gives yet. */
    public LockedHead unlocked(WriteTransaction tx, CollectionId id, CollectionKey key) {
        var row = tx.first(FIND, b -> key(b, id), CollectionHeads::read)
                .orElseThrow(() -> new RefusedException(new NotFound()));
        check(row, key);
        return new LockedHead(id, row.head, row.epoch, key, row.sum);
    }

    public void delete(WriteTransaction tx, CollectionId id) {
        tx.update(DELETE, b -> key(b, id));
        tx.update(DELETE_RUNS, b -> key(b, id));
    }

    private void write(
            WriteTransaction tx, CollectionId id, int epoch, CollectionKey key, CollectionHead head, MaskedSum sum) {
        tx.update(UPDATE, b -> key(columns(b, id, epoch, key, head, sum), id));
    }

    private Bind columns(Bind b, CollectionId id, int epoch, CollectionKey key, CollectionHead head, MaskedSum sum)
            throws SQLException {
        byte[] covered = macInput(id, epoch, head, sum);
        return b.small(epoch)
                .number(head.uidValidity())
                .number(head.modseq().value())
                .number(head.uidNext())
                .number(head.total())
                .number(head.unseen())
                .number(head.deleted())
                .number(head.bytes())
                .number(head.sweptModseq().value())
                .number(head.recentFrom())
                .optional(head.rewrapping().map(at -> (long) at.from()).orElse(null))
                .optional(head.rewrapping().map(at -> (long) at.stage()).orElse(null))
                .optional(head.rewrapping().map(Rewrapping::at).orElse(null))
                .sum(sum)
                .mac(key.mac(covered))
                .mac(server.get().mac(covered));
    }

    private void check(HeadRow row, CollectionKey key) {
        byte[] covered = row.macInput();
        key.checkedMac(covered, row.mac, row.id.value());
        server.get().checkMac(covered, row.serverMac, row.id.value());
    }

    private ServerCheckedHead serverChecked(HeadRow row) {
        server.get().checkMac(row.macInput(), row.serverMac, row.id.value());
        return new ServerCheckedHead(row.id, row.epoch, row.head);
    }

    private static Bind key(Bind b, CollectionId id) throws SQLException {
        return b.id(id.owner().value()).id(id.value());
    }

    private static HeadRow read(Row row) throws SQLException {
        var id = new CollectionId(new AccountId(row.id()), row.id());
        int epoch = row.small();
        long uidValidity = row.number();
        var modseq = new Modseq(row.number());
        var head = new CollectionHead(
                modseq,
                row.number(),
                uidValidity,
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                new Modseq(row.number()),
                row.number(),
                rewrapping(id, row.optional(), row.optional(), row.optional()));
        return new HeadRow(id, epoch, head, row.sum(), row.bytes(), row.bytes());
    }

    /** All three or none: what is there of a part would be counted by no MAC. */
    private static Optional<Rewrapping> rewrapping(
            CollectionId id, @Nullable Long from, @Nullable Long stage, @Nullable Long at) {
        if (from != null && stage != null && at != null) {
            return Optional.of(new Rewrapping(from.intValue(), stage.intValue(), at));
        }
        if (from != null || stage != null || at != null) {
            throw new TamperedException(id.value(), "How far a re-wrapping has come is told in part");
        }
        return Optional.empty();
    }

    private static byte[] macInput(CollectionId id, int epoch, CollectionHead head, MaskedSum sum) {
        var input = MacInput.of(TableId.COLLECTION_HEAD)
                .id(id.owner().value())
                .id(id.value())
                .small(epoch)
                .number(head.uidValidity())
                .number(head.modseq().value())
                .number(head.uidNext())
                .number(head.total())
                .number(head.unseen())
                .number(head.deleted())
                .number(head.bytes())
                .number(head.sweptModseq().value())
                .number(head.recentFrom())
                .sum(sum);
        // longer then, so it is never taken for one without
        head.rewrapping()
                .ifPresent(at -> input.small(at.from()).small(at.stage()).number(at.at()));
        return input.done();
    }
}
