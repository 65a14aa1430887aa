package org.wardpost.mail.mailbox;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.Appended;
import org.wardpost.store.message.CopyResult;
import org.wardpost.store.message.ExpungedMessage;
import org.wardpost.store.message.FlagResult;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.view.ViewEntry;

/** What the store did, as James's events tell it. */
final class Metadata {
    private Metadata() {}

    static MessageMetaData of(Appended appended, MessageFlags flags, Instant internalDate) {
        return of(
                appended.uid(),
                appended.modseq(),
                flags,
                appended.size(),
                internalDate,
                appended.saveDate(),
                appended.objectId(),
                appended.threadId());
    }

    static MessageMetaData of(CopyResult copy) {
        return of(
                copy.targetUid(),
                copy.targetModseq(),
                copy.flags(),
                copy.size(),
                copy.internalDate(),
                copy.saveDate(),
                copy.objectId(),
                copy.threadId());
    }

    static MessageMetaData of(ExpungedMessage gone) {
        return of(
                gone.uid(),
                gone.modseq(),
                gone.flags(),
                gone.size(),
                gone.internalDate(),
                gone.saveDate(),
                gone.objectId(),
                gone.threadId());
    }

    static MessageMetaData of(ViewEntry entry) {
        return of(
                entry.uid(),
                entry.modseq(),
                entry.flags(),
                entry.size(),
                entry.internalDate(),
                entry.saveDate(),
                entry.objectId(),
                entry.threadId());
    }

    static UpdatedFlags of(FlagResult.Updated updated, @Nullable UUID object) {
        return UpdatedFlags.builder()
                .uid(MessageUid.of(updated.uid()))
                .messageId(Optional.ofNullable(object).map(StoreMessageId::new))
                .modSeq(ModSeq.of(updated.modseq().value()))
                .oldFlags(ImapFlags.of(updated.before()))
                .newFlags(ImapFlags.of(updated.after()))
                .build();
    }

    private static MessageMetaData of(
            long uid,
            Modseq modseq,
            MessageFlags flags,
            long size,
            Instant internalDate,
            Instant saveDate,
            UUID object,
            UUID thread) {
        return new MessageMetaData(
                MessageUid.of(uid),
                ModSeq.of(modseq.value()),
                ImapFlags.of(flags),
                size,
                Date.from(internalDate),
                Optional.of(Date.from(saveDate)),
                new StoreMessageId(object),
                StoreMessageId.thread(thread));
    }

    static List<MessageId> ids(List<MessageMetaData> messages) {
        return messages.stream().map(MessageMetaData::getMessageId).toList();
    }
}
