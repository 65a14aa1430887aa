package org.wardpost.store.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.blob.ObjectChanges;
import org.wardpost.store.blob.ObjectNumbers;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.message.Delivered;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.MessageRepository;

/**
 * Mail queues, and mail repositories, which are queues of mails that are never due. A claimed mail belongs to its claimer until its
 * lease ends; a row goes in the commit of what was done with it, so after a kill at any moment nothing is lost and nothing done
 * twice. Leases are not made durable: after a power cut a mail is claimed again.
 */
public final class QueueRepository {
    /** A lease that ends wakes nobody, so whoever waits looks again by himself. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final KeyRing keys;
    private final Objects objects;
    private final MessageRepository messages;
    private final Clock clock;
    private final UUID node;
    private final boolean postgres;
    private final QueueSealing sealing;
    private final QueueRows rows;
    private final QueueSignal signal = new QueueSignal();
    private final ObjectNumbers numbers = ObjectNumbers.ofQueue();
    private final ReentrantLock claiming = new ReentrantLock(true);

    /** @param node this node, the same after a restart: what it had claimed before is free again at once */
    public QueueRepository(
            Transactions transactions,
            KeyRing keys,
            Objects objects,
            MessageRepository messages,
            DamageListener damage,
            Clock clock,
            UUID node,
            boolean postgres) {
        this.transactions = transactions;
        this.keys = keys;
        this.objects = objects;
        this.messages = messages;
        this.clock = clock;
        this.node = node;
        this.postgres = postgres;
        this.sealing = new QueueSealing(keys, transactions, objects.rows(), damage);
        this.rows = new QueueRows(keys, sealing, damage);
        transactions.run(
                tx -> tx.update(QueueSql.VOID_LEASES, b -> b.number(0).id(null).id(node)));
    }

    /** Durable when it returns. */
    public UUID enqueue(QueueDraft draft) {
        return enqueueAll(List.of(draft), Optional.empty()).getFirst();
    }

    /**
     * New mails, and one that is done, in one commit.
     * @throws RefusedException NotFound if {@code done} is not there any more: somebody else finished or removed it, and nothing
     *     was enqueued
     */
    public List<UUID> enqueueAll(List<QueueDraft> drafts, Optional<UUID> done) {
        var sealed = seal(drafts);
        return transactions.write(tx -> {
            var changes = objects.changes(tx);
            finish(tx, changes, done);
            var ids = insert(tx, changes, sealed, 0);
            changes.finish();
            return ids;
        });
    }

    /**
     * The spooler's hand-over: into mailboxes and other queues, and out of this one, in one commit.
     * @param claimed the mail that this is done with, if it was queued at all
     * @return {@link Delivered.None} if some mailbox refused: then nothing happened, and the mail is still claimed
     * @throws RefusedException NotFound if {@code claimed} is not there any more; nothing happened then
     */
    public Delivered complete(Optional<UUID> claimed, List<Delivery> deliveries, List<QueueDraft> next) {
        var sealed = seal(next);
        return messages.deliver(deliveries, (tx, changes) -> {
            finish(tx, changes, claimed);
            insert(tx, changes, sealed, 0);
        });
    }

    /**
     * Takes mails that are due, the highest priority first, then in the order of due date and arrival.
     * @param lease for so long nobody else gets them
     */
    public List<QueuedMail> claim(String queue, int max, Duration lease, Instant now) {
        claiming.lock();
        try {
            return transactions.commit(tx -> claim(tx, queue, max, lease, now)).value();
        } finally {
            claiming.unlock();
        }
    }

    /** Lengthens a lease, counted from now. @return false if it was not this node's any more */
    public boolean extend(UUID id, Duration lease) {
        long now = clock.millis();
        return transactions
                        .commit(tx -> tx.update(
                                QueueSql.EXTEND,
                                b -> b.number(now + lease.toMillis())
                                        .id(id)
                                        .id(node)
                                        .number(now)))
                        .value()
                > 0;
    }

    /** The mail is delivered or given up. Nothing happens if it is gone. */
    public void done(UUID id) {
        transactions.run(tx -> {
            var changes = objects.changes(tx);
            remove(tx, changes, id);
            changes.finish();
        });
    }

    /** Gives a claimed mail back; it is due at once. */
    public void release(UUID id) {
        var queue = find(id).map(QueuedMail::queue);
        transactions.commit(
                tx -> tx.update(QueueSql.RELEASE, b -> b.number(0).id(null).id(id)));
        queue.ifPresent(signal::wake);
    }

    /**
     * Puts a claimed mail back for later, changed; it keeps its count of attempts and gets a new id.
     * @throws RefusedException NotFound if it is gone
     */
    public UUID retry(UUID id, QueueDraft changed) {
        var sealed = seal(List.of(changed));
        return transactions.write(tx -> {
            var changes = objects.changes(tx);
            int attempts = remove(tx, changes, id)
                    .orElseThrow(() -> new RefusedException(new NotFound()))
                    .attempts();
            var fresh = insert(tx, changes, sealed, attempts).getFirst();
            changes.finish();
            return fresh;
        });
    }

    /** In the order in which they would be claimed, claimed ones too; read as the stream goes on. Damaged ones are left out. */
    public Stream<QueuedMail> browse(String queue) {
        return transactions.read(tx -> rows.ids(tx, queue)).stream()
                .map(this::find)
                .flatMap(Optional::stream);
    }

    /** Empty if it is gone or damaged. */
    public Optional<QueuedMail> find(UUID id) {
        return transactions.read(tx -> rows.find(tx, id)).flatMap(rows::open);
    }

    /** The first of a queue with this name. */
    public Optional<QueuedMail> findByName(String queue, String name) {
        var tag = QueueTags.tag(keys.server(), new QueueFilter.ByName(name));
        return matching(queue, tag).flatMap(row -> rows.open(row).stream()).findFirst();
    }

    public long size(String queue) {
        return transactions.read(tx -> tx.first(QueueSql.COUNT, b -> b.tag(sealing.tag(queue)), row -> row.number())
                .orElse(0L));
    }

    /** @return how many were removed, claimed ones too: who has one finds it gone */
    public int remove(String queue, QueueFilter filter) {
        var doomed = matching(queue, QueueTags.tag(keys.server(), filter))
                .map(QueueRow::id)
                .toList();
        return transactions.write(tx -> {
            var changes = objects.changes(tx);
            int removed = 0;
            for (var id : doomed) {
                removed += remove(tx, changes, id).isPresent() ? 1 : 0;
            }
            changes.finish();
            return removed;
        });
    }

    /** Makes everything due now, but what never is. @return how many were not */
    public int flush(String queue) {
        return flush(queue, tx -> rows.of(tx, queue));
    }

    /** The same for one mail. @return whether it waited in that queue */
    public boolean flush(String queue, UUID mail) {
        var tag = sealing.tag(queue);
        return flush(queue, tx -> rows.find(tx, mail).stream().filter(row -> Arrays.equals(row.queue(), tag.bytes())))
                > 0;
    }

    private int flush(String queue, Function<ReadTransaction, Stream<QueueRow>> wanted) {
        long now = clock.millis();
        int flushed = transactions.write(tx -> {
            var late = wanted.apply(tx)
                    .filter(row -> row.due() > now && row.due() != Long.MAX_VALUE)
                    .filter(rows::intact)
                    .map(row -> row.dueAt(now))
                    .toList();
            tx.batch(
                    QueueSql.SET_DUE,
                    late,
                    (b, row) ->
                            b.number(now).mac(keys.server().mac(row.macInput())).id(row.id()));
            return late.size();
        });
        signal.wake(queue);
        return flushed;
    }

    /** Names of the queues that hold something. */
    public Set<String> queues() {
        var names = new TreeSet<String>();
        for (var tag : transactions.read(tx -> tx.list(QueueSql.TAGS, _ -> {}, row -> row.tag()))) {
            transactions.read(tx -> tx.list(QueueSql.ANY_OF, b -> b.tag(tag).small(16), QueueRow::read)).stream()
                    .flatMap(row -> rows.open(row).stream())
                    .findFirst()
                    .ifPresent(mail -> names.add(mail.queue()));
        }
        return names;
    }

    /**
     * Waits until there may be something to claim: enqueued here, or due. Other nodes' mails are looked for once a second.
     * @throws InterruptedException if the thread is to end
     */
    public void awaitWork(String queue, Duration atMost) throws InterruptedException {
        long seen = signal.count(queue);
        long now = clock.millis();
        long wait = Math.min(atMost.toMillis(), transactions.read(tx -> untilDue(tx, queue, now)));
        if (wait > 0) {
            signal.await(queue, seen, Duration.ofMillis(postgres ? Math.min(wait, 1000) : wait));
        }
    }

    private List<QueuedMail> claim(WriteTransaction tx, String queue, int max, Duration lease, Instant now) {
        var tag = sealing.tag(queue);
        var due = QueueSql.due(postgres);
        long millis = now.toEpochMilli();
        var claimed = new ArrayList<QueuedMail>();
        for (int p = QueueRows.PRIORITIES - 1; p >= 0 && claimed.size() < max; p--) {
            int priority = p;
            int room = max - claimed.size();
            var found = tx.list(
                    due,
                    b -> b.tag(tag)
                            .small(priority)
                            .number(millis)
                            .number(millis)
                            .small(room),
                    QueueRow::read);
            for (var row : found) {
                rows.open(row.claimedOnceMore()).ifPresentOrElse(claimed::add, () -> setAside(tx, row));
            }
        }
        long until = now.plus(lease).toEpochMilli();
        tx.batch(
                QueueSql.CLAIM,
                claimed,
                (b, mail) -> b.small(mail.attempts()).number(until).id(node).id(mail.id()));
        return claimed;
    }

    private void setAside(WriteTransaction tx, QueueRow row) {
        tx.update(
                QueueSql.SET_ASIDE,
                b -> b.small(QueueRows.ASIDE).number(Long.MAX_VALUE).id(row.id()));
    }

    private List<QueueSealing.Sealed> seal(List<QueueDraft> drafts) {
        drafts.forEach(draft -> Objects.settle(draft.object()));
        return drafts.stream().map(sealing::seal).toList();
    }

    private List<UUID> insert(
            WriteTransaction tx, ObjectChanges changes, List<QueueSealing.Sealed> sealed, int attempts) {
        var fresh = sealed.stream()
                .map(each -> sealing.row(each, changes.refer(each.object()), numbers.next(tx), attempts))
                .toList();
        tx.batch(QueueSql.INSERT, fresh, (b, row) -> {
            row.bind(b, keys.server());
            b.number(0);
        });
        sealed.forEach(each -> tx.afterDurable(() -> signal.wake(each.draft().queue())));
        return fresh.stream().map(QueueRow::id).toList();
    }

    private void finish(WriteTransaction tx, ObjectChanges changes, Optional<UUID> done) {
        if (done.isPresent() && remove(tx, changes, done.get()).isEmpty()) {
            throw new RefusedException(new NotFound());
        }
    }

    private Optional<QueueRow> remove(WriteTransaction tx, ObjectChanges changes, UUID id) {
        var found = tx.first(QueueSql.LOCK, b -> b.id(id), QueueRow::read);
        found.ifPresent(row -> {
            tx.update(QueueSql.DELETE, b -> b.id(id));
            if (rows.intact(row)) { // a row that was changed may name somebody else's object
                changes.release(row.object());
            }
        });
        return found;
    }

    private Stream<QueueRow> matching(String queue, byte[] tag) {
        return transactions.read(tx -> rows.ids(tx, queue)).stream()
                .map(id -> transactions.read(tx -> rows.find(tx, id)))
                .flatMap(Optional::stream)
                .filter(row -> new QueueTags(row.tags()).match(tag));
    }

    private long untilDue(ReadTransaction tx, String queue, long now) {
        var tag = sealing.tag(queue);
        long until = LOOK_AGAIN.toMillis();
        for (int p = 0; p < QueueRows.PRIORITIES; p++) {
            int priority = p;
            if (tx.first(
                            QueueSql.FREE,
                            b -> b.tag(tag)
                                    .small(priority)
                                    .number(now)
                                    .number(now)
                                    .small(1),
                            row -> row.number())
                    .isPresent()) {
                return 0;
            }
            long due = tx.first(
                            QueueSql.NEXT_DUE,
                            b -> b.tag(tag).small(priority).number(now).small(1),
                            row -> row.number())
                    .orElse(Long.MAX_VALUE);
            until = due == Long.MAX_VALUE ? until : Math.min(until, due - now);
        }
        return until;
    }

    /** Checks every mail's row of every queue. @param bad hears of each that is damaged @return how many there are */
    public long verify(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return rows.verify(tx, bad);
    }
}
