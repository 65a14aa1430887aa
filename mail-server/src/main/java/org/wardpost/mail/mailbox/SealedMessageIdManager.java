package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageMoves;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.wardpost.store.message.CopyResult;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * James's operations on messages by id. Putting a message into mailboxes is done by copying and moving, so that no UID or modseq is taken
 * before its row; James's own takes both first, and tells of the message what it was before that.
 */
public final class SealedMessageIdManager extends StoreMessageIdManager {
    private final MailboxContext context;

    SealedMessageIdManager(MailboxContext context) {
        super(
                context.rights(),
                context.mappers(),
                context.bus(),
                context.quotas().getQuotaManager(),
                context.quotas().getQuotaRootResolver(),
                context.hooks());
        this.context = context;
    }

    @Override
    public Flux<MessageResult> getMessagesReactive(
            Collection<MessageId> ids, FetchGroup group, MailboxSession session) {
        return Flux.defer(() ->
                Flux.fromStream(context.mappers().getMessageIdMapper(session).find(ids, FetchType.FULL).stream()
                        .filter(message -> mayRead(message.getMailboxId(), session))
                        .map(message -> ((StoredMailboxMessage) message).result())));
    }

    private boolean mayRead(MailboxId mailbox, MailboxSession session) {
        try {
            return context.rights().hasRight(mailbox, Right.Read, session);
        } catch (MailboxException goneOrHidden) {
            return false;
        }
    }

    @Override
    public Mono<Void> setInMailboxesReactive(MessageId id, Collection<MailboxId> targets, MailboxSession session) {
        return Mono.fromCallable(() -> {
                    setIn(id, new HashSet<>(targets), session);
                    return true;
                })
                .then();
    }

    @Override
    public void setInMailboxesNoCheck(MessageId id, MailboxId target, MailboxSession session) throws MailboxException {
        apply(places(id, session), Set.of(target), session);
    }

    private void setIn(MessageId id, Set<MailboxId> targets, MailboxSession session) throws MailboxException {
        var known = places(id, session);
        var readable = new LinkedHashMap<>(known);
        readable.keySet().removeIf(mailbox -> !mayRead(mailbox, session));
        for (var mailbox : targets) {
            require(mailbox, session, Right.Read);
            if (!readable.containsKey(mailbox)) {
                require(mailbox, session, Right.Insert);
            }
        }
        if (readable.isEmpty()) {
            return;
        }
        for (var mailbox : readable.keySet()) {
            if (!targets.contains(mailbox)) {
                require(mailbox, session, Right.DeleteMessages);
            }
        }
        apply(readable, targets, session);
    }

    private Map<MailboxId, MailboxMessage> places(MessageId id, MailboxSession session) {
        var places = new LinkedHashMap<MailboxId, MailboxMessage>();
        context.mappers()
                .getMessageIdMapper(session)
                .find(List.of(id), FetchType.METADATA)
                .forEach(message -> places.put(message.getMailboxId(), message));
        return places;
    }

    /** Hides what the session may not do something with (as James does). */
    private void require(MailboxId mailbox, MailboxSession session, Right right) throws MailboxException {
        if (!context.rights().hasRight(mailbox, right, session)) {
            throw new MailboxNotFoundException(mailbox);
        }
    }

    private void apply(Map<MailboxId, MailboxMessage> places, Set<MailboxId> targets, MailboxSession session)
            throws MailboxException {
        if (places.isEmpty()) {
            throw new MailboxNotFoundException("can't load message");
        }
        var message = places.values().iterator().next();
        var added = new ArrayList<>(targets);
        added.removeAll(places.keySet());
        var removed = new ArrayList<>(places.keySet());
        removed.removeAll(targets);
        if (added.isEmpty() && removed.isEmpty()) {
            return;
        }
        checkQuota(added, removed, message, session);
        for (var target : added) {
            copy(message, target, session);
        }
        for (var source : removed) {
            remove(Objects.requireNonNull(places.get(source)), session);
        }
        context.announcements()
                .moved(
                        session,
                        List.of(message.getMessageId()),
                        MessageMoves.builder()
                                .previousMailboxIds(places.keySet())
                                .targetMailboxIds(targets)
                                .build());
    }

    private void checkQuota(
            List<MailboxId> added, List<MailboxId> removed, MailboxMessage message, MailboxSession session)
            throws MailboxException {
        long more = (long) added.size() - removed.size();
        if (more > 0) {
            var check = new QuotaCheck(context.quotas());
            check.before(mailbox(added.getFirst(), session), more, more * message.getFullContentOctets());
        }
    }

    private void copy(MailboxMessage message, MailboxId target, MailboxSession session) throws MailboxException {
        var source = StoreMailboxId.collection(message.getMailboxId());
        var uids = UidSet.of(message.getUid().asLong());
        var mailbox = mailbox(target, session);
        var copies = MailboxRefusals.translating(
                        () -> context.messages().copy(source, uids, StoreMailboxId.collection(target)))
                .messages();
        var rights = new MailboxRights(context.rights().myRights(mailbox, session));
        var flags = rights.has(Right.Write) ? ImapFlags.of(message.createFlags()) : MessageFlags.NONE;
        context.announcements().added(session, mailbox, withFlags(target, copies, flags), false);
    }

    /** A copy is \Recent (RFC 9051 §6.4.7); a message that is put somewhere by its id has the flags that it has elsewhere. */
    private List<MessageMetaData> withFlags(MailboxId target, List<CopyResult> copies, MessageFlags flags)
            throws MailboxException {
        var collection = StoreMailboxId.collection(target);
        var uids = UidSet.of(copies.stream().mapToLong(CopyResult::targetUid).toArray());
        MailboxRefusals.translating(() ->
                context.messages().setFlags(collection, uids, new FlagChange.Computed(_ -> flags), Optional.empty()));
        var added = new ArrayList<MessageMetaData>();
        context.views().view(collection).each(uids, entry -> added.add(Metadata.of(entry)));
        return added;
    }

    private void remove(MailboxMessage message, MailboxSession session) throws MailboxException {
        var mailbox = mailbox(message.getMailboxId(), session);
        var gone = MailboxRefusals.translating(() -> context.messages()
                .expunge(
                        StoreMailboxId.collection(message.getMailboxId()),
                        UidSet.of(message.getUid().asLong()),
                        false));
        context.announcements()
                .expunged(
                        session,
                        mailbox,
                        gone.messages().stream().map(Metadata::of).toList());
    }

    private Mailbox mailbox(MailboxId id, MailboxSession session) throws MailboxException {
        return org.apache.james.mailbox.store.MailboxReactorUtils.block(
                context.mappers().getMailboxMapper(session).findMailboxById(id));
    }
}
