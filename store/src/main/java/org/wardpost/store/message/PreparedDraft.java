package org.wardpost.store.message;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.wardpost.store.CollectionId;
import org.wardpost.store.blob.ObjectRef;
import org.wardpost.store.blob.Objects;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.WrappedKey;

/** A draft of which everything is sealed that needs no UID, so that nothing slow happens under the mailbox's lock. */
record PreparedDraft(
        CollectionId target,
        MessageDraft draft,
        int epoch,
        WrappedKey wrapped,
        MessageRecord record,
        SealedBytes sealedRecord,
        List<Threads.Tags> threadTags) {

    static PreparedDraft of(CollectionId target, MessageDraft draft, CollectionKey key, Threads threads) {
        Objects.settle(draft.object());
        return of(target, draft, key, threads.tags(target.owner(), draft.links()));
    }

    private static PreparedDraft of(
            CollectionId target, MessageDraft draft, CollectionKey key, List<Threads.Tags> tags) {
        var object = draft.object();
        var record = new MessageRecord(object.size(), Set.copyOf(draft.flags().keywords()));
        return new PreparedDraft(
                target,
                draft,
                key.context().epoch(),
                object.withKey(key::wrap),
                record,
                record.seal(key, object.id()),
                tags);
    }

    /** The same under another epoch's key, if a new epoch began meanwhile. */
    PreparedDraft under(CollectionKey key) {
        return key.context().epoch() == epoch ? this : of(target, draft, key, threadTags);
    }

    MessageRow row(ObjectRef object, long uid, long modseq, java.util.UUID thread, Instant now) {
        return new MessageRow(
                uid,
                modseq,
                epoch,
                object,
                wrapped.bytes(),
                draft.flags().bits(),
                draft.internalDate().toEpochMilli(),
                now.toEpochMilli(),
                draft.object().storedSize(),
                thread,
                sealedRecord.bytes(),
                new byte[0]);
    }
}
