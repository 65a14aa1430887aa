package org.wardpost.mail.mailbox;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.mail.Flags;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.ComposedMessageId;
import org.apache.james.mailbox.model.ComposedMessageIdWithMetaData;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.apache.james.mailbox.store.BatchSizes;
import org.apache.james.mailbox.store.NoMailboxPathLocker;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.message.Changes;
import org.wardpost.store.message.CopyResult;
import org.wardpost.store.message.Expunged;
import org.wardpost.store.message.FlagResult;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;
import org.wardpost.store.view.ViewEntry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A mailbox as one command sees it. Every change is one transaction of the store, every right is checked for itself, and nothing hops to
 * another thread. The methods with the store's types are what our IMAP processors call; James's own say the same in James's kinds. Longer
 * than most files because James's interface is.
 */
public final class SealedMessageManager extends StoreMessageManager {
    private final MailboxContext context;
    private final Mailbox mailbox;
    private final CollectionId collection;

    SealedMessageManager(
            EnumSet<MailboxManager.MessageCapabilities> capabilities, MailboxContext context, Mailbox mailbox) {
        super(
                capabilities,
                context.mappers(),
                context.search(),
                context.bus(),
                new NoMailboxPathLocker(),
                mailbox,
                context.quotas().getQuotaManager(),
                context.quotas().getQuotaRootResolver(),
                BatchSizes.defaultValues(),
                context.rights(),
                context.hooks(),
                NoStorer.INSTANCE);
        this.context = context;
        this.mailbox = mailbox;
        this.collection = StoreMailboxId.collection(mailbox);
    }

    public CollectionId collection() {
        return collection;
    }

    /** The mailbox as it is now. @throws MailboxException if it is gone */
    public CollectionView view() throws MailboxException {
        return MailboxRefusals.translating(() -> context.views().view(collection));
    }

    private MailboxRights rights(MailboxSession session) {
        return context.rights(mailbox, session);
    }

    // Reading

    /**
     * Messages in ascending UID, read page by page as the stream is drawn.
     * @param summaries whether more than the row's own columns will be asked of them
     */
    public Stream<SealedMessageResult> results(UidSet uids, boolean summaries, MailboxSession session)
            throws MailboxException {
        rights(session).require(Right.Read);
        var view = view();
        if (!summaries) {
            var entries = new ArrayList<SealedMessageResult>();
            view.each(uids, entry -> entries.add(result(entry)));
            return entries.stream();
        }
        return MailboxRefusals.translating(() -> context.messages().read(collection, view.existing(uids), true))
                .map(message -> StoredMailboxMessage.of(getId(), message).result());
    }

    private SealedMessageResult result(ViewEntry entry) {
        var parts = new MessageParts(() -> context.messages()
                .find(collection, entry.uid())
                .orElseThrow(() -> new org.wardpost.store.RefusedException(new org.wardpost.store.Refusal.NotFound())));
        return new SealedMessageResult(getId(), Metadata.of(entry), parts);
    }

    /** What changed after a modseq (RFC 7162 §3.2). */
    public Changes changesSince(Modseq since, int limit, MailboxSession session) throws MailboxException {
        rights(session).require(Right.Read);
        return MailboxRefusals.translating(() -> context.messages().changesSince(collection, since, limit));
    }

    @Override
    public Publisher<MessageResult> getMessagesReactive(MessageRange set, FetchGroup group, MailboxSession session) {
        return Flux.defer(() -> {
            try {
                var wanted = UidRanges.of(set);
                return Flux.fromStream(results(wanted, needsSummary(group), session));
            } catch (MailboxException refused) {
                return Flux.error(refused);
            }
        });
    }

    private static boolean needsSummary(@Nullable FetchGroup group) {
        return group != null
                && !(group.profiles().isEmpty()
                        && group.getPartContentDescriptors().isEmpty());
    }

    @Override
    public MessageResultIterator getMessages(MessageRange set, FetchGroup group, MailboxSession session) {
        return new StreamedResults(() -> results(UidRanges.of(set), needsSummary(group), session));
    }

    @Override
    public Publisher<ComposedMessageIdWithMetaData> listMessagesMetadata(MessageRange set, MailboxSession session) {
        return here(() -> {
                    rights(session).require(Right.Read);
                    var found = new ArrayList<ComposedMessageIdWithMetaData>();
                    view().each(
                                    UidRanges.of(set),
                                    entry -> found.add(new ComposedMessageIdWithMetaData(
                                            new ComposedMessageId(
                                                    getId(),
                                                    new StoreMessageId(entry.objectId()),
                                                    MessageUid.of(entry.uid())),
                                            ImapFlags.of(entry.flags()),
                                            ModSeq.of(entry.modseq().value()),
                                            StoreMessageId.thread(entry.threadId()))));
                    return found;
                })
                .flatMapIterable(all -> all);
    }

    @Override
    public long getMessageCount(MailboxSession session) throws MailboxException {
        return view().size();
    }

    @Override
    public MailboxCounters getMailboxCounters(MailboxSession session) throws MailboxException {
        if (!rights(session).has(Right.Read)) {
            return MailboxCounters.empty(getId());
        }
        var view = view();
        return MailboxCounters.builder()
                .mailboxId(getId())
                .count(view.size())
                .unseen(view.unseen())
                .build();
    }

    @Override
    public Publisher<MailboxCounters> getMailboxCountersReactive(MailboxSession session) {
        return here(() -> getMailboxCounters(session));
    }

    /** All of it from one view, so that EXISTS, UIDNEXT and HIGHESTMODSEQ belong together. */
    @Override
    public Mono<MailboxMetaData> getMetaDataReactive(
            MailboxMetaData.RecentMode mode, MailboxSession session, EnumSet<MailboxMetaData.Item> items) {
        return here(() -> metaData(mode, session));
    }

    @Override
    public MailboxMetaData getMetaData(
            MailboxMetaData.RecentMode mode, MailboxSession session, EnumSet<MailboxMetaData.Item> items)
            throws MailboxException {
        return metaData(mode, session);
    }

    private MailboxMetaData metaData(MailboxMetaData.RecentMode mode, MailboxSession session) throws MailboxException {
        var acl = getResolvedAcl(session);
        if (!rights(session).has(Right.Read)) {
            return MailboxMetaData.sensibleInformationFree(acl, mailbox.getUidValidity(), isWriteable(session));
        }
        var view = view();
        var recent = recent(mode, view, session);
        int firstUnseen = view.firstUnseen();
        return new MailboxMetaData(
                recent,
                getPermanentFlags(session),
                mailbox.getUidValidity(),
                MessageUid.of(view.uidNext()),
                ModSeq.of(view.modseq().value()),
                view.size(),
                view.unseen(),
                firstUnseen == 0 ? null : MessageUid.of(view.uidAt(firstUnseen)),
                isWriteable(session),
                acl);
    }

    private List<MessageUid> recent(MailboxMetaData.RecentMode mode, CollectionView view, MailboxSession session)
            throws MailboxException {
        return switch (mode) {
            case IGNORE -> List.of();
            case RETRIEVE -> view.recentUids().uids().mapToObj(MessageUid::of).toList();
            case RESET -> takeRecent(view, session);
        };
    }

    private List<MessageUid> takeRecent(CollectionView view, MailboxSession session) throws MailboxException {
        if (!isWriteable(session)) {
            throw new org.apache.james.mailbox.exception.ReadOnlyException(getMailboxPath());
        }
        if (view.recent() == 0) {
            return List.of();
        }
        var mine = MailboxRefusals.translating(() -> context.messages().resetRecent(collection));
        return view.recentUids()
                .uids()
                .filter(mine::contains)
                .mapToObj(MessageUid::of)
                .toList();
    }

    @Override
    public Flags getPermanentFlags(MailboxSession session) {
        var permanent = super.getPermanentFlags(session);
        permanent.add(Flags.Flag.USER);
        return permanent;
    }

    @Override
    public Flux<MessageUid> search(org.apache.james.mailbox.model.SearchQuery query, MailboxSession session)
            throws MailboxException {
        rights(session).require(Right.Read);
        return super.search(query, session);
    }

    // Appending

    @Override
    public AppendResult appendMessage(AppendCommand command, MailboxSession session) throws MailboxException {
        var rights = rights(session);
        rights.require(Right.Insert);
        var asked = ImapFlags.of(command.getFlags());
        var flags = rights.permitted(command.isRecent() ? asked.with(MessageFlags.of(MessageFlags.RECENT)) : asked);
        var date = Optional.ofNullable(command.getInternalDate())
                .map(Date::toInstant)
                .orElseGet(context.clock()::instant);
        var appending = new Appending(context.messages(), context.spool());
        return appending.withSource(command.getMsgIn(), (source, deliveryId) -> {
            new QuotaCheck(context.quotas()).before(mailbox, 1, source.size());
            var appended = appending.append(collection, source, flags, date, deliveryId);
            var metaData = Metadata.of(appended, flags, date);
            if (!appended.duplicate()) {
                context.announcements().added(session, mailbox, List.of(metaData), command.isDelivery());
            }
            var ids = new ComposedMessageId(getId(), metaData.getMessageId(), metaData.getUid());
            return new AppendResult(ids, metaData.getSize(), Optional.empty(), metaData.getThreadId());
        });
    }

    @Override
    public Publisher<AppendResult> appendMessageReactive(AppendCommand command, MailboxSession session) {
        return here(() -> appendMessage(command, session));
    }

    /** James's own way leads through a plain temporary file; this one does not. */
    @Override
    public AppendResult appendMessage(
            InputStream message, Date internalDate, MailboxSession session, boolean recent, Flags flags)
            throws MailboxException {
        var command = AppendCommand.builder()
                .withInternalDate(Optional.ofNullable(internalDate))
                .isRecent(recent);
        return appendMessage(
                (flags == null ? command : command.withFlags(flags)).build(new StreamContent(message)), session);
    }

    // Flags

    /**
     * STORE, with UNCHANGEDSINCE compared under the mailbox's lock (RFC 7162 §3.1.3). Flags that the session may not change are left alone.
     * @throws org.apache.james.mailbox.exception.InsufficientRightsException if it may change none at all
     */
    public FlagResult store(
            MessageFlags flags,
            FlagsUpdateMode mode,
            UidSet uids,
            Optional<Modseq> unchangedSince,
            MailboxSession session)
            throws MailboxException {
        var rights = rights(session);
        if (!rights.mayChangeSomeFlag()) {
            rights.require(Right.Write);
        }
        var result = MailboxRefusals.translating(() -> context.messages()
                .setFlags(collection, uids, PermittedFlags.change(flags, mode, rights), unchangedSince));
        announce(result, uids, session);
        return result;
    }

    private void announce(FlagResult result, UidSet uids, MailboxSession session) throws MailboxException {
        var objects = new LinkedHashMap<Long, java.util.UUID>();
        if (result.messages().stream().anyMatch(FlagResult.Updated::changed)) {
            view().each(uids, entry -> objects.put(entry.uid(), entry.objectId()));
        }
        context.announcements()
                .flags(
                        session,
                        mailbox,
                        result.messages().stream()
                                .filter(FlagResult.Updated::changed)
                                .map(updated -> Metadata.of(updated, objects.get(updated.uid())))
                                .toList());
    }

    @Override
    public Map<MessageUid, Flags> setFlags(Flags flags, FlagsUpdateMode mode, MessageRange set, MailboxSession session)
            throws MailboxException {
        var result = store(ImapFlags.of(flags), mode, UidRanges.of(set), Optional.empty(), session);
        var updated = new LinkedHashMap<MessageUid, Flags>();
        result.messages().forEach(m -> updated.put(MessageUid.of(m.uid()), ImapFlags.of(m.after())));
        return updated;
    }

    @Override
    public Publisher<Map<MessageUid, Flags>> setFlagsReactive(
            Flags flags, FlagsUpdateMode mode, MessageRange set, MailboxSession session) {
        return here(() -> setFlags(flags, mode, set, session));
    }

    // Copying and moving

    /** COPY: all or nothing. The results pair each source UID with its copy's, for COPYUID (RFC 4315 §3). */
    public List<CopyResult> copy(UidSet uids, SealedMessageManager to, MailboxSession session) throws MailboxException {
        return new Copying(context, mailbox, to.mailbox, session).copy(uids);
    }

    /** MOVE (RFC 6851): out of one mailbox and into the other in one commit. */
    public List<CopyResult> move(UidSet uids, SealedMessageManager to, MailboxSession session) throws MailboxException {
        return new Copying(context, mailbox, to.mailbox, session).move(uids);
    }

    @Override
    public Mono<List<MessageRange>> copyTo(MessageRange set, StoreMessageManager to, MailboxSession session) {
        return here(() -> targets(copy(UidRanges.of(set), (SealedMessageManager) to, session)));
    }

    @Override
    public Mono<List<MessageRange>> moveTo(MessageRange set, StoreMessageManager to, MailboxSession session) {
        return here(() -> targets(move(UidRanges.of(set), (SealedMessageManager) to, session)));
    }

    private static List<MessageRange> targets(List<CopyResult> results) {
        return MessageRange.toRanges(results.stream()
                .map(result -> MessageUid.of(result.targetUid()))
                .toList());
    }

    // Expunging

    /**
     * @param onlyDeleted only those with {@code \Deleted}, as EXPUNGE wants it
     * @throws org.apache.james.mailbox.exception.InsufficientRightsException without the right e
     */
    public Expunged expunge(UidSet uids, boolean onlyDeleted, MailboxSession session) throws MailboxException {
        return new Expunging(context, mailbox, session).expunge(uids, onlyDeleted);
    }

    @Override
    public Iterator<MessageUid> expunge(MessageRange set, MailboxSession session) throws MailboxException {
        return expunge(UidRanges.of(set), true, session).messages().stream()
                .map(gone -> MessageUid.of(gone.uid()))
                .iterator();
    }

    @Override
    public Flux<MessageUid> expungeReactive(MessageRange set, MailboxSession session) {
        return here(() -> expunge(UidRanges.of(set), true, session))
                .flatMapIterable(Expunged::messages)
                .map(gone -> MessageUid.of(gone.uid()));
    }

    @Override
    public void delete(List<MessageUid> uids, MailboxSession session) throws MailboxException {
        expunge(UidRanges.of(uids), false, session);
    }

    @Override
    public Mono<Void> deleteReactive(List<MessageUid> uids, MailboxSession session) {
        return here(() -> expunge(UidRanges.of(uids), false, session)).then();
    }

    @Override
    public org.apache.james.mailbox.model.MailboxACL getResolvedAcl(MailboxSession session)
            throws UnsupportedRightException {
        return context.rights().getResolvedMailboxACL(mailbox, session);
    }

    private static <T> Mono<T> here(Callable<T> call) {
        return Mono.fromCallable(call);
    }
}
