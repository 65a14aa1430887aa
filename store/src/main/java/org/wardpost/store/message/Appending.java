package org.wardpost.store.message;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal;
import org.wardpost.store.Refusal.OverQuota;

/** Puts drafts into mailboxes whose locks a {@link MailboxWriter} has. */
final class Appending {
    private final KeyRing keys;
    private final Threads threads;
    private final Deliveries deliveries;
    private final Clock clock;

    Appending(KeyRing keys, Threads threads, Deliveries deliveries, Clock clock) {
        this.keys = keys;
        this.threads = threads;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** What became of one draft. */
    sealed interface Outcome {
        record Done(Appended appended) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /** Seals; before any lock is taken. @throws org.wardpost.store.RefusedException Locked, Malformed */
    PreparedDraft prepare(CollectionId target, MessageDraft draft) {
        return PreparedDraft.of(target, draft, keys.current(target), threads);
    }

    /** Appends one draft at the end of its mailbox. */
    Outcome append(MailboxWriter writer, PreparedDraft prepared) {
        var mailbox = writer.mailbox(prepared.target());
        var already = delivered(writer, prepared);
        if (already.isPresent()) {
            return new Outcome.Done(already.get());
        }
        if (!writer.charge(prepared.target().owner()).add(prepared.record().size(), 1)) {
            return new Outcome.Refused(new OverQuota());
        }
        return new Outcome.Done(insert(writer, prepared, mailbox.takeUid(), mailbox.takeModseq()));
    }

    /** Inserts a draft under a UID and modseq that were taken before. */
    Outcome insert(MailboxWriter writer, PreparedDraft prepared, InsertedMessage at) {
        if (!writer.charge(prepared.target().owner()).add(prepared.record().size(), 1)) {
            return new Outcome.Refused(new OverQuota());
        }
        var mailbox = writer.mailbox(prepared.target());
        mailbox.reach(at.uid(), at.modseq().value(), clock.millis());
        writer.tx()
                .list(
                        MessageSql.TOMBSTONES_RANGE,
                        b -> MessageRows.key(b, prepared.target())
                                .number(at.uid())
                                .number(at.uid()),
                        Tombstone::read)
                .forEach(stone -> mailbox.exhume(stone, stone.check(writer.tx(), keys, prepared.target())));
        return new Outcome.Done(insert(writer, prepared, at.uid(), at.modseq().value()));
    }

    private Appended insert(MailboxWriter writer, PreparedDraft prepared, long uid, long modseq) {
        var mailbox = writer.mailbox(prepared.target());
        var sealed = prepared.under(mailbox.key());
        var account = prepared.target().owner();
        var object = prepared.draft().object();
        var thread = threads.link(writer.tx(), account, prepared.threadTags(), object.id());
        var now = Instant.ofEpochMilli(clock.millis());
        var row = sealed.row(writer.objects().refer(object), uid, modseq, thread, now);
        mailbox.insert(row, sealed.record());
        prepared.draft().deliveryId().ifPresent(id -> deliveries.insert(writer.tx(), id, prepared.target(), uid, now));
        return new Appended(uid, new Modseq(modseq), thread, object.id(), object.size(), now, false);
    }

    private Optional<Appended> delivered(MailboxWriter writer, PreparedDraft prepared) {
        return prepared.draft()
                .deliveryId()
                .flatMap(id -> deliveries.find(writer.tx(), prepared.target().owner(), id))
                .map(earlier -> earlier(writer, prepared, earlier));
    }

    private Appended earlier(MailboxWriter writer, PreparedDraft prepared, Deliveries.Delivered earlier) {
        var found = MessageRows.all(writer.tx(), earlier.mailbox(), UidSet.of(earlier.uid()));
        if (found.isEmpty()) {
            UUID object = prepared.draft().object().id();
            return new Appended(
                    0, Modseq.ZERO, object, object, prepared.record().size(), Instant.EPOCH, true);
        }
        var row = CheckedRow.of(writer.tx(), found.getFirst(), keys, earlier.mailbox());
        return new Appended(
                row.uid(),
                new Modseq(row.row().modseq()),
                row.row().thread(),
                row.row().object().id(),
                row.record().size(),
                Instant.ofEpochMilli(row.row().saveDate()),
                true);
    }
}
