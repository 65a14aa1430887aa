package org.wardpost.mail.mailbox;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.quota.StoreQuotaManager;
import org.wardpost.mail.event.SerialEventBus;
import org.wardpost.mail.search.SealedSearchIndex;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;

/** All of James's mailbox API on one store, put together by hand. */
public final class Mailboxes {
    private static final int ANNOTATIONS = 100;
    private static final int ANNOTATION_OCTETS = 64 << 10;

    private final SealedMailboxManager manager;
    private final SealedMessageIdManager byId;
    private final SubscriptionManager subscriptions;
    private final EventBus bus;
    private final QuotaComponents quotas;
    private final SealedMapperFactory mappers;
    private final SealedSearchIndex search;
    private final MemberRights rights;
    private final MailboxTree tree;
    private final AccessLists accessLists;
    private final SessionProvider sessions;
    private final MailboxDelivery delivery;

    /**
     * What the mailboxes are put together from beside the store.
     *
     * @param memberships whose mailboxes somebody sees beside those that are shared with him
     * @param quotaManager in place of ours, for James's contracts
     * @param annotations a mailbox may have so many
     * @param annotationOctets and each so long
     */
    record Parts(
            Owners owners,
            Memberships memberships,
            SessionProvider sessions,
            EventBus bus,
            PreDeletionHooks hooks,
            Optional<QuotaManager> quotaManager,
            int annotations,
            int annotationOctets,
            Clock clock) {}

    Mailboxes(Store store, Parts parts) {
        var owners = parts.owners();
        this.bus = parts.bus();
        this.sessions = parts.sessions();
        char delimiter = sessions.createSystemSession(Username.of("wardpost")).getPathDelimiter();
        this.mappers = new SealedMapperFactory(store, owners, delimiter);
        this.rights = new MemberRights(mappers, bus, owners, mappers.shares(), parts.memberships());
        this.quotas = quotas(store, owners, parts.quotaManager());
        this.search = new SealedSearchIndex(
                store.messages(),
                store.views(),
                found -> StoredMailboxMessage.of(
                        new StoreMailboxId(found.mailbox()),
                        found.entry(),
                        new MessageParts(() -> store.messages()
                                .find(found.mailbox(), found.entry().uid())
                                .orElseThrow(() -> new org.wardpost.store.RefusedException(
                                        new org.wardpost.store.Refusal.NotFound())))));
        var context = new MailboxContext(
                store.messages(),
                store.views(),
                store.spool(),
                store.collections(),
                mappers,
                rights,
                quotas,
                search,
                bus,
                new Announcements(bus),
                parts.hooks(),
                parts.clock());
        this.manager = new SealedMailboxManager(
                context,
                sessions,
                new StoreMailboxAnnotationManager(
                        mappers, rights.ofAnnotations(), parts.annotations(), parts.annotationOctets()),
                new KeyedThreadIds(store.messages(), owners));
        this.byId = new SealedMessageIdManager(context);
        this.subscriptions = new StoreSubscriptionManager(mappers, mappers, bus);
        this.delivery = new MailboxDelivery(store, parts.clock());
        this.tree =
                new MailboxTree(manager, mappers, store.collections(), sessions, owners, parts.memberships(), rights);
        this.accessLists = new AccessLists(mappers.mailboxes(), rights, owners);
    }

    /** For the product: sessions through the one door, {@code /} between levels, other sessions told on virtual threads. */
    public static Mailboxes open(Store store, SessionProvider sessions, Clock clock) {
        Executor virtual = task -> Thread.ofVirtual().name("mailbox-event").start(task);
        return new Mailboxes(
                store,
                new Parts(
                        new DirectoryOwners(store.accounts()),
                        new DelegatedMemberships(store.delegations(), store.accounts()),
                        sessions,
                        new SerialEventBus(virtual),
                        PreDeletionHooks.NO_PRE_DELETION_HOOK,
                        Optional.empty(),
                        ANNOTATIONS,
                        ANNOTATION_OCTETS,
                        clock));
    }

    private QuotaComponents quotas(Store store, Owners owners, Optional<QuotaManager> quotaManager) {
        var roots = new DefaultUserQuotaRootResolver(sessions, mappers);
        var limits = new SealedMaxQuotaManager(store.accounts(), store.properties(), owners);
        var used = new SealedCurrentQuotaManager(store.quotas(), roots, owners);
        return new QuotaComponents(limits, quotaManager.orElseGet(() -> new StoreQuotaManager(used, limits)), roots);
    }

    public SealedMailboxManager manager() {
        return manager;
    }

    public MailboxManager mailboxManager() {
        return manager;
    }

    public MessageIdManager messageIdManager() {
        return byId;
    }

    public SubscriptionManager subscriptionManager() {
        return subscriptions;
    }

    public EventBus eventBus() {
        return bus;
    }

    public QuotaManager quotaManager() {
        return quotas.getQuotaManager();
    }

    public MaxQuotaManager maxQuotaManager() {
        return quotas.getMaxQuotaManager();
    }

    public QuotaRootResolver quotaRootResolver() {
        return quotas.getQuotaRootResolver();
    }

    public StoreRightManager rightManager() {
        return rights;
    }

    /** Names as each user sees them. */
    public MailboxTree tree() {
        return tree;
    }

    public AccessLists accessLists() {
        return accessLists;
    }

    public SealedMapperFactory mapperFactory() {
        return mappers;
    }

    public SealedSearchIndex searchIndex() {
        return search;
    }

    public SessionProvider sessionProvider() {
        return sessions;
    }

    public MailboxDelivery delivery() {
        return delivery;
    }

    /** Where the messages of a mailbox lie. */
    public static CollectionId collectionOf(MailboxId mailbox) {
        return StoreMailboxId.collection(mailbox);
    }
}
