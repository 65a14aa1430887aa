package org.wardpost.store.message;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.blob.ObjectChanges;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.collection.CollectionContents;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.quota.QuotaRepository;

/**
 * Messages of mailboxes. Each write is one transaction, durable when it returns; n changed messages take n modseqs. A damaged row or
 * object answers {@link org.wardpost.vault.TamperedException} for itself and is reported; the rest is served.
 */
public final class MessageRepository {
    private final Transactions transactions;
    private final MailboxWriters writers;
    private final KeyRing keys;
    private final Threads threads;
    private final Deliveries deliveries;
    private final Appending appending;
    private final AppendQueue queue;
    private final Delivering delivering;
    private final CheckedRows rows;
    private final Copying copying;
    private final Expunging expunging;
    private final Reading reading;
    private final MailboxHistory history;
    private final MailboxRemoval removal;
    private final Clock clock;

    public MessageRepository(
            Transactions transactions,
            KeyRing keys,
            CollectionHeads heads,
            QuotaRepository quotas,
            Objects objects,
            MailboxHistory history,
            MailboxListener listener,
            DamageListener damage,
            Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.writers = new MailboxWriters(heads, quotas, objects, listener);
        this.threads = new Threads(keys);
        this.deliveries = new Deliveries(keys);
        this.appending = new Appending(keys, threads, deliveries, clock);
        this.queue = new AppendQueue(transactions, appending, writers);
        this.delivering = new Delivering(transactions, appending, writers);
        this.rows = new CheckedRows(keys, heads, damage);
        this.copying = new Copying(transactions, writers, rows, keys, clock);
        this.expunging = new Expunging(transactions, writers, rows, clock);
        this.reading = new Reading(transactions, heads, keys, objects.rows(), damage);
        this.history = history;
        this.clock = clock;
        this.removal = new MailboxRemoval(writers, rows);
    }

    /**
     * Adds a message at the end. Concurrent appends to one mailbox share a commit.
     * @throws RefusedException NotFound, OverQuota, Locked, Malformed (keywords)
     */
    public Appended append(CollectionId target, MessageDraft draft) {
        return queue.append(appending.prepare(target, draft));
    }

    /** Delivers to several mailboxes, of several accounts too, in one commit. */
    public Delivered deliver(List<Delivery> targets) {
        return deliver(targets, (_, _) -> {});
    }

    /** The same with something more in that commit: the queue's row that is done. For the store's packages. */
    public Delivered deliver(List<Delivery> targets, BiConsumer<WriteTransaction, ObjectChanges> also) {
        return delivering.deliver(targets, also);
    }

    /**
     * Inserts a message under a UID and modseq that were taken before: only for James's {@code MessageIdMapper}.
     * @throws RefusedException AlreadyExists if the UID is taken, and as {@link #append}
     */
    public Appended insert(CollectionId target, InsertedMessage message) {
        var prepared = appending.prepare(target, message.draft());
        return transactions.write(tx -> {
            var writer = writers.open(tx);
            writer.lock(Set.of(target));
            writer.charge(Set.of(target.owner()));
            if (!MessageRows.all(tx, target, UidSet.of(message.uid())).isEmpty()) {
                throw new RefusedException(new AlreadyExists());
            }
            var outcome = appending.insert(writer, prepared, message);
            writer.finish();
            return switch (outcome) {
                case Appending.Outcome.Done(var appended) -> appended;
                case Appending.Outcome.Refused(var refusal) -> throw new RefusedException(refusal);
            };
        });
    }

    /** Takes the next UID, for {@link #insert}; it is gone if nothing follows. Own transaction. */
    public long reserveUid(CollectionId mailbox) {
        return reserve(mailbox, change -> change.reserveUid(clock.millis()));
    }

    /** Takes the next modseq, for {@link #insert}; it is gone if nothing follows. Own transaction. */
    public Modseq reserveModseq(CollectionId mailbox) {
        return new Modseq(reserve(mailbox, MailboxChange::takeModseq));
    }

    private long reserve(CollectionId mailbox, ToLongFunction<MailboxChange> take) {
        return transactions.write(tx -> {
            var writer = writers.open(tx);
            writer.lock(Set.of(mailbox));
            long taken = take.applyAsLong(writer.mailbox(mailbox));
            writer.finish();
            return taken;
        });
    }

    /**
     * Changes flags. Atomic with {@code unchangedSince} (RFC 7162 §3.1.3): it is compared under the mailbox's lock.
     * @param unchangedSince messages that changed later are left alone and named in the result
     * @throws RefusedException NotFound, Malformed (keywords)
     */
    public FlagResult setFlags(CollectionId mailbox, UidSet uids, FlagChange change, Optional<Modseq> unchangedSince) {
        var ahead = rows.ahead(transactions, mailbox, uids);
        return transactions.write(tx -> {
            var writer = writers.open(tx);
            writer.lock(Set.of(mailbox));
            var changing = new FlagChanging(writer.mailbox(mailbox), change, unchangedSince);
            changing.apply(rows.under(writer, ahead));
            writer.finish();
            return changing.result(new Modseq(writer.mailbox(mailbox).lastModseq()));
        });
    }

    /** @throws RefusedException NotFound, OverQuota: nothing is copied then */
    public Copied copy(CollectionId from, UidSet uids, CollectionId to) {
        return copy(from, uids, to, KeptFlags.ALL);
    }

    /** The same where whoever copies may not set every flag in the target. */
    public Copied copy(CollectionId from, UidSet uids, CollectionId to, KeptFlags flags) {
        return copying.copy(new Copying.Order(from, uids, to, false, flags));
    }

    /** Out of one mailbox and into the other in one commit. @throws RefusedException as {@link #copy} */
    public Copied move(CollectionId from, UidSet uids, CollectionId to) {
        return move(from, uids, to, KeptFlags.ALL);
    }

    /** The same where whoever moves may not set every flag in the target. */
    public Copied move(CollectionId from, UidSet uids, CollectionId to, KeptFlags flags) {
        return copying.copy(new Copying.Order(from, uids, to, true, flags));
    }

    /** @param onlyDeleted only those with \Deleted, as EXPUNGE and UID EXPUNGE want it */
    public Expunged expunge(CollectionId mailbox, UidSet uids, boolean onlyDeleted) {
        return expunging.expunge(mailbox, uids, onlyDeleted);
    }

    /**
     * Reads messages in ascending UID, page after page as the stream is drawn; it holds nothing that needs closing.
     * @param withSummary whether summaries are wanted: they are then read along
     */
    public Stream<StoredMessage> read(CollectionId mailbox, UidSet uids, boolean withSummary) {
        return reading.read(mailbox, uids, withSummary);
    }

    public Optional<StoredMessage> find(CollectionId mailbox, long uid) {
        return read(mailbox, UidSet.of(uid), true).findFirst();
    }

    /** @param limit changes at most, counted from the oldest */
    public Changes changesSince(CollectionId mailbox, Modseq since, int limit) {
        return history.changes(mailbox, since, limit);
    }

    /**
     * No message that is there now is \Recent to anybody else any more. Not durable by itself, and no modseq: whether a session was
     * the first is forgotten by a power cut at worst.
     * @return UIDs of what was recent and is this session's now
     */
    public UidSet resetRecent(CollectionId mailbox) {
        return transactions
                .commit(tx -> {
                    var writer = writers.open(tx);
                    writer.lock(Set.of(mailbox));
                    var change = writer.mailbox(mailbox);
                    var head = change.head();
                    if (head.recentFrom() < head.uidNext()) {
                        change.recentFrom(head.uidNext());
                    }
                    writer.finish();
                    return UidSet.of(MessageRows.recent(tx, mailbox, head.recentFrom()));
                })
                .value();
    }

    /** Objects of a thread by internal date, over all mailboxes of the account; each once. */
    public List<UUID> thread(AccountId account, UUID thread) {
        record Member(UUID object, Instant date) {}
        return transactions.read(tx -> {
            var members = new ArrayList<Member>();
            tx.each(
                    MessageSql.OF_THREAD,
                    b -> b.id(account.value()).id(thread),
                    row -> new Member(row.id(), Instant.ofEpochMilli(row.number())),
                    members::add);
            members.sort(Comparator.comparing(Member::date));
            return members.stream().map(Member::object).distinct().toList();
        });
    }

    /** The thread that a message with these links would join now. */
    public Optional<UUID> threadOf(AccountId account, ThreadLinks links) {
        var tags = threads.tags(account, links);
        return tags.isEmpty() ? Optional.empty() : transactions.read(tx -> threads.find(tx, account, tags));
    }

    /** Checks rows that no digest counts: which threads messages are of, and deliveries made. @param bad hears of each damaged one */
    void verifyLinks(AccountId account, Consumer<RuntimeException> bad) {
        var generations = keys.generations(account, Integer.MAX_VALUE);
        transactions.<Boolean>read(tx -> {
            threads.verify(tx, account, generations, bad);
            deliveries.verify(tx, account, bad);
            return true;
        });
    }

    /**
     * Forgets delivery ids: what was delivered before {@code before} and is tried again would come twice.
     * @return how many were forgotten
     */
    public int sweepDeliveries(AccountId account, Instant before) {
        return transactions.commit(tx -> deliveries.sweep(tx, account, before)).value();
    }

    /** Where an object is a message of this account. */
    public record Place(CollectionId collection, long uid) {}

    /** All mailboxes of the account in which this object is. Reads the account's rows: not for a hot path. */
    public List<Place> places(AccountId account, UUID object) {
        return transactions.read(tx -> tx.list(
                MessageSql.OF_OBJECT,
                b -> b.id(account.value()).id(object),
                row -> new Place(new CollectionId(account, row.id()), row.number())));
    }

    /** Takes away everything in a mailbox that is being deleted, in the transaction that deletes it. For the store's packages. */
    public CollectionContents contents() {
        return removal;
    }

    /** Forgets threads, deliveries and counters of an account that is being removed, after its mailboxes. */
    public void removeAccount(WriteTransaction tx, AccountId account) {
        tx.update(Threads.DELETE_ALL, b -> b.id(account.value()));
        tx.update(Deliveries.DELETE_ALL, b -> b.id(account.value()));
        writers.quotas().remove(tx, account);
    }
}
