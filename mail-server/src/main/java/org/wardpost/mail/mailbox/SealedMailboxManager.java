package org.wardpost.mail.mailbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.mailbox.MailboxAnnotationManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxCounters;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.apache.james.mailbox.store.NoMailboxPathLocker;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.impl.MessageParser;
import org.apache.james.mailbox.store.user.model.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** James's mailbox manager with our message managers. What stands here differs from James's because it must not hop, or must be one commit. */
public final class SealedMailboxManager extends StoreMailboxManager {
    private static final EnumSet<MessageCapabilities> MESSAGE_CAPABILITIES = EnumSet.of(MessageCapabilities.UniqueID);

    private final MailboxContext context;

    SealedMailboxManager(
            MailboxContext context,
            SessionProvider sessions,
            MailboxAnnotationManager annotations,
            ThreadIdGuessingAlgorithm threads) {
        super(
                context.mappers(),
                sessions,
                new NoMailboxPathLocker(),
                new MessageParser(),
                new StoreMessageId.Factory(),
                annotations,
                context.bus(),
                context.rights(),
                context.quotas(),
                context.search(),
                MailboxManagerConfiguration.DEFAULT,
                context.hooks(),
                threads,
                context.clock());
        this.context = context;
    }

    @Override
    public EnumSet<MailboxCapabilities> getSupportedMailboxCapabilities() {
        return EnumSet.of(
                MailboxCapabilities.Move,
                MailboxCapabilities.UserFlag,
                MailboxCapabilities.Namespace,
                MailboxCapabilities.Annotation,
                MailboxCapabilities.ACL,
                MailboxCapabilities.Quota);
    }

    @Override
    public EnumSet<MessageCapabilities> getSupportedMessageCapabilities() {
        return EnumSet.copyOf(MESSAGE_CAPABILITIES);
    }

    @Override
    protected StoreMessageManager createMessageManager(Mailbox mailbox, MailboxSession session) {
        return new SealedMessageManager(EnumSet.copyOf(MESSAGE_CAPABILITIES), context, mailbox);
    }

    @Override
    public Mono<List<MailboxRenamedResult>> renameMailboxReactive(
            MailboxPath from, MailboxPath to, RenameOption option, MailboxSession session) {
        return Mono.fromCallable(() -> {
            var target = to.sanitize(session.getPathDelimiter());
            requireFree(target, session);
            var mailbox = MailboxReactorUtils.block(context.mappers()
                    .getMailboxMapper(session)
                    .findMailboxByPath(from)
                    .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(from))));
            return rename(mailbox, target, option, session);
        });
    }

    @Override
    public Mono<List<MailboxRenamedResult>> renameMailboxReactive(
            MailboxId id, MailboxPath to, RenameOption option, MailboxSession session) {
        return Mono.fromCallable(() -> {
            var target = to.sanitize(session.getPathDelimiter());
            requireFree(target, session);
            var mailbox = MailboxReactorUtils.block(
                    context.mappers().getMailboxMapper(session).findMailboxById(id));
            return rename(mailbox, target, option, session);
        });
    }

    private void requireFree(MailboxPath target, MailboxSession session) throws MailboxException {
        if (MailboxReactorUtils.block(mailboxExists(target, session))) {
            throw new MailboxExistsException(target.getName());
        }
    }

    private List<MailboxRenamedResult> rename(
            Mailbox mailbox, MailboxPath target, RenameOption option, MailboxSession session) throws MailboxException {
        var renamed = new Renaming(context, session).rename(mailbox, target);
        if (option == RenameOption.RENAME_SUBSCRIPTIONS) {
            renameSubscriptions(renamed, session);
        }
        return renamed;
    }

    private void renameSubscriptions(List<MailboxRenamedResult> renamed, MailboxSession session)
            throws MailboxException {
        var mapper = context.mappers().getSubscriptionMapper(session);
        var known = mapper.findSubscriptionsForUser(session.getUser());
        for (var result : renamed) {
            var old = new Subscription(session.getUser(), result.getOriginPath().asEscapedString());
            if (known.contains(old)) {
                mapper.save(new Subscription(
                        session.getUser(), result.getDestinationPath().asEscapedString()));
                mapper.delete(old);
            }
        }
    }

    /** LIST, with counters for LIST-STATUS from the views; James's own reads them on a scheduler that must not block. */
    @Override
    public Flux<MailboxMetaData> search(MailboxQuery query, MailboxSearchFetchType fetch, MailboxSession session) {
        return Mono.fromCallable(() -> list(query, fetch, session)).flatMapIterable(found -> found);
    }

    private List<MailboxMetaData> list(MailboxQuery query, MailboxSearchFetchType fetch, MailboxSession session)
            throws MailboxException {
        var mailboxes = visible(query, session);
        var parents = parents(mailboxes, session);
        var found = new ArrayList<MailboxMetaData>();
        for (var mailbox : mailboxes) {
            if (query.matches(mailbox)) {
                found.add(metaData(mailbox, fetch, parents, session));
            }
        }
        found.sort(MailboxMetaData.COMPARATOR);
        return found;
    }

    private List<Mailbox> visible(MailboxQuery query, MailboxSession session) {
        var mapper = context.mappers().getMailboxMapper(session);
        var user = query.getUser().orElse(session.getUser());
        var bound = MailboxQuery.builder()
                .namespace(query.getNamespace().orElse(MailboxConstants.USER_NAMESPACE))
                .username(user)
                .expression(query.getMailboxNameExpression().includeChildren())
                .build()
                .asUserBound();
        var all = new ArrayList<>(
                mapper.findMailboxWithPathLike(bound).collectList().block());
        if (!query.isPrivateMailboxes(session)) {
            mapper.findNonPersonalMailboxes(session.getUser(), Right.Lookup)
                    .filter(mailbox -> !mailbox.getUser().equals(session.getUser()))
                    .filter(mailbox -> context.rights().hasRight(mailbox, Right.Lookup, session))
                    .toIterable()
                    .forEach(all::add);
        }
        return all;
    }

    private static Map<MailboxPath, Boolean> parents(List<Mailbox> mailboxes, MailboxSession session) {
        var parents = new HashMap<MailboxPath, Boolean>();
        mailboxes.forEach(mailbox -> mailbox.generateAssociatedPath()
                .getParents(session.getPathDelimiter())
                .forEach(parent -> parents.put(parent, true)));
        return parents;
    }

    private MailboxMetaData metaData(
            Mailbox mailbox, MailboxSearchFetchType fetch, Map<MailboxPath, Boolean> parents, MailboxSession session)
            throws MailboxException {
        var children = parents.containsKey(mailbox.generateAssociatedPath())
                ? MailboxMetaData.Children.HAS_CHILDREN
                : MailboxMetaData.Children.HAS_NO_CHILDREN;
        var counters = fetch == MailboxSearchFetchType.Counters
                ? createMessageManager(mailbox, session).getMailboxCounters(session)
                : MailboxCounters.empty(mailbox.getMailboxId());
        return new MailboxMetaData(
                mailbox,
                session.getPathDelimiter(),
                children,
                MailboxMetaData.Selectability.NONE,
                context.rights().getResolvedMailboxACL(mailbox, session),
                counters);
    }
}
