package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.Set;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.CollectionContents;
import org.wardpost.store.collection.LockedHead;

/** Takes all rows of a mailbox away with it: no tombstones, since nobody will ask what changed in it. */
final class MailboxRemoval implements CollectionContents {

    private final MailboxWriters writers;
    private final CheckedRows reader;

    MailboxRemoval(MailboxWriters writers, CheckedRows reader) {
        this.writers = writers;
        this.reader = reader;
    }

    @Override
    public void delete(WriteTransaction tx, LockedHead head) {
        var id = head.id();
        if (head.uidNext() == 1) {
            return; // never held a message: another kind of collection, or an empty mailbox
        }
        var objects = writers.objects().changes(tx);
        var charge = writers.quotas().lock(tx, id.owner());
        var rows = new ArrayList<MessageRow>(MessageRows.all(tx, id, UidSet.ALL));
        long bytes = 0;
        for (var row : rows) {
            objects.release(row.object());
            bytes += reader.sizeOrZero(tx, id, row);
        }
        charge.remove(bytes, rows.size());
        for (var table : Set.of(MessageSql.DELETE_ALL, MessageSql.DELETE_TOMBSTONES, SweptRun.DELETE_ALL)) {
            tx.update(table, b -> MessageRows.key(b, id));
        }
        objects.finish();
        writers.quotas().write(tx, charge);
        tx.afterCommit(() -> writers.listener().removed(id));
    }
}
