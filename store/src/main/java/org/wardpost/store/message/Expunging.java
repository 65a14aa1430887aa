package org.wardpost.store.message;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.Transactions;

/** Takes messages away for good and leaves tombstones. */
final class Expunging {
    private final Transactions transactions;
    private final MailboxWriters writers;
    private final CheckedRows reader;
    private final Clock clock;

    Expunging(Transactions transactions, MailboxWriters writers, CheckedRows reader, Clock clock) {
        this.transactions = transactions;
        this.writers = writers;
        this.reader = reader;
        this.clock = clock;
    }

    Expunged expunge(CollectionId id, UidSet uids, boolean onlyDeleted) {
        if (uids.isEmpty()) {
            return Expunged.NOTHING;
        }
        var ahead = reader.ahead(transactions, id, uids);
        return transactions.write(tx -> {
            var writer = writers.open(tx);
            writer.lock(Set.of(id));
            writer.charge(Set.of(id.owner()));
            var gone = new ArrayList<ExpungedMessage>();
            var found = reader.under(writer, ahead);
            for (var row : found.rows()) {
                if (!onlyDeleted || row.flags().deleted()) {
                    gone.add(expunge(writer, id, row));
                }
            }
            writer.finish();
            return new Expunged(gone, found.damaged());
        });
    }

    private ExpungedMessage expunge(MailboxWriter writer, CollectionId id, CheckedRow row) {
        long modseq = writer.mailbox(id).bury(row, clock.millis());
        writer.objects().release(row.row().object());
        writer.charge(id.owner()).remove(row.record().size(), 1);
        return new ExpungedMessage(
                row.uid(),
                new Modseq(modseq),
                row.flags(),
                row.record().size(),
                Instant.ofEpochMilli(row.row().internalDate()),
                Instant.ofEpochMilli(row.row().saveDate()),
                row.row().object().id(),
                row.row().thread());
    }
}
