package org.wardpost.mail.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.store.CollectionId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.FlagResult;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.MessageRepository;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;
import org.wardpost.store.view.ViewCache;
import org.wardpost.store.view.ViewEntry;

/**
 * James's view of a mailbox's messages. Not built on AbstractMessageMapper: that one takes UID and modseq in calls of their own before the
 * row exists, so HIGHESTMODSEQ could promise a message that nobody can read yet. Longer than most files because the interface is.
 */
final class SealedMessageMapper implements InPlaceMessageMapper {
    private final MessageRepository messages;
    private final ViewCache views;
    private final ObjectSpool spool;

    SealedMessageMapper(MessageRepository messages, ViewCache views, ObjectSpool spool) {
        this.messages = messages;
        this.views = views;
        this.spool = spool;
    }

    private CollectionView view(Mailbox mailbox) throws MailboxException {
        return MailboxRefusals.translating(() -> views.view(StoreMailboxId.collection(mailbox)));
    }

    @Override
    public Iterator<MailboxMessage> findInMailbox(Mailbox mailbox, MessageRange range, FetchType type, int limit)
            throws MailboxException {
        var view = view(mailbox);
        var entries = new ArrayList<ViewEntry>();
        view.each(UidRanges.of(range), entries::add);
        var wanted = limit > 0 && limit < entries.size() ? entries.subList(0, limit) : entries;
        if (type == FetchType.METADATA) {
            return wanted.stream()
                    .<MailboxMessage>map(
                            entry -> StoredMailboxMessage.of(mailbox.getMailboxId(), entry, lazily(view.id(), entry)))
                    .iterator();
        }
        var uids = UidSet.of(wanted.stream().mapToLong(ViewEntry::uid).toArray());
        return MailboxRefusals.translating(() -> messages.read(view.id(), uids, true))
                .<MailboxMessage>map(message -> StoredMailboxMessage.of(mailbox.getMailboxId(), message))
                .iterator();
    }

    private MessageParts lazily(CollectionId collection, ViewEntry entry) {
        return new MessageParts(() -> messages.find(collection, entry.uid())
                .orElseThrow(() -> new RefusedException(new org.wardpost.store.Refusal.NotFound())));
    }

    @Override
    public List<MessageUid> retrieveMessagesMarkedForDeletion(Mailbox mailbox, MessageRange range)
            throws MailboxException {
        var asked = UidRanges.of(range);
        return view(mailbox)
                .uidsWith(MessageFlags.DELETED, 0)
                .uids()
                .filter(asked::contains)
                .mapToObj(MessageUid::of)
                .toList();
    }

    @Override
    public long countMessagesInMailbox(Mailbox mailbox) throws MailboxException {
        return view(mailbox).size();
    }

    @Override
    public MailboxCounters getMailboxCounters(Mailbox mailbox) throws MailboxException {
        var view = view(mailbox);
        return MailboxCounters.builder()
                .mailboxId(mailbox.getMailboxId())
                .count(view.size())
                .unseen(view.unseen())
                .build();
    }

    @Override
    public void delete(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        deleteMessages(mailbox, List.of(message.getUid()));
    }

    @Override
    public Map<MessageUid, MessageMetaData> deleteMessages(Mailbox mailbox, List<MessageUid> uids)
            throws MailboxException {
        var gone = MailboxRefusals.translating(
                () -> messages.expunge(StoreMailboxId.collection(mailbox), UidRanges.of(uids), false));
        var metadata = new TreeMap<MessageUid, MessageMetaData>();
        gone.messages().forEach(message -> metadata.put(MessageUid.of(message.uid()), Metadata.of(message)));
        return metadata;
    }

    @Override
    public @Nullable MessageUid findFirstUnseenMessageUid(Mailbox mailbox) throws MailboxException {
        var view = view(mailbox);
        int first = view.firstUnseen();
        return first == 0 ? null : MessageUid.of(view.uidAt(first));
    }

    @Override
    public List<MessageUid> findRecentMessageUidsInMailbox(Mailbox mailbox) throws MailboxException {
        return view(mailbox).recentUids().uids().mapToObj(MessageUid::of).toList();
    }

    @Override
    public MessageMetaData add(Mailbox mailbox, MailboxMessage message) throws MailboxException {
        try (var intaken = intake(message)) {
            var appended = MailboxRefusals.translating(
                    () -> messages.append(StoreMailboxId.collection(mailbox), draft(message, intaken.object())));
            message.setUid(MessageUid.of(appended.uid()));
            message.setModSeq(ModSeq.of(appended.modseq().value()));
            message.setSaveDate(Date.from(appended.saveDate()));
            return message.metaData();
        }
    }

    static MessageDraft draft(MailboxMessage message, ObjectSource source) {
        var flags = ImapFlags.of(message.createFlags());
        return new MessageDraft(
                source, flags, message.getInternalDate().toInstant(), ThreadLinks.NONE, Optional.empty());
    }

    IntakenMessage intake(MailboxMessage message) throws MailboxException {
        try (var intake = MessageIntake.named(spool, StoreMessageId.object(message.getMessageId()));
                var content = message.getFullContent()) {
            content.transferTo(intake);
            return intake.finish(GivenProperties.of(message).encode());
        } catch (IOException failed) {
            throw new MailboxException("The message could not be received", failed);
        }
    }

    @Override
    public Iterator<UpdatedFlags> updateFlags(Mailbox mailbox, FlagsUpdateCalculator calculator, MessageRange range)
            throws MailboxException {
        return setFlags(mailbox, UidRanges.of(range), computing(calculator)).iterator();
    }

    /** With \Recent, which no client may set or clear but a mapper may. */
    static FlagChange computing(FlagsUpdateCalculator calculator) {
        return new FlagChange.Computed(old -> ImapFlags.of(calculator.buildNewFlags(ImapFlags.of(old))));
    }

    List<UpdatedFlags> setFlags(Mailbox mailbox, UidSet uids, FlagChange change) throws MailboxException {
        var result = MailboxRefusals.translating(
                () -> messages.setFlags(StoreMailboxId.collection(mailbox), uids, change, Optional.empty()));
        var ids = new TreeMap<Long, java.util.UUID>();
        view(mailbox).each(uids, entry -> ids.put(entry.uid(), entry.objectId()));
        return result.messages().stream()
                .map(updated -> Metadata.of(updated, ids.get(updated.uid())))
                .toList();
    }

    @Override
    public List<UpdatedFlags> resetRecent(Mailbox mailbox) throws MailboxException {
        var collection = StoreMailboxId.collection(mailbox);
        var view = view(mailbox);
        if (view.recent() == 0) {
            return List.of();
        }
        var reset = MailboxRefusals.translating(() -> messages.resetRecent(collection));
        var updated = new ArrayList<UpdatedFlags>();
        view.each(
                reset,
                entry -> updated.add(Metadata.of(
                        new FlagResult.Updated(
                                entry.uid(),
                                entry.flags(),
                                entry.flags().withBits(entry.flags().bits() & ~MessageFlags.RECENT),
                                entry.modseq()),
                        entry.objectId())));
        return updated;
    }

    @Override
    public MessageMetaData copy(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return copy(mailbox, List.of(original)).getFirst();
    }

    @Override
    public List<MessageMetaData> copy(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        var to = StoreMailboxId.collection(mailbox);
        var copied = new ArrayList<MessageMetaData>();
        for (var source : bySource(originals).entrySet()) {
            MailboxRefusals.translating(
                            () -> messages.copy(StoreMailboxId.collection(source.getKey()), source.getValue(), to))
                    .messages()
                    .forEach(result -> copied.add(Metadata.of(result)));
        }
        return copied;
    }

    @Override
    public MessageMetaData move(Mailbox mailbox, MailboxMessage original) throws MailboxException {
        return move(mailbox, List.of(original)).getFirst();
    }

    @Override
    public List<MessageMetaData> move(Mailbox mailbox, List<MailboxMessage> originals) throws MailboxException {
        var to = StoreMailboxId.collection(mailbox);
        var moved = new ArrayList<MessageMetaData>();
        for (var source : bySource(originals).entrySet()) {
            MailboxRefusals.translating(
                            () -> messages.move(StoreMailboxId.collection(source.getKey()), source.getValue(), to))
                    .messages()
                    .forEach(result -> moved.add(Metadata.of(result)));
        }
        return moved;
    }

    private static Map<MailboxId, UidSet> bySource(List<MailboxMessage> originals) {
        var uids = new TreeMap<MailboxId, List<MessageUid>>(Comparator.comparing(MailboxId::serialize));
        originals.forEach(m ->
                uids.computeIfAbsent(m.getMailboxId(), _ -> new ArrayList<>()).add(m.getUid()));
        var sets = new TreeMap<MailboxId, UidSet>(Comparator.comparing(MailboxId::serialize));
        uids.forEach((mailbox, of) -> sets.put(mailbox, UidRanges.of(of)));
        return sets;
    }

    @Override
    public Optional<MessageUid> getLastUid(Mailbox mailbox) throws MailboxException {
        long next = view(mailbox).uidNext();
        return next <= 1 ? Optional.empty() : Optional.of(MessageUid.of(next - 1));
    }

    @Override
    public ModSeq getHighestModSeq(Mailbox mailbox) throws MailboxException {
        return ModSeq.of(view(mailbox).modseq().value());
    }

    /** System flags, and the keywords in use (FLAGS of a SELECT). */
    @Override
    public Flags getApplicableFlag(Mailbox mailbox) throws MailboxException {
        var applicable = ImapFlags.of(
                MessageFlags.ALL & ~MessageFlags.RECENT, view(mailbox).keywordsInUse());
        return applicable;
    }

    @Override
    public List<MessageUid> uids(Mailbox mailbox) throws MailboxException {
        var uids = view(mailbox).uids();
        var james = new ArrayList<MessageUid>(uids.length);
        for (long uid : uids) {
            james.add(MessageUid.of(uid));
        }
        return james;
    }
}
