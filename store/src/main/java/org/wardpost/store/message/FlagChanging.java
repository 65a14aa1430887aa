package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardpost.store.Modseq;

/** Changes flags of messages of one mailbox, whose lock a {@link MailboxWriter} has. */
final class FlagChanging {
    private final MailboxChange mailbox;
    private final FlagChange change;
    private final Optional<Modseq> unchangedSince;
    private final List<FlagResult.Updated> updated = new ArrayList<>();
    private final List<Long> modified = new ArrayList<>();
    private UidSet damaged = UidSet.EMPTY;

    FlagChanging(MailboxChange mailbox, FlagChange change, Optional<Modseq> unchangedSince) {
        this.mailbox = mailbox;
        this.change = change;
        this.unchangedSince = unchangedSince;
    }

    void apply(CheckedRows.Found found) {
        damaged = found.damaged();
        found.rows().forEach(this::apply);
    }

    /** @param modseq the mailbox's, after it was written */
    FlagResult result(Modseq modseq) {
        return new FlagResult(updated, UidSet.of(modified), damaged, modseq);
    }

    private void apply(CheckedRow old) {
        var row = old.row();
        if (unchangedSince.isPresent() && row.modseq() > unchangedSince.get().value()) {
            modified.add(row.uid()); // RFC 7162 §3.1.3: this one is left alone, the others are changed
            return;
        }
        int possible = row.uid() < mailbox.head().recentFrom() ? ~MessageFlags.RECENT : ~0;
        var before = old.flags().withBits(row.flags() & possible);
        var wanted = change.apply(before);
        var after = wanted.withBits(wanted.bits() & possible);
        if (after.equals(before)) {
            updated.add(new FlagResult.Updated(row.uid(), before, after, new Modseq(row.modseq())));
            return;
        }
        long modseq = mailbox.takeModseq();
        write(old, row.changed(modseq, after.bits()), after.keywords());
        updated.add(new FlagResult.Updated(row.uid(), before, after, new Modseq(modseq)));
    }

    private void write(CheckedRow old, MessageRow changed, Set<String> keywords) {
        if (keywords.equals(old.record().keywords()) && old.row().epoch() == mailbox.epoch()) {
            mailbox.update(old, changed, old.record());
            return;
        }
        var record = new MessageRecord(old.record().size(), keywords);
        var sealed = record.seal(mailbox.key(), changed.object().id());
        var wrapped = old.row().epoch() == mailbox.epoch()
                ? changed.wrappedKey()
                : old.key().rewrap(changed.wrappedKey(), mailbox.key());
        mailbox.update(old, changed.sealedAs(mailbox.epoch(), wrapped, sealed), record);
    }
}
